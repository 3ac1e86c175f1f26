package dev.askdesk.triage;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The text of an HTML mail, as a plain mail would have it: quoted parts by {@code >}, what is not shown left out. */
final class MailText {
    private static final String NOT_READ = "style, script, head, title, template, noscript, object, svg";
    /** What mail programs mark as a signature. */
    private static final String SIGNATURES = ".gmail_signature, .moz-signature, #Signature, #signature, "
            + ".ms-outlook-mobile-signature, #ms-outlook-mobile-signature, div[id*=AppleMailSignature]";

    private static final List<String> BLOCKS = List.of(
            "p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "section",
            "article", "header", "footer", "center", "form", "dl", "dt", "dd");
    private static final Pattern HIDDEN = Pattern.compile("display:none|visibility:hidden|font-size:0(?![.\\d])"
            + "|mso-hide:all|opacity:0(?![.\\d])|max-height:0(?![.\\d])");
    private static final Pattern BACKGROUND = Pattern.compile("background(?:-color)?:([^;]+)");
    private static final Pattern COLOUR = Pattern.compile("(?<![-\\w])color:([^;]+)");
    private static final List<String> WHITES = List.of("white", "#fff", "#ffffff", "rgb(255,255,255)", "#fefefe");

    private MailText() {}

    /** A corrupt document gives what can be read of it. */
    static String of(String html) {
        Document document = Jsoup.parse(html);
        document.select(NOT_READ).remove();
        document.select(SIGNATURES).remove();
        for (Element element : document.getAllElements()) {
            if (isHidden(element)) {
                element.remove();
            }
        }
        StringBuilder text = new StringBuilder();
        children(document.body(), text);
        return text.toString()
                .replaceAll("[ \\t\\u00a0]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** Text that no reader sees was not written for one: white on white, of no size, or not displayed. */
    private static boolean isHidden(Element element) {
        String style = element.attr("style").toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
        if (element.hasAttr("hidden") || HIDDEN.matcher(style).find()) {
            return true;
        }
        String colour = first(COLOUR, style, element.attr("color").toLowerCase(Locale.ROOT));
        String background = first(BACKGROUND, style, "");
        return WHITES.contains(colour) && (background.isEmpty() || WHITES.contains(background));
    }

    private static String first(Pattern pattern, String style, String otherwise) {
        Matcher matcher = pattern.matcher(style);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    private static void children(Element element, StringBuilder text) {
        for (Node child : element.childNodes()) {
            if (child instanceof TextNode words) {
                String line = words.getWholeText().replaceAll("[\\s\\u00a0]+", " ");
                text.append(atLineStart(text) ? line.stripLeading() : line);
            } else if (child instanceof Element inner) {
                element(inner, text);
            }
        }
    }

    private static void element(Element element, StringBuilder text) {
        String name = element.normalName();
        switch (name) {
            case "br" -> text.append('\n');
            case "hr" -> text.append("\n\n");
            case "blockquote" -> quoted(element, text);
            case "li" -> {
                lineBreak(text);
                text.append("- ");
                children(element, text);
                lineBreak(text);
            }
            case "td", "th" -> {
                children(element, text);
                text.append(' ');
            }
            case "p" -> {
                paragraph(text);
                children(element, text);
                paragraph(text);
            }
            default -> {
                boolean block = BLOCKS.contains(name);
                if (block) {
                    lineBreak(text);
                }
                children(element, text);
                if (block) {
                    lineBreak(text);
                }
            }
        }
    }

    private static void quoted(Element element, StringBuilder text) {
        StringBuilder inner = new StringBuilder();
        children(element, inner);
        lineBreak(text);
        inner.toString().strip().lines().forEach(line -> text.append("> ")
                .append(line)
                .append('\n'));
    }

    private static boolean atLineStart(StringBuilder text) {
        return text.length() == 0 || text.charAt(text.length() - 1) == '\n';
    }

    private static void lineBreak(StringBuilder text) {
        if (!atLineStart(text)) {
            text.append('\n');
        }
    }

    private static void paragraph(StringBuilder text) {
        lineBreak(text);
        if (text.length() > 1 && text.charAt(text.length() - 2) != '\n') {
            text.append('\n');
        }
    }
}
