package dev.askdesk.adapters.helpdesk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Writes a note's HTML as Jira's wiki markup ("Text Formatting Notation Help"). Characters of the markup in the note's
 * own text are escaped, so that a quoted ticket cannot mention somebody, embed a picture or open a macro.
 */
final class WikiMarkup {
    /** Characters that mean something wherever they stand. */
    private static final Pattern SPECIAL = Pattern.compile("[\\\\{}\\[\\]!|*_^~+]");

    /** What means something at a line's beginning only: bullets, rules, headings, quotes, tables. */
    private static final Pattern LINE_START = Pattern.compile("^(\\s*)([-#]|h[1-6]\\.|bq\\.)");

    /** An address in plain text, which Jira links by itself and would no longer find with escapes in it. */
    private static final Pattern ADDRESS = Pattern.compile("\\bhttps?://[^\\s\\\\{}\\[\\]!|*]+");

    private final StringBuilder written = new StringBuilder();

    private WikiMarkup() {}

    static String of(String html) {
        WikiMarkup markup = new WikiMarkup();
        markup.blocks(Jsoup.parseBodyFragment(html).body(), "");
        return markup.written.toString().strip();
    }

    private void blocks(Element parent, String bullets) {
        StringBuilder line = new StringBuilder();
        for (Node node : parent.childNodes()) {
            if (node instanceof Element element && isBlock(element)) {
                end(line);
                block(element, bullets);
            } else {
                inline(node, line);
            }
        }
        end(line);
    }

    private static boolean isBlock(Element element) {
        return switch (element.normalName()) {
            case "p", "ul", "ol", "li", "blockquote", "div" -> true;
            default -> false;
        };
    }

    private void block(Element element, String bullets) {
        switch (element.normalName()) {
            case "ul" -> list(element, bullets + "*");
            case "ol" -> list(element, bullets + "#");
            case "blockquote" -> {
                written.append("{quote}\n");
                blocks(element, "");
                stripEnd();
                written.append("\n{quote}\n\n");
            }
            default -> blocks(element, bullets);
        }
    }

    private void list(Element list, String bullets) {
        for (Element item : list.children()) {
            StringBuilder line = new StringBuilder();
            for (Node node : item.childNodes()) {
                if (!(node instanceof Element inner && inner.normalName().matches("ul|ol"))) {
                    inline(node, line);
                }
            }
            // An item is one line: a break in it would end the list.
            String text = line.toString().replaceAll("\\s+", " ").strip();
            written.append(bullets).append(' ').append(text).append('\n');
            for (Element inner : item.children()) {
                if (inner.normalName().matches("ul|ol")) {
                    block(inner, bullets);
                }
            }
        }
        if (bullets.length() == 1) {
            written.append('\n');
        }
    }

    /** Ends a paragraph. */
    private void end(StringBuilder line) {
        for (String part : line.toString().split("\n", -1)) {
            String text = part.replaceAll("[ \\t]+", " ").strip();
            if (!text.isEmpty()) {
                written.append(LINE_START.matcher(text).replaceFirst("$1\\\\$2"))
                        .append('\n');
            }
        }
        if (!line.toString().isBlank()) {
            written.append('\n');
        }
        line.setLength(0);
    }

    private void stripEnd() {
        written.setLength(written.toString().stripTrailing().length());
    }

    private void inline(Node node, StringBuilder line) {
        if (node instanceof TextNode text) {
            line.append(escaped(text.getWholeText().replace('\n', ' ')));
        } else if (node instanceof Element element) {
            StringBuilder inside = new StringBuilder();
            element.childNodes().forEach(child -> inline(child, inside));
            line.append(
                    switch (element.normalName()) {
                        case "br" -> "\n";
                        case "strong", "b" ->
                            inside.isEmpty() ? "" : "*" + inside.toString().strip() + "*";
                        case "a" -> link(element.attr("href"), inside.toString());
                        // Blocks within a list's item.
                        case "p", "div", "blockquote" -> inside + " ";
                        default -> inside.toString();
                    });
        }
    }

    private static String link(String href, String text) {
        boolean web = href.matches("https?://[^\\s\\[\\]|{}]+");
        return web ? "[" + text + "|" + href + "]" : text;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Matcher address = ADDRESS.matcher(text);
        int from = 0;
        while (address.find()) {
            escaped.append(
                    SPECIAL.matcher(text.substring(from, address.start())).replaceAll("\\\\$0"));
            escaped.append(address.group());
            from = address.end();
        }
        return escaped.append(SPECIAL.matcher(text.substring(from)).replaceAll("\\\\$0"))
                .toString();
    }
}
