package dev.askdesk.adapters.wiki;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Text of a tree of HTML elements, as {@link WikiPage.Section} describes it. What was struck out is left out: its author
 * took it back. Of a link its text stays, of an image the words that stand in for it.
 */
final class PageText {
    /** Deeper than any page that a person wrote; the stack has room for it. */
    private static final int DEEPEST = 200;

    private static final Set<String> WITHOUT_TEXT = Set.of(
            "head",
            "script",
            "style",
            "template",
            "noscript",
            "iframe",
            "object",
            "svg",
            "math",
            "canvas",
            "video",
            "audio",
            "nav",
            "footer",
            "button",
            "select",
            "textarea",
            "colgroup",
            "del",
            "s",
            "strike");
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "aside",
            "header",
            "blockquote",
            "figure",
            "figcaption",
            "details",
            "summary",
            "dl",
            "dt",
            "dd",
            "address",
            "form",
            "fieldset",
            "legend",
            "center",
            "body",
            "html",
            "li",
            "hr",
            "tr",
            "caption");

    /** Elements that a vendor adds to HTML. */
    interface OwnElements {
        /** Reads the element; false where it is none of the vendor's own. */
        boolean read(Element element, PageText into);
    }

    private final OwnElements own;
    private final @Nullable Outline outline;
    private final int depth;
    private final List<String> blocks = new ArrayList<>();
    private final Paragraph paragraph = new Paragraph();
    private int nested;

    private PageText(OwnElements own, @Nullable Outline outline, int depth) {
        this.own = own;
        this.outline = outline;
        this.depth = depth;
    }

    /** @param title of the page, see {@link Outline#Outline} */
    static List<WikiPage.Section> sections(Element page, String title, OwnElements own) {
        Outline outline = new Outline(title);
        PageText text = new PageText(own, outline, 0);
        text.children(page);
        text.endBlock();
        return outline.sections();
    }

    /** The same of plain HTML. */
    static List<WikiPage.Section> sections(Element page, String title) {
        return sections(page, title, (element, into) -> false);
    }

    /** The element's text in one line. */
    static String line(Element element) {
        return new PageText((child, into) -> false, null, 0).inOneLine(element);
    }

    /** The same, as part of this text. */
    String inOneLine(Element element) {
        return blocksOf(element).stream()
                .flatMap(String::lines)
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .strip();
    }

    void children(Element element) {
        if (depth + nested >= DEEPEST) {
            words(element.wholeText());
            return;
        }
        nested++;
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode text) {
                words(text.getWholeText());
            } else if (child instanceof Element inner) {
                element(inner);
            }
        }
        nested--;
    }

    /** Adds to the paragraph. */
    void words(String text) {
        paragraph.add(text);
    }

    /** The same, of something that stands by itself. */
    void apart(String text) {
        paragraph.addApart(text);
    }

    /** Ends the paragraph, if there is one. */
    void endBlock() {
        add(paragraph.end());
    }

    /** Adds a block of its own, as it is. */
    void block(String text) {
        endBlock();
        add(text.stripTrailing());
    }

    /** Adds lines whose white space means something. */
    void verbatim(String text) {
        block(Paragraph.verbatim(text));
    }

    private void add(String block) {
        if (block.isBlank()) {
            return;
        }
        if (outline == null) {
            blocks.add(block);
        } else {
            outline.block(block);
        }
    }

    private void element(Element element) {
        if (own.read(element, this) || isStruckOut(element)) {
            return;
        }
        String name = element.normalName();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading(name.charAt(1) - '0', inOneLine(element));
            case "br" -> {
                paragraph.breakLine();
                // None in HTML; in XML, all that follows one which its author did not close.
                children(element);
            }
            case "img" -> {
                apart(element.attr("alt"));
                children(element);
            }
            case "input" -> checkbox(element);
            case "ul", "ol", "menu" -> block(list(element));
            case "table" -> table(element);
            case "pre" -> verbatim(element.wholeText());
            default -> {
                if (BLOCKS.contains(name)) {
                    endBlock();
                    children(element);
                    endBlock();
                } else if (!WITHOUT_TEXT.contains(name)) {
                    children(element);
                }
            }
        }
    }

    private void heading(int level, String text) {
        endBlock();
        if (outline == null) {
            block(text);
        } else {
            outline.heading(level, text);
        }
    }

    private void checkbox(Element input) {
        if (input.attr("type").equalsIgnoreCase("checkbox")) {
            words(input.hasAttr("checked") ? "[x] " : "[ ] ");
        }
    }

    private String list(Element list) {
        endBlock();
        StringBuilder items = new StringBuilder();
        for (Element child : list.children()) {
            String name = child.normalName();
            if (name.equals("ul") || name.equals("ol")) {
                // Not allowed there, and met all the same: a list in a list without an item around it.
                items.append(ListItem.indented(String.join("\n", listIn(child))));
            } else {
                items.append(ListItem.text("", blocksOf(child)));
            }
        }
        return items.toString();
    }

    private void table(Element table) {
        endBlock();
        StringBuilder rows = new StringBuilder();
        for (Element row : table.select("caption, tr")) {
            if (row.closest("table") != table) {
                continue;
            }
            if (row.normalName().equals("caption")) {
                block(inOneLine(row));
                continue;
            }
            List<String> cells = row.children().stream()
                    .filter(cell -> !isStruckOut(cell))
                    .map(this::inOneLine)
                    .toList();
            if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
                rows.append(String.join(" | ", cells)).append('\n');
            }
        }
        if (table.selectFirst("tr") == null) {
            children(table);
        }
        block(rows.toString());
    }

    /** The blocks of the element's text by themselves, where a heading is a block as any other. */
    List<String> blocksOf(Element element) {
        PageText inner = new PageText(own, null, depth + nested + 1);
        inner.children(element);
        inner.endBlock();
        return inner.blocks;
    }

    private List<String> listIn(Element list) {
        PageText inner = new PageText(own, null, depth + nested + 1);
        inner.block(inner.depth >= DEEPEST ? list.wholeText() : inner.list(list));
        return inner.blocks;
    }

    private static boolean isStruckOut(Element element) {
        return element.attr("style").toLowerCase(Locale.ROOT).contains("line-through");
    }
}
