package dev.askdesk.adapters.wiki;

import dev.askdesk.adapters.wiki.WikiPage.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * Clean text out of a page's markup, section by section: paragraphs by empty lines, {@code - } before the items of a
 * list, cells of a row by {@code |}, code as it is. Links and emphasis leave their words, images their description.
 */
public final class PageText {
    private static final Set<String> HEADINGS = Set.of("h1", "h2", "h3", "h4", "h5", "h6");
    private static final Set<String> UNREAD = Set.of(
            "script", "style", "head", "nav", "noscript", "template", "svg", "iframe", "object", "form", "button");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "aside",
            "blockquote",
            "figure",
            "figcaption",
            "details",
            "summary",
            "dl",
            "dt",
            "dd",
            "address",
            "body",
            "html",
            "hr",
            "fieldset",
            "center");
    private static final int OUTERMOST = 1;

    private final List<Section> sections = new ArrayList<>();
    /** Headings that enclose what is read now, one a level; empty text for a level that was passed over. */
    private final List<String> path = new ArrayList<>();

    private final StringBuilder text = new StringBuilder();
    private String firstTitle = "";

    private PageText() {}

    /**
     * A page's text.
     *
     * @param title of the outermost heading that came before any other; empty where there is none
     * @param sections as of {@link WikiPage}, without that heading in their paths
     */
    public record Read(String title, List<Section> sections) {}

    /** @param root of the page's markup, by jsoup */
    public static Read of(Element root) {
        PageText reading = new PageText();
        reading.children(root, 0);
        reading.endSection();
        return new Read(reading.firstTitle, reading.sections);
    }

    private void children(Element element, int depth) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode words) {
                inline(words.getWholeText());
            } else if (child instanceof Element inner) {
                element(inner, depth);
            }
        }
    }

    private void element(Element element, int depth) {
        String name = element.normalName();
        if (UNREAD.contains(name)) {
            return;
        }
        if (HEADINGS.contains(name)) {
            heading(name.charAt(1) - '0', clean(element.text()));
            return;
        }
        switch (name) {
            case "br" -> text.append('\n');
            case "pre" -> {
                paragraph();
                text.append(element.wholeText().strip());
                paragraph();
            }
            case "img" -> inline(element.attr("alt"));
            case "ul", "ol" -> {
                lineBreak();
                children(element, depth + 1);
                if (depth == 0) {
                    paragraph();
                }
            }
            case "li" -> {
                lineBreak();
                text.append("  ".repeat(Math.max(0, depth - 1))).append("- ");
                children(element, depth);
            }
            case "table" -> table(element);
            default -> {
                boolean block = BLOCKS.contains(name);
                // A paragraph inside of an item stays on the item's line.
                if (block && depth == 0) {
                    paragraph();
                } else if (block) {
                    inline(" ");
                }
                children(element, depth);
                if (block && depth == 0) {
                    paragraph();
                }
            }
        }
    }

    private void table(Element table) {
        paragraph();
        for (Element row : table.select("tr")) {
            String cells =
                    row.children().stream().map(cell -> clean(cell.text())).collect(Collectors.joining(" | "));
            if (!cells.replace("|", "").isBlank()) {
                lineBreak();
                text.append(cells);
            }
        }
        paragraph();
    }

    private void heading(int level, String words) {
        if (words.isEmpty()) {
            return;
        }
        endSection();
        if (level == OUTERMOST
                && firstTitle.isEmpty()
                && sections.stream().allMatch(known -> known.headings().isEmpty())) {
            firstTitle = words;
            path.clear();
            return;
        }
        while (path.size() >= level) {
            path.remove(path.size() - 1);
        }
        while (path.size() < level - 1) {
            path.add("");
        }
        path.add(words);
    }

    private void endSection() {
        String read = text.toString()
                .replaceAll("[ \\t\\u00a0]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
        text.setLength(0);
        if (!read.isEmpty()) {
            List<String> headings =
                    path.stream().filter(words -> !words.isEmpty()).toList();
            sections.add(new Section(headings, read));
        }
    }

    /** Words in a line: white space of the markup is one space. */
    private void inline(String words) {
        String line = words.replaceAll("[\\s\\u00a0]+", " ");
        boolean fresh = text.length() == 0 || Character.isWhitespace(text.charAt(text.length() - 1));
        text.append(fresh ? line.stripLeading() : line);
    }

    private void lineBreak() {
        if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    private void paragraph() {
        lineBreak();
        if (text.length() > 1 && text.charAt(text.length() - 2) != '\n') {
            text.append('\n');
        }
    }

    private static String clean(String words) {
        return words.replaceAll("[\\s\\u00a0]+", " ").strip();
    }

    /** A file's or a page's name as words, for a page without a title. */
    static String inWords(String name) {
        String words = name.replaceAll("[-_]+", " ").strip();
        return words.isEmpty() ? name : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
