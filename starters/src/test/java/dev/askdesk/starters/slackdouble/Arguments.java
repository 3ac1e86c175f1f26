package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call of the Web API, from a form, where structures are JSON in text, or from a JSON body
 * (https://docs.slack.dev/apis/web-api/).
 */
final class Arguments {

    private final ObjectNode values;

    private Arguments(ObjectNode values) {
        this.values = values;
    }

    static Arguments of(@Nullable String contentType, @Nullable String query, String body) {
        ObjectNode values = Json.object();
        addForm(values, query == null ? "" : query);
        if (contentType != null && contentType.startsWith("application/json")) {
            try {
                if (!body.isBlank() && Json.parse(body) instanceof ObjectNode object) {
                    values.setAll(object);
                }
            } catch (JsonProcessingException e) {
                throw new SlackRefusal("invalid_json");
            }
        } else {
            addForm(values, body);
        }
        return new Arguments(values);
    }

    private static void addForm(ObjectNode values, String form) {
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    String need(String name) {
        return text(name)
                .orElseThrow(() -> SlackRefusal.because("invalid_arguments", "missing required field: " + name));
    }

    /** Empty where the argument is missing or blank. */
    Optional<String> text(String name) {
        JsonNode value = values.get(name);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isValueNode() ? value.asText() : value.toString())
                .filter(text -> !text.isBlank());
    }

    boolean has(String name) {
        return values.hasNonNull(name);
    }

    boolean flag(String name) {
        return text(name)
                .filter(text -> text.equals("true") || text.equals("1"))
                .isPresent();
    }

    int number(String name, int otherwise) {
        try {
            return text(name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw SlackRefusal.because("invalid_arguments", "must be an integer: " + name);
        }
    }

    /** A structure; the error is the one that Slack has for what cannot be parsed. */
    Optional<JsonNode> json(String name, String errorWhenMalformed) {
        JsonNode value = values.get(name);
        if (value == null
                || value.isNull()
                || (value.isTextual() && value.asText().isBlank())) {
            return Optional.empty();
        }
        try {
            return Optional.of(value.isTextual() ? Json.parse(value.asText()) : value);
        } catch (JsonProcessingException e) {
            throw new SlackRefusal(errorWhenMalformed);
        }
    }

    /** All but the token. */
    ObjectNode toJson() {
        ObjectNode copy = values.deepCopy();
        copy.remove("token");
        return copy;
    }
}
