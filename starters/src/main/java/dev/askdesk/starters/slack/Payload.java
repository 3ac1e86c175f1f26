package dev.askdesk.starters.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** The body of a delivery as one JSON object, in whichever of Slack's three forms it comes. */
final class Payload {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Payload() {}

    /**
     * Events are JSON; clicks are a form whose field {@code payload} is JSON; commands are a form. Over Socket Mode all
     * are JSON.
     *
     * @throws IllegalArgumentException it is none of these
     */
    static JsonNode of(String body) {
        if (body.stripLeading().startsWith("{")) {
            return json(body);
        }
        ObjectNode form = form(body);
        return form.has("payload") ? json(form.path("payload").asText()) : form;
    }

    private static JsonNode json(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json != null && json.isObject()) {
                dropNulls(json);
                return json;
            }
            throw new IllegalArgumentException("no JSON object");
        } catch (JsonProcessingException e) {
            // Without its cause, whose message quotes the text.
            throw new IllegalArgumentException("no JSON");
        }
    }

    /** What Slack writes as null in one place, it leaves out in another. */
    private static void dropNulls(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.properties().removeIf(field -> field.getValue().isNull());
        }
        json.forEach(Payload::dropNulls);
    }

    private static ObjectNode form(String body) {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                form.put(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
