package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * What Slack is told of a delivery.
 *
 * @param status as of HTTP; over Socket Mode, all but 200 is silence
 * @param json what Slack shows or does with it; {@code null} for nothing
 */
record Ack(int status, @Nullable String json) {
    static final Ack OK = new Ack(200, null);

    /** It could not be taken: Slack sends an event again, after about a moment, a minute and five minutes. */
    static final Ack AGAIN = new Ack(503, null);

    static final Ack MALFORMED = new Ack(400, null);

    /** Of a command: a line that only its person sees. */
    static Ack whisper(String text) {
        return json(JsonNodeFactory.instance
                .objectNode()
                .put("response_type", "ephemeral")
                .put("text", text));
    }

    static Ack json(JsonNode json) {
        return new Ack(200, json.toString());
    }
}
