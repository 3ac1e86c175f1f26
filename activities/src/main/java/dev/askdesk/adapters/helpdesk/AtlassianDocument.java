package dev.askdesk.adapters.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** Atlassian Document Format, in which Jira has the text of issues and comments, to HTML and from it. */
final class AtlassianDocument {
    private static final JsonMapper JSON = new JsonMapper();

    private AtlassianDocument() {}

    /** Its text in the tags that matter to whoever reads it; a string, which older issues have, as paragraphs. */
    static String html(JsonNode document) {
        StringBuilder html = new StringBuilder();
        if (document.isTextual()) {
            return "<p>" + Entities.escape(document.asText()).replace("\n", "<br>") + "</p>";
        }
        read(document, html);
        return html.toString();
    }

    private static void read(JsonNode node, StringBuilder html) {
        switch (node.path("type").asText()) {
            case "text" -> html.append(Entities.escape(node.path("text").asText()));
            case "hardBreak" -> html.append("<br>");
            case "mention", "emoji", "status" ->
                html.append(Entities.escape(node.at("/attrs/text").asText()));
            case "inlineCard", "blockCard", "embedCard" ->
                html.append(Entities.escape(node.at("/attrs/url").asText()));
            case "date" ->
                html.append(Entities.escape(node.at("/attrs/timestamp").asText()));
            case "paragraph" -> tag("p", node, html);
            case "heading" ->
                tag("h" + Math.min(6, Math.max(1, node.at("/attrs/level").asInt(3))), node, html);
            case "bulletList", "taskList" -> tag("ul", node, html);
            case "orderedList" -> tag("ol", node, html);
            case "listItem", "taskItem" -> tag("li", node, html);
            case "codeBlock" -> tag("pre", node, html);
            case "blockquote" -> tag("blockquote", node, html);
            case "table" -> tag("table", node, html);
            case "tableRow" -> tag("tr", node, html);
            case "tableCell", "tableHeader" -> tag("td", node, html);
            default -> inner(node, html);
        }
    }

    private static void tag(String tag, JsonNode node, StringBuilder html) {
        html.append('<').append(tag).append('>');
        inner(node, html);
        html.append("</").append(tag).append('>');
    }

    private static void inner(JsonNode node, StringBuilder html) {
        node.path("content").forEach(child -> read(child, html));
    }

    /** @param html paragraphs, lists, links, {@code strong}, {@code br} and {@code blockquote} */
    static ObjectNode of(String html) {
        ObjectNode document = JSON.createObjectNode().put("type", "doc").put("version", 1);
        ArrayNode content = document.putArray("content");
        for (Element block : Jsoup.parse(html).body().children()) {
            content.add(block(block));
        }
        return document;
    }

    private static ObjectNode block(Element block) {
        return switch (block.normalName()) {
            case "ul", "ol" -> {
                ObjectNode list = node(block.normalName().equals("ul") ? "bulletList" : "orderedList");
                for (Element item : block.children()) {
                    ObjectNode listItem = node("listItem");
                    listItem.withArray("content").add(paragraph(item));
                    list.withArray("content").add(listItem);
                }
                yield list;
            }
            case "blockquote" -> {
                ObjectNode quote = node("blockquote");
                quote.withArray("content").add(paragraph(block));
                yield quote;
            }
            default -> paragraph(block);
        };
    }

    private static ObjectNode node(String type) {
        ObjectNode node = JSON.createObjectNode().put("type", type);
        node.putArray("content");
        return node;
    }

    private static ObjectNode paragraph(Element of) {
        ObjectNode paragraph = node("paragraph");
        inline(of, paragraph.withArray("content"), "", false);
        return paragraph;
    }

    private static void inline(Element of, ArrayNode content, String link, boolean strong) {
        for (Node child : of.childNodes()) {
            if (child instanceof TextNode words && !words.text().isEmpty()) {
                ObjectNode text = content.addObject().put("type", "text").put("text", words.text());
                if (strong || !link.isEmpty()) {
                    ArrayNode marks = text.putArray("marks");
                    if (strong) {
                        marks.addObject().put("type", "strong");
                    }
                    if (!link.isEmpty()) {
                        marks.addObject().put("type", "link").putObject("attrs").put("href", link);
                    }
                }
            } else if (child instanceof Element inner) {
                if (inner.normalName().equals("br")) {
                    content.addObject().put("type", "hardBreak");
                } else {
                    inline(
                            inner,
                            content,
                            link.isEmpty() ? inner.attr("href") : link,
                            strong || inner.normalName().equals("strong"));
                }
            }
        }
    }
}
