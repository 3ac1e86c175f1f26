package dev.askdesk.databricksdouble;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON as trees: the double must be able to say what no class of the driver's knows. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** An object of names and values in turn; a {@code null} value leaves its name out. */
    static ObjectNode object(@Nullable Object... pairs) {
        ObjectNode object = MAPPER.createObjectNode();
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] != null) {
                object.set(String.valueOf(pairs[i]), MAPPER.valueToTree(pairs[i + 1]));
            }
        }
        return object;
    }

    static ArrayNode array(List<?> elements) {
        return MAPPER.valueToTree(elements);
    }

    /** Whatever is no object reads as an empty one. */
    static ObjectNode objectIn(String text) {
        try {
            JsonNode read = MAPPER.readTree(text);
            return read instanceof ObjectNode object ? object : object();
        } catch (JsonProcessingException foreign) {
            return object();
        }
    }
}
