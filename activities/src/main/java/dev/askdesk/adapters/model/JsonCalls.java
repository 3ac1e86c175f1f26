package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.workflows.ask.Decision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls of tools as JSON, in the shapes in which models write them. */
final class JsonCalls {
    /** Braces that are tried as the start of a call; a bound on the work that one reply can cause. */
    private static final int MOST_TRIES = 100;

    private static final int DEEPEST = 5;

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private static final List<String> NAME_KEYS = List.of("tool", "name", "function", "tool_name", "action");
    private static final List<String> ARGUMENT_KEYS =
            List.of("arguments", "parameters", "args", "input", "tool_input", "action_input");
    private static final List<String> TOOL_NAMES = List.of(Tools.SQL_QUERY, Tools.ASK_USER, Tools.DECLINE);
    private static final List<String> SQL_KEYS = List.of("sql", "query", "sql_query", "statement");
    private static final List<String> QUESTION_KEYS = List.of("question", "ask_user", "text");
    private static final List<String> REASON_KEYS = List.of("reason", "decline", "message", "text");

    /** Before it is nothing, or a line's start, a fence, a tag, or what announces it. */
    private static final Pattern STANDS_ALONE = Pattern.compile("(?:^|\\n|```\\w*|<[\\w|]+>|\\[|:|!)\\s*$");

    private JsonCalls() {}

    /** A real tool call. */
    static Optional<Decision> call(@Nullable String name, String arguments) {
        JsonNode node = parse(arguments);
        if (node == null || !node.isObject()) {
            return SqlText.call(arguments);
        }
        Optional<Decision> decision = decide(name == null ? "" : name, node);
        return decision.isPresent() ? decision : search(node, 0);
    }

    /** The first object in a text that holds anything else too; missing where there is none. */
    static JsonNode object(String text) {
        int tries = 0;
        for (int at = text.indexOf('{'); at >= 0 && tries < MOST_TRIES; at = text.indexOf('{', at + 1)) {
            tries++;
            JsonNode node = parse(text.substring(at));
            if (node != null && node.isObject()) {
                return node;
            }
        }
        return MissingNode.getInstance();
    }

    /** The first call in a text that holds anything else too. */
    static Optional<Decision> first(String text) {
        int tries = 0;
        for (int at = text.indexOf('{'); at >= 0 && tries < MOST_TRIES; at = text.indexOf('{', at + 1)) {
            tries++;
            JsonNode node = parse(text.substring(at));
            Optional<Decision> decision = node == null || !isMeant(text, at, node) ? Optional.empty() : search(node, 0);
            if (decision.isPresent()) {
                return decision;
            }
        }
        return Optional.empty();
    }

    /** An object in the middle of a sentence may be quoted from a cell: only one that names a tool is a call. */
    private static boolean isMeant(String text, int at, JsonNode node) {
        String json = node.toString();
        return standsAlone(text, at) || TOOL_NAMES.stream().anyMatch(tool -> json.contains('"' + tool + '"'));
    }

    /** Whether what begins at an offset stands for itself rather than in the middle of a sentence. */
    static boolean standsAlone(String text, int at) {
        return STANDS_ALONE.matcher(text.substring(0, at)).find();
    }

    private static Optional<Decision> search(JsonNode node, int depth) {
        if (node.isObject()) {
            Optional<Decision> decision = ofObject(node);
            if (decision.isPresent()) {
                return decision;
            }
        }
        if (depth < DEEPEST) {
            for (JsonNode child : node) {
                Optional<Decision> decision = child.isContainerNode() ? search(child, depth + 1) : Optional.empty();
                if (decision.isPresent()) {
                    return decision;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Decision> ofObject(JsonNode node) {
        if (node.path("function").isObject()) {
            return ofObject(node.path("function"));
        }
        String name = firstText(node, NAME_KEYS);
        return decide(name == null ? "" : name, arguments(node, name != null && TOOL_NAMES.contains(name)));
    }

    /** The object of the arguments: also written as a string, under the tool's name, or beside it. */
    private static JsonNode arguments(JsonNode node, boolean knownTool) {
        for (String key : ARGUMENT_KEYS) {
            JsonNode value = node.path(key);
            if (value.isTextual()) {
                JsonNode parsed = parse(value.asText());
                value = knownTool && (parsed == null || !parsed.isObject()) ? alone(value) : parsed;
            }
            if (value != null && value.isObject()) {
                return value;
            }
        }
        for (String tool : TOOL_NAMES) {
            if (node.path(tool).isObject()) {
                return node.path(tool);
            }
        }
        return node;
    }

    /** An argument given without its name; the tool says which it is. */
    private static JsonNode alone(JsonNode value) {
        ObjectNode arguments = LENIENT.createObjectNode();
        for (String key : List.of("sql", "question", "reason")) {
            arguments.set(key, value);
        }
        return arguments;
    }

    private static Optional<Decision> decide(String name, JsonNode arguments) {
        String tool = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1)
                .strip();
        return switch (tool) {
            case Tools.SQL_QUERY -> query(arguments);
            case Tools.ASK_USER -> question(arguments);
            case Tools.DECLINE -> decline(arguments);
            // A name of the model's own invention: what it gives says what it meant.
            default ->
                query(arguments)
                        .or(() -> arguments.has("question") || arguments.has(Tools.ASK_USER)
                                ? question(arguments)
                                : Optional.empty())
                        .or(() -> arguments.has("reason") || arguments.has(Tools.DECLINE)
                                ? decline(arguments)
                                : Optional.empty());
        };
    }

    private static Optional<Decision> query(JsonNode arguments) {
        String sql = firstText(arguments, SQL_KEYS);
        if (sql == null) {
            return Optional.empty();
        }
        String statement = SqlText.tidy(sql);
        return SqlText.startsLikeSql(statement)
                ? Optional.of(new Decision.SqlQuery(statement, texts(arguments.path("assumptions"))))
                : Optional.empty();
    }

    private static Optional<Decision> question(JsonNode arguments) {
        String question = firstText(arguments, QUESTION_KEYS);
        return question == null
                ? Optional.empty()
                : Optional.of(new Decision.AskUser(question, texts(arguments.path("options"))));
    }

    private static Optional<Decision> decline(JsonNode arguments) {
        String reason = firstText(arguments, REASON_KEYS);
        return reason == null ? Optional.empty() : Optional.of(new Decision.Decline(reason));
    }

    private static @Nullable String firstText(JsonNode node, List<String> keys) {
        for (String key : keys) {
            JsonNode value = node.path(key);
            String text = value.isArray() ? String.join("\n", texts(value)) : value.isTextual() ? value.asText() : "";
            if (!text.isBlank()) {
                return text.strip();
            }
        }
        return null;
    }

    /** Sentences of a list, or of a single string; of objects the text that stands for them. */
    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node.isTextual() ? List.of(node) : node) {
            String text = item.isObject() ? firstText(item, List.of("label", "text", "value", "name")) : item.asText();
            if (text != null && !text.isBlank()) {
                texts.add(text.strip());
            }
        }
        return texts;
    }

    /** The JSON value that a text begins with; {@code null} where it begins with none. */
    private static @Nullable JsonNode parse(String text) {
        try (JsonParser parser = LENIENT.createParser(text)) {
            return LENIENT.readTree(parser);
        } catch (IOException notJson) {
            return null;
        }
    }
}
