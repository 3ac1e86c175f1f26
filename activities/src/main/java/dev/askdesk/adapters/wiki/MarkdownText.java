package dev.askdesk.adapters.wiki;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Markdown (CommonMark with GitHub's tables) as HTML. What site generators and wikis put into it besides is taken out
 * first, and left alone inside of code: Liquid's tags and values (Jekyll, Eleventy), Kramdown's attributes, footnotes,
 * links to pages in double brackets, GitHub's alerts.
 */
final class MarkdownText {
    private static final List<TablesExtension> EXTENSIONS = List.of((TablesExtension) TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer HTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    /**
     * Code first, so that the other forms are not looked for in it. What its author did not end goes to the end of the
     * page, as it does in CommonMark, or has a bound: no page makes this look at all of it again and again.
     */
    private static final Pattern EXTRAS = Pattern.compile("""
            (?msx)
            (?<code> ^[\\x20\\t>]*(?<fence>`{3,}|~{3,}) .*? (?: ^[\\x20\\t>]*\\k<fence> | \\z ) | `[^`\\n]++` )
            | \\{%-? \\s* raw \\s* -?%\\} (?<raw>.*?) (?: \\{%-? \\s* endraw \\s* -?%\\} | \\z )
            | \\{%-? \\s* comment \\b .*? (?: \\{%-? \\s* endcomment \\s* -?%\\} | \\z )
            | \\{% (?<tag>.{0,1000}?) %\\}
            | \\{\\{ .{0,1000}? \\}\\}
            | \\{: [^}\\n]{0,200}+ \\}
            | \\x20* \\{\\#[\\w-]{1,80}+\\} [\\x20\\t]* $
            | <!-- .*? (?: --> | \\z )
            | ~~ (?=\\S) [^~\\n]++ ~~
            | ^\\x20{0,3} \\[\\^ (?<note>[^\\]\\s]{1,60}+) \\]:
            | \\[\\^ (?<reference>[^\\]\\s]{1,60}+) \\]
            | ^[\\x20\\t]* \\[?\\[_?TOC_?\\]\\]? [\\x20\\t]* $
            | ^(?<quote>[\\x20\\t>]*>[\\x20\\t]*) \\[!(?<alert>[A-Za-z]++)\\]
            | \\[\\[ (?:[^\\]|\\n]{1,200}+ \\|)? (?<page>[^\\]|\\n]{1,200}+) \\]\\]
            """);

    /** One that stayed text: inside of HTML, or with a space that does not belong there. */
    private static final Pattern LEFT_LINK =
            Pattern.compile("!?\\[([^\\]\\[]{1,300}+)\\]\\s?\\((?:#|/|https?:|mailto:)[^()\\s]*+\\)");

    private static final Pattern RAW_MARK = Pattern.compile("\\{%-?\\s*(end)?raw\\s*-?%\\}");
    private static final Pattern LINK_TARGET = Pattern.compile("\\](\\(|:[ \\t]*)\\z");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");
    private static final Pattern PATH = Pattern.compile(".*/.*|.*\\.\\w{2,5}");

    private MarkdownText() {}

    static Element html(String markdown) {
        org.commonmark.node.Node parsed = PARSER.parse(plain(markdown));
        parsed.accept(new IndentedHtml());
        Element page = Jsoup.parseBodyFragment(HTML.render(parsed)).body();
        page.traverse((node, depth) -> {
            if (node instanceof TextNode text && !isCode(text.parent())) {
                text.text(LEFT_LINK.matcher(text.getWholeText()).replaceAll("$1"));
            }
        });
        return page;
    }

    private static boolean isCode(@Nullable Node node) {
        return node != null && (node.nameIs("code") || node.nameIs("pre"));
    }

    private static String plain(String markdown) {
        StringBuilder plain = new StringBuilder();
        Matcher found = EXTRAS.matcher(markdown);
        while (found.find()) {
            found.appendReplacement(plain, "");
            plain.append(replacement(found, plain));
        }
        return found.appendTail(plain).toString();
    }

    private static String replacement(Matcher found, StringBuilder before) {
        if (found.group("code") != null) {
            return RAW_MARK.matcher(found.group()).replaceAll("");
        }
        if (found.group("raw") != null) {
            return found.group("raw");
        }
        if (found.group("tag") != null) {
            // The target of a link stays one, without the spaces that would end it.
            String near = before.substring(Math.max(0, before.length() - 20));
            return LINK_TARGET.matcher(near).find() ? "#" : words(found.group("tag"));
        }
        if (found.group("note") != null) {
            return "\nNote " + found.group("note") + ":";
        }
        if (found.group("reference") != null) {
            return " (note " + found.group("reference") + ")";
        }
        if (found.group("alert") != null) {
            return found.group("quote") + found.group("alert") + ":";
        }
        return found.group("page") == null ? "" : found.group("page").strip();
    }

    /** What is left of a tag: the longest of its texts that is no path, as in {@code {% alert "Office closed" %}}. */
    private static String words(String tag) {
        return QUOTED.matcher(tag)
                .results()
                .map(quoted -> quoted.group(1) == null ? quoted.group(2) : quoted.group(1))
                .filter(words -> !PATH.matcher(words).matches())
                .reduce("", (longest, words) -> words.length() > longest.length() ? words : longest);
    }

    /** HTML that its author indented below an empty line, which makes it code, is meant as HTML all the same. */
    private static final class IndentedHtml extends AbstractVisitor {
        private static final Pattern TAG = Pattern.compile(
                "(?mi)^\\s*</?(div|p|table|tbody|thead|tr|td|th|ul|ol|li|section|details|summary|figure|img|h[1-6])\\b[^>]*>");

        @Override
        public void visit(IndentedCodeBlock code) {
            if (TAG.matcher(code.getLiteral()).find()) {
                HtmlBlock html = new HtmlBlock();
                html.setLiteral(code.getLiteral());
                code.insertAfter(html);
                code.unlink();
            }
        }
    }
}
