package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What Block Kit takes (https://docs.slack.dev/reference/block-kit/blocks and …/block-elements,
 * https://docs.slack.dev/reference/block-kit/composition-objects). Lengths are in characters.
 */
final class BlockRules {

    private static final Set<String> KINDS = Set.of(
            "section",
            "actions",
            "header",
            "divider",
            "context",
            "context_actions",
            "image",
            "input",
            "rich_text",
            "file",
            "video",
            "markdown",
            "table");
    private static final Set<String> OPTION_LISTS =
            Set.of("static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow");

    private final String error;
    private final Set<String> blockIds = new HashSet<>();

    private BlockRules(String error) {
        this.error = error;
    }

    /** Blocks of a message, with an id for each that had none. */
    static ArrayNode message(JsonNode blocks, Supplier<String> ids) {
        return new BlockRules("invalid_blocks").checked(blocks, 50, ids);
    }

    /** A modal, of 100 blocks at most (https://docs.slack.dev/reference/views/modal-views). */
    static ObjectNode modal(JsonNode view, Supplier<String> ids) {
        BlockRules rules = new BlockRules("invalid_arguments");
        rules.hold(
                view instanceof ObjectNode && "modal".equals(view.path("type").asText()),
                "must be a modal [json-pointer:/view/type]");
        rules.text(view.path("title"), 24, "title");
        for (String name : new String[] {"submit", "close"}) {
            if (view.has(name)) {
                rules.text(view.path(name), 24, name);
            }
        }
        rules.hold(
                view.path("private_metadata").asText().length() <= 3000, "private_metadata: more than 3000 characters");
        rules.hold(view.path("callback_id").asText().length() <= 255, "callback_id: more than 255 characters");
        ObjectNode copy = view.deepCopy();
        copy.set("blocks", rules.checked(view.path("blocks"), 100, ids));
        boolean asks = false;
        for (JsonNode block : copy.path("blocks")) {
            asks |= "input".equals(block.path("type").asText());
        }
        rules.hold(!asks || view.has("submit"), "missing required field: submit");
        return copy;
    }

    private ArrayNode checked(JsonNode blocks, int most, Supplier<String> ids) {
        if (!(blocks instanceof ArrayNode)) {
            throw new SlackRefusal(error.equals("invalid_blocks") ? "invalid_blocks_format" : error);
        }
        hold(blocks.size() <= most, "no more than " + most + " items allowed [json-pointer:/blocks]");
        ArrayNode copy = blocks.deepCopy();
        for (JsonNode block : copy) {
            hold(block instanceof ObjectNode, "must be an object [json-pointer:/blocks]");
            check(block);
            if (!block.hasNonNull("block_id") || block.path("block_id").asText().isEmpty()) {
                ((ObjectNode) block).put("block_id", ids.get());
            }
        }
        return copy;
    }

    private void check(JsonNode block) {
        String type = block.path("type").asText();
        hold(KINDS.contains(type), "unsupported type: " + type);
        String id = block.path("block_id").asText();
        hold(id.length() <= 255, "block_id: more than 255 characters");
        hold(id.isEmpty() || blockIds.add(id), "duplicate block_id: " + id);
        switch (type) {
            case "section" -> section(block);
            case "header" -> {
                text(block.path("text"), 150, "header");
                hold("plain_text".equals(block.path("text").path("type").asText()), "header: must be plain_text");
            }
            case "actions" -> {
                hold(!block.path("elements").isEmpty(), "actions: no elements");
                hold(block.path("elements").size() <= 25, "actions: no more than 25 items allowed");
                elements(block.path("elements"));
            }
            case "context" -> {
                hold(!block.path("elements").isEmpty(), "context: no elements");
                hold(block.path("elements").size() <= 10, "context: no more than 10 items allowed");
                for (JsonNode element : block.path("elements")) {
                    if (!"image".equals(element.path("type").asText())) {
                        text(element, 3000, "context");
                    }
                }
            }
            case "image" -> {
                hold(block.has("image_url") || block.has("slack_file"), "image: no image_url");
                hold(!block.path("alt_text").asText().isEmpty(), "image: missing required field: alt_text");
            }
            case "input" -> {
                text(block.path("label"), 2000, "label");
                element(block.path("element"), new HashSet<>());
            }
            case "markdown" ->
                hold(block.path("text").asText().length() <= 12_000, "markdown: more than 12000 characters");
            default -> {}
        }
    }

    private void section(JsonNode block) {
        hold(block.has("text") || block.has("fields"), "section: missing required field: text");
        if (block.has("text")) {
            text(block.path("text"), 3000, "section");
        }
        hold(block.path("fields").size() <= 10, "section: no more than 10 fields allowed");
        for (JsonNode field : block.path("fields")) {
            text(field, 2000, "fields");
        }
        if (block.has("accessory")) {
            element(block.path("accessory"), new HashSet<>());
        }
    }

    private void elements(JsonNode elements) {
        Set<String> actionIds = new HashSet<>();
        for (JsonNode element : elements) {
            element(element, actionIds);
        }
    }

    private void element(JsonNode element, Set<String> actionIds) {
        String type = element.path("type").asText();
        String action = element.path("action_id").asText();
        hold(!type.isEmpty(), "missing required field: type");
        hold(action.length() <= 255, "action_id: more than 255 characters");
        hold(action.isEmpty() || actionIds.add(action), "duplicate action_id: " + action);
        if (type.equals("button")) {
            text(element.path("text"), 75, "button");
            hold("plain_text".equals(element.path("text").path("type").asText()), "button: must be plain_text");
            hold(element.path("value").asText().length() <= 2000, "button: value: more than 2000 characters");
            hold(element.path("url").asText().length() <= 3000, "button: url: more than 3000 characters");
        } else if (OPTION_LISTS.contains(type)) {
            int most = type.equals("overflow") ? 5 : type.contains("select") ? 100 : 10;
            int size = element.path("options").size();
            hold(size > 0 || element.has("option_groups"), type + ": no options");
            hold(size <= most, type + ": no more than " + most + " options allowed");
            for (JsonNode option : element.path("options")) {
                text(option.path("text"), 75, "option");
                hold(option.path("value").asText().length() <= 150, "option: value: more than 150 characters");
            }
        }
        if (element.has("placeholder")) {
            text(element.path("placeholder"), 150, "placeholder");
        }
    }

    /** A text object: never empty. */
    private void text(JsonNode text, int most, String of) {
        String type = text.path("type").asText();
        hold(type.equals("plain_text") || type.equals("mrkdwn"), of + ": must be a text object");
        int length = text.path("text").asText().length();
        hold(length > 0, of + ": must be more than 0 characters");
        hold(length <= most, of + ": must be less than " + (most + 1) + " characters");
    }

    private void hold(boolean rule, String message) {
        if (!rule) {
            throw SlackRefusal.because(error, message);
        }
    }
}
