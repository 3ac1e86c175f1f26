package dev.askdesk.workflows.ask;

import org.jspecify.annotations.Nullable;

/**
 * What a person thinks of a reply.
 *
 * @param messageId the message that was replied to
 * @param userId who judges
 * @param helpful thumbs up or down
 * @param correction what would have been right; {@code null} where they did not say
 */
public record Feedback(
        String messageId,
        String userId,
        boolean helpful,
        @Nullable String correction) {}
