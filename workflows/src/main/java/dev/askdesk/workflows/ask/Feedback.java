package dev.askdesk.workflows.ask;

import org.jspecify.annotations.Nullable;

/**
 * What a person thinks of a reply.
 *
 * @param messageId the message that was replied to: the question, or what clarified it
 * @param userId who judges
 * @param helpful thumbs up or down
 * @param correction what would have been right, in words; {@code null} where they did not say
 * @param correctedSql what would have been right, as SQL; {@code null} where they did not say
 */
public record Feedback(
        String messageId,
        String userId,
        boolean helpful,
        @Nullable String correction,
        @Nullable String correctedSql) {

    /** Under the question's id, whichever message of it was named: one person's judgement of one answer is one. */
    Feedback about(UserMessage question) {
        return new Feedback(question.messageId(), userId, helpful, correction, correctedSql);
    }
}
