package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.util.ArrayList;
import java.util.List;

/** Puts the body of a chat completion into the shape that langchain4j reads, whatever the server made of it. */
final class ChatReplyBody {
    private static final JsonMapper JSON = new JsonMapper();

    private final ModelSettings settings;

    ChatReplyBody(ModelSettings settings) {
        this.settings = settings;
    }

    String normalise(String body) {
        JsonNode choice = parse(body);
        ObjectNode reply = (ObjectNode) choice;
        JsonNode first = reply.path("choices").path(0);
        if (!(first.path("message") instanceof ObjectNode message)) {
            throw withoutChoice(reply);
        }
        // More than one choice is nobody's wish, and langchain4j refuses them all.
        ((ObjectNode) reply).set("choices", JSON.createArrayNode().add(first));
        joinParts(message);
        tidyCalls(message);
        return reply.toString();
    }

    private JsonNode parse(String body) {
        if (body.stripLeading().startsWith("<")) {
            throw failure(FailureType.MODEL_REQUEST, "answered with " + HttpFailure.message(body));
        }
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException broken) {
            throw failure(FailureType.MODEL_UNAVAILABLE, "answered with broken JSON: " + body);
        }
        throw failure(FailureType.MODEL_UNAVAILABLE, "answered with something that is no chat completion: " + body);
    }

    /** Some gateways report an upstream's error with status 200. */
    private OutsideException withoutChoice(ObjectNode reply) {
        JsonNode error = reply.path("error");
        if (error.isMissingNode() || error.isNull()) {
            return failure(FailureType.MODEL_UNAVAILABLE, "answered without a choice");
        }
        int status = error.path("code").asInt(500);
        FailureType type = status >= 400 && status < 600 ? HttpFailure.type(status) : FailureType.MODEL_UNAVAILABLE;
        return failure(type, "answered with an error: " + HttpFailure.message(reply.toString()));
    }

    /** Content in parts, as reasoning models of some providers send it: only the text is the reply. */
    private static void joinParts(ObjectNode message) {
        JsonNode content = message.path("content");
        if (content.isArray()) {
            List<String> texts = new ArrayList<>();
            content.forEach(part -> {
                if (part.path("text").isTextual() && !part.path("type").asText().startsWith("reason")) {
                    texts.add(part.path("text").asText());
                }
            });
            message.put("content", String.join("\n", texts));
        } else if (content.isObject()) {
            message.put("content", content.toString());
        }
    }

    /** Arguments as an object instead of a string, calls without a function. */
    private static void tidyCalls(ObjectNode message) {
        if (!(message.path("tool_calls") instanceof ArrayNode calls)) {
            message.remove("tool_calls");
            return;
        }
        ArrayNode tidy = JSON.createArrayNode();
        for (JsonNode call : calls) {
            if (call.path("function") instanceof ObjectNode function) {
                JsonNode arguments = function.path("arguments");
                if (!arguments.isTextual()) {
                    function.put("arguments", arguments.isContainerNode() ? arguments.toString() : "{}");
                }
                if (!function.path("name").isTextual()) {
                    function.put("name", "");
                }
                ((ObjectNode) call).put("type", "function");
                tidy.add(call);
            }
        }
        message.set("tool_calls", tidy);
    }

    private OutsideException failure(FailureType type, String what) {
        return OutsideException.withoutReply(
                type, Secrets.excerpt("The model at " + settings.baseUrl() + " " + what, settings.apiKey()), null);
    }
}
