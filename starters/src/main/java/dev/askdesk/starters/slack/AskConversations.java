package dev.askdesk.starters.slack;

import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.ShowPanel;
import dev.askdesk.workflows.ask.UserMessage;

/**
 * AskConversations as what comes from Slack reaches them.
 *
 * <p>Each call returns once the server has it. {@link UnreachableException} says that it has not, or may not have: then
 * Slack is to send it again, and the conversation knows what it has seen by its ids.
 */
interface AskConversations {

    /** What was found where something was to be told. */
    enum Presence {
        /** It is open, and was told. */
        TOLD,
        /** It ended. */
        CLOSED,
        /** There never was one, or the server has forgotten it. */
        UNKNOWN
    }

    /** Begins the thread's conversation, or continues it. */
    void say(String channel, String thread, UserMessage message);

    /** Says something in a conversation that is open. */
    Presence reply(String conversationId, UserMessage message);

    Presence edited(String conversationId, UserMessage message);

    Presence deleted(String conversationId, String messageId);

    Presence cancel(String conversationId, String messageId);

    Presence show(String conversationId, ShowPanel wish);

    Presence rate(String conversationId, Feedback feedback);

    /** Whether there is or was one. */
    boolean isKnown(String conversationId);

    /** The server did not answer in time, or not with what was hoped for. */
    final class UnreachableException extends RuntimeException {
        UnreachableException(Throwable cause) {
            super("Temporal cannot be reached", cause);
        }

        UnreachableException(String why) {
            super(why);
        }
    }
}
