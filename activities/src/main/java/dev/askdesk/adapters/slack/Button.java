package dev.askdesk.adapters.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.askdesk.workflows.wire.WireFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a button of ours carries, so that a click needs no state to be understood. It says nothing that a click could gain
 * rights by: who clicks is taken from Slack, and what they may see is looked up.
 *
 * @param conversationId the workflow's id
 * @param messageId the question, or for a note {@code desk/ticket/version}
 * @param userId the asker
 * @param option the reply that the button stands for; {@code null} where it stands for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Button(
        @JsonProperty("c") String conversationId,
        @JsonProperty("m") String messageId,
        @JsonProperty("u") String userId,
        @JsonProperty("o") @Nullable String option) {

    /** What a click does. */
    public enum Action {
        /** Stops the question; its asker's alone. */
        STOP,
        /** Replies to a clarifying question; its asker's alone. */
        OPTION,
        /** Shows the whole reply to whoever clicks and may see it. */
        ANSWER,
        EVIDENCE,
        SQL,
        UP,
        DOWN,
        /** Opens the form that takes a correction. */
        WRONG,
        /** A note of Desk's helped. */
        NOTE_UP,
        NOTE_DOWN;

        private static final String PREFIX = "askdesk.";

        /** Slack's {@code action_id}. */
        public String id() {
            return PREFIX + name().toLowerCase(Locale.ROOT);
        }

        /** One of several buttons for the same, since an {@code action_id} must be unique among a block's buttons. */
        public String id(int number) {
            return id() + "." + number;
        }

        public static Optional<Action> of(String actionId) {
            for (Action action : values()) {
                if (actionId.equals(action.id()) || actionId.startsWith(action.id() + ".")) {
                    return Optional.of(action);
                }
            }
            return Optional.empty();
        }
    }

    /** Slack's {@code value}, which has at most 2,000 characters. */
    public String value() {
        try {
            return WireFormat.json().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty where the text is no button's of ours. */
    public static Optional<Button> of(@Nullable String value) {
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.ofNullable(WireFormat.json().readValue(value, Button.class));
        } catch (JsonProcessingException | IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }
}
