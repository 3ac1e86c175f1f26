package dev.askdesk.workflows.ask;

import java.time.Instant;
import java.util.Objects;

/**
 * What a person wrote in the conversation.
 *
 * @param messageId unique in the conversation; a message whose id was seen before is ignored
 * @param userId who wrote it, as the channel names them; decides what they may see
 * @param text the words as written
 * @param sentAt when it was written; "last year" is resolved against it
 */
public record UserMessage(String messageId, String userId, String text, Instant sentAt) {
    public UserMessage {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(sentAt, "sentAt");
        if (messageId.isBlank()) {
            throw new IllegalArgumentException("messageId is blank");
        }
    }
}
