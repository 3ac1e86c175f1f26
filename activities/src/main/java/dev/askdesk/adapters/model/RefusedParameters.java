package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parameters that an endpoint has turned out not to take. Newer OpenAI models want {@code max_completion_tokens} for
 * {@code max_tokens} and no temperature, some servers know no {@code tool_choice} or no {@code response_format}: each
 * says so with its name in a 400. None is needed, since the prompt says the same and the reply is read tolerantly.
 */
final class RefusedParameters {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] DISPENSABLE = {"max_tokens", "temperature", "tool_choice", "response_format"};
    private static final Pattern REFUSAL =
            Pattern.compile("(?i)unsupported|not support|unknown|unrecogni[sz]ed|invalid|not allowed|not permitted"
                    + "|unexpected|extra (?:inputs|fields)|only the default|deprecated");

    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    /** @return whether the error names a parameter that was sent and can be left out */
    boolean learn(String error, @Nullable String sent) {
        ObjectNode body = parse(sent);
        if (body == null || !REFUSAL.matcher(error).find()) {
            return false;
        }
        String words = error.toLowerCase(Locale.ROOT);
        for (String name : DISPENSABLE) {
            if (body.has(name)
                    && Pattern.compile("\\b" + name + "\\b").matcher(words).find()) {
                refused.add(name);
                return true;
            }
        }
        return false;
    }

    @Nullable
    String leaveOut(@Nullable String request) {
        ObjectNode body = refused.isEmpty() ? null : parse(request);
        if (body == null) {
            return request;
        }
        for (String name : refused) {
            JsonNode value = body.remove(name);
            if (name.equals("max_tokens") && value != null) {
                body.set("max_completion_tokens", value);
            }
        }
        return body.toString();
    }

    private static @Nullable ObjectNode parse(@Nullable String json) {
        try {
            return json == null ? null : JSON.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
