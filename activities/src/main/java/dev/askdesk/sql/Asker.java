package dev.askdesk.sql;

import dev.askdesk.workflows.ask.UserMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose permissions count.
 *
 * @param userId as the catalog's roles name users
 * @param roles that were looked up for the person; {@code null} where the catalog's lists of users decide
 */
public record Asker(String userId, @Nullable List<String> roles) {
    public Asker {
        roles = roles == null ? null : List.copyOf(roles);
    }

    /** Somebody whom the catalog knows by name. */
    public static Asker named(String userId) {
        return new Asker(userId, null);
    }

    /** Who wrote a message. */
    public static Asker of(UserMessage message) {
        return new Asker(message.userId(), message.roles());
    }
}
