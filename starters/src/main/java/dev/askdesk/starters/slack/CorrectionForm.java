package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.slack.Button;
import dev.askdesk.workflows.ask.Conversation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form in which somebody says what would have been right. */
final class CorrectionForm {
    static final String ID = "askdesk.correction";

    private static final String WORDS = "correction";
    private static final String SQL = "sql";

    static final Ack INCOMPLETE = incomplete();

    private CorrectionForm() {}

    /**
     * @param thread of the conversation
     * @param sql {@code null} where none was given
     */
    record Filled(
            Heard.Thread thread,
            String conversationId,
            String messageId,
            String userId,
            String correction,
            @Nullable String sql) {}

    /** Slack's view, which carries what it is about. */
    static String view(Button about) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("type", "modal").put("callback_id", ID);
        view.put("private_metadata", about.value());
        view.set("title", text("What is wrong?"));
        view.set("submit", text("Send"));
        view.set("close", text("Cancel"));
        view.putArray("blocks")
                .add(input(WORDS, "What would be right?", "In your own words.", 2_000))
                .add(input(SQL, "The SQL that answers it", "Only if you know it.", 3_000)
                        .put("optional", true));
        return view.toString();
    }

    private static ObjectNode input(String id, String label, String hint, int longest) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("type", "input").put("block_id", id);
        input.set("label", text(label));
        input.putObject("element")
                .put("type", "plain_text_input")
                .put("action_id", id)
                .put("multiline", true)
                .put("max_length", longest)
                .set("placeholder", text(hint));
        return input;
    }

    private static ObjectNode text(String text) {
        return JsonNodeFactory.instance.objectNode().put("type", "plain_text").put("text", text);
    }

    /** Empty where it is another form's. */
    static Optional<Filled> read(JsonNode payload) {
        JsonNode view = payload.path("view");
        String userId = payload.path("user").path("id").asText();
        if (!ID.equals(view.path("callback_id").asText()) || userId.isBlank()) {
            return Optional.empty();
        }
        JsonNode values = view.path("state").path("values");
        String sql = values.path(SQL).path(SQL).path("value").asText("").strip();
        return Button.of(view.path("private_metadata").asText()).flatMap(about -> thread(about)
                .map(thread -> new Filled(
                        thread,
                        about.conversationId(),
                        about.messageId(),
                        userId,
                        values.path(WORDS).path(WORDS).path("value").asText("").strip(),
                        sql.isEmpty() ? null : sql)));
    }

    private static Optional<Heard.Thread> thread(Button about) {
        String id = String.valueOf(about.conversationId());
        String[] parts = id.split("/", -1);
        boolean whole = id.startsWith(Conversation.ID_PREFIX)
                && parts.length == 3
                && SlackMessage.isChannel(parts[1])
                && SlackTime.isTs(parts[2])
                && !String.valueOf(about.messageId()).isBlank();
        return whole ? Optional.of(new Heard.Thread(parts[1], parts[2])) : Optional.empty();
    }

    private static Ack incomplete() {
        ObjectNode errors = JsonNodeFactory.instance.objectNode().put("response_action", "errors");
        errors.putObject("errors").put(WORDS, "Say what would be right.");
        return Ack.json(errors);
    }
}
