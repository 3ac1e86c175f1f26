package dev.askdesk.starters.slack;

import dev.askdesk.adapters.slack.Button;
import org.jspecify.annotations.Nullable;

/** What somebody did in Slack, as far as it is meant for the app. */
sealed interface Inbound {

    /**
     * A message was written.
     *
     * @param thread the {@code ts} of the thread's first message; the message's own where it begins one
     * @param ts of the message
     * @param addressed whether it is certainly meant for the app: it mentions it, or is in a direct message; else it is
     *     one of a thread that the app may be in
     */
    record Said(String channel, String thread, String ts, String userId, String text, boolean addressed)
            implements Inbound {}

    /**
     * A message has other words now.
     *
     * @param addressed as of {@link Said}
     */
    record Edited(String channel, String thread, String ts, String userId, String text, boolean addressed)
            implements Inbound {}

    record Deleted(String channel, String thread, String ts) implements Inbound {}

    /**
     * A button of ours was pressed.
     *
     * @param ts of the message with the button
     * @param thread {@code null} outside threads
     * @param triggerId with which a form can be opened, for three seconds
     */
    record Pressed(
            Button.Action action,
            Button button,
            String channel,
            String ts,
            @Nullable String thread,
            String userId,
            String triggerId,
            String at)
            implements Inbound {}

    /** The form about a wrong answer was sent. */
    record Corrected(
            String conversationId,
            String messageId,
            String userId,
            String correction,
            @Nullable String sql) implements Inbound {}

    /** @param triggerId unique for each command */
    record Commanded(String channel, String userId, String text, String triggerId) implements Inbound {}

    record PaneOpened(String channel, String thread) implements Inbound {}

    /** @param why for tests and for debugging; nothing that a user wrote */
    record Ignored(String why) implements Inbound {}
}
