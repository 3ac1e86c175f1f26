package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What Slack answers with {@code ok: false}. */
final class SlackRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ObjectNode answer;

    SlackRefusal(String error, Object... more) {
        super(error, null, false, false);
        answer = Json.object("ok", false, "error", error);
        answer.setAll(Json.object(more));
    }

    /** An error with what Slack says of the arguments, as "[ERROR] …". */
    static SlackRefusal because(String error, String message) {
        return new SlackRefusal(error, "response_metadata", Json.object("messages", List.of("[ERROR] " + message)));
    }

    ObjectNode answer() {
        return answer;
    }
}
