package dev.askdesk.workflows.ask;

import org.jspecify.annotations.Nullable;

/**
 * One line of the conversation as the model sees it.
 *
 * @param userText what the person said
 * @param sql the SQL that answered it, where there was one
 * @param replyText what the assistant said, {@code null} while it has not
 */
public record Exchange(
        String userText, @Nullable String sql, @Nullable String replyText) {}
