package dev.askdesk.adapters.slack;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.util.json.GsonFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads messages as Slack does: refuses what is beyond its limits, and finds what markup would do. */
final class SlackReader {
    private static final Pattern ANGLE = Pattern.compile("<[^>]*>");
    private static final Pattern NAME = Pattern.compile("(?<![\\w])[@#](?=[\\p{L}\\p{N}_])");
    private static final Pattern SPAN =
            Pattern.compile("(?<![A-Za-z0-9])([*_~`])(?=\\S)[^\\n]*?(?<=\\S)\\1(?![A-Za-z0-9])|`[^`]+`|```");
    private static final Pattern QUOTE = Pattern.compile("(?m)^\\s*(>|&gt;)");
    private static final Pattern EMOJI = Pattern.compile(":[\\w+'-]+:");
    private static final Pattern URL = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]*://|\\b(mailto|tel):");

    private SlackReader() {}

    static JsonArray json(SlackMessage message) {
        return JsonParser.parseString(GsonFactory.createSnakeCase().toJson(message.blocks()))
                .getAsJsonArray();
    }

    /** What Slack would do with a text beyond showing it. */
    static List<String> effects(String mrkdwn) {
        List<String> found = new ArrayList<>();
        for (Pattern pattern : List.of(ANGLE, NAME, SPAN, QUOTE, EMOJI, URL)) {
            Matcher matcher = pattern.matcher(mrkdwn);
            while (matcher.find()) {
                found.add(matcher.group());
            }
        }
        return found;
    }

    /** Types of the elements of rich text that do more than show letters, each with what it points to. */
    static List<String> effects(SlackMessage message) {
        List<String> found = new ArrayList<>(effects(message.text()));
        effects(json(message), found);
        return found;
    }

    /** Every violation of Slack's limits. */
    static List<String> violations(SlackMessage message) {
        List<String> found = new ArrayList<>();
        check(!message.text().isBlank() && message.text().length() <= 3_000, "text", found);
        JsonArray blocks = json(message);
        check(!blocks.isEmpty() && blocks.size() <= 50, "number of blocks", found);
        check(
                blocks.toString().length() <= 13_000,
                "size of all blocks: " + blocks.toString().length(),
                found);
        Set<String> ids = new HashSet<>();
        blocks.forEach(block -> block(block.getAsJsonObject(), ids, found));
        return found;
    }

    /** All letters that a message shows. */
    static String shown(SlackMessage message) {
        StringBuilder shown = new StringBuilder();
        shown(json(message), shown);
        return shown.toString();
    }

    static String firstBlockId(SlackMessage message) {
        return json(message).get(0).getAsJsonObject().get("block_id").getAsString();
    }

    static List<String> actionIds(SlackMessage message) {
        return buttons(message)
                .map(button -> button.get("action_id").getAsString())
                .toList();
    }

    static List<String> values(SlackMessage message) {
        return buttons(message).map(button -> button.get("value").getAsString()).toList();
    }

    static Stream<JsonObject> buttons(SlackMessage message) {
        List<JsonObject> buttons = new ArrayList<>();
        for (JsonElement block : json(message)) {
            if (block.getAsJsonObject().get("type").getAsString().equals("actions")) {
                block.getAsJsonObject().getAsJsonArray("elements").forEach(b -> buttons.add(b.getAsJsonObject()));
            }
        }
        return buttons.stream();
    }

    private static void block(JsonObject block, Set<String> ids, List<String> found) {
        if (block.has("block_id")) {
            String id = block.get("block_id").getAsString();
            check(!id.isEmpty() && id.length() <= 255 && ids.add(id), "block_id " + id, found);
        }
        int elements = block.getAsJsonArray("elements").size();
        switch (block.get("type").getAsString()) {
            case "context" -> check(elements >= 1 && elements <= 10, "context", found);
            case "actions" -> check(elements >= 1 && elements <= 25, "actions", found);
            case "rich_text" -> check(elements >= 1, "rich text", found);
            default -> found.add("unknown block " + block);
        }
        elements(block, new HashSet<>(), found);
    }

    private static void elements(JsonElement part, Set<String> actions, List<String> found) {
        if (part.isJsonArray()) {
            part.getAsJsonArray().forEach(element -> elements(element, actions, found));
        } else if (part.isJsonObject()) {
            JsonObject object = part.getAsJsonObject();
            object.asMap().values().forEach(element -> elements(element, actions, found));
            switch (type(object)) {
                case "text", "plain_text" -> {
                    int length = object.get("text").getAsString().length();
                    check(length >= 1 && length <= 3_000, "text of " + length, found);
                }
                case "button" -> {
                    check(
                            object.getAsJsonObject("text")
                                            .get("text")
                                            .getAsString()
                                            .length()
                                    <= 75,
                            "label",
                            found);
                    check(object.get("value").getAsString().length() <= 2_000, "value", found);
                    check(actions.add(object.get("action_id").getAsString()), "action_id", found);
                }
                default -> {}
            }
        }
    }

    private static void effects(JsonElement part, List<String> found) {
        if (part.isJsonArray()) {
            part.getAsJsonArray().forEach(element -> effects(element, found));
        } else if (part.isJsonObject()) {
            JsonObject object = part.getAsJsonObject();
            switch (type(object)) {
                case "user" -> found.add("user " + object.get("user_id").getAsString());
                case "link" -> found.add("link " + object.get("url").getAsString());
                case "broadcast", "usergroup", "channel", "emoji", "date", "color", "team" ->
                    found.add(object.toString());
                case "mrkdwn" -> found.addAll(effects(object.get("text").getAsString()));
                default -> {}
            }
            object.asMap().values().forEach(element -> effects(element, found));
        }
    }

    private static void shown(JsonElement part, StringBuilder shown) {
        if (part.isJsonArray()) {
            part.getAsJsonArray().forEach(element -> shown(element, shown));
        } else if (part.isJsonObject()) {
            JsonObject object = part.getAsJsonObject();
            if (object.has("text") && object.get("text").isJsonPrimitive()) {
                shown.append(object.get("text").getAsString());
            }
            object.asMap().values().forEach(element -> shown(element, shown));
            shown.append(type(object).contains("_") ? "\n" : "");
        }
    }

    /** A style has none. */
    private static String type(JsonObject object) {
        return object.has("type") ? object.get("type").getAsString() : "";
    }

    private static void check(boolean holds, String what, List<String> found) {
        if (!holds) {
            found.add(what);
        }
    }
}
