package dev.askdesk.starters.slack;

import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.ShowPanel;
import dev.askdesk.workflows.ask.UserMessage;
import java.time.Instant;

/**
 * Port of the conversations that events are signalled to. Every method returns once Temporal has it, and throws {@link
 * Unavailable} where it does not within a moment.
 */
interface Conversations {

    /** What became of a signal to a conversation that was not to be begun. */
    enum Reception {
        TAKEN,
        /** It was there, and has ended. */
        ENDED,
        UNKNOWN
    }

    /** Temporal does not answer in time: Slack is to deliver again. */
    final class Unavailable extends RuntimeException {
        Unavailable(Throwable cause) {
            super("Temporal does not answer in time", cause);
        }
    }

    /** Begins the conversation of a thread, or goes on with it. */
    void begin(String channel, String thread, UserMessage message);

    /** Goes on with one that is there. */
    Reception say(String channel, String thread, UserMessage message);

    Reception edit(String channel, String thread, UserMessage message);

    Reception delete(String channel, String thread, String messageId);

    Reception stop(String conversationId, String messageId);

    Reception show(String conversationId, ShowPanel wish);

    Reception rate(String conversationId, Feedback feedback);

    /** @param commandId unique for each command */
    void command(String channel, String userId, String text, String commandId, Instant at);

    /** @param note as its button names it */
    void rateNote(String note, String userId, boolean helpful);
}
