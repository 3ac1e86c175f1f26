package dev.askdesk.workflows.ask;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote in the conversation.
 *
 * @param messageId unique in the conversation; a message whose id was seen before is ignored
 * @param userId who wrote it, as the channel names them; decides what they may see
 * @param text the words as written
 * @param sentAt when it was written; "last year" is resolved against it
 * @param roles the catalog's roles that the person was found to have; {@code null} where the catalog knows users by
 *     {@code userId} itself
 */
public record UserMessage(
        String messageId,
        String userId,
        String text,
        Instant sentAt,
        @Nullable List<String> roles) {
    public UserMessage {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(sentAt, "sentAt");
        if (messageId.isBlank()) {
            throw new IllegalArgumentException("messageId is blank");
        }
        roles = roles == null ? null : List.copyOf(roles);
    }

    /** Of somebody whom the catalog knows by name. */
    public UserMessage(String messageId, String userId, String text, Instant sentAt) {
        this(messageId, userId, text, sentAt, null);
    }

    /** The same from somebody who was found to have these roles. */
    UserMessage in(@Nullable List<String> found) {
        return new UserMessage(messageId, userId, text, sentAt, found);
    }
}
