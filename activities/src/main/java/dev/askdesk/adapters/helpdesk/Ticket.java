package dev.askdesk.adapters.helpdesk;

import java.time.Instant;
import java.util.List;

/**
 * A ticket as the desk has it.
 *
 * @param id as the desk's API names it
 * @param subject empty where there is none
 * @param messages the description first, then the conversation in its order; notes, too
 */
public record Ticket(
        String id,
        String subject,
        Status status,
        Person requester,
        Instant createdAt,
        Instant changedAt,
        List<Message> messages) {

    /** What matters of a desk's many statuses. */
    public enum Status {
        OPEN,
        /** Waits for the requester or for somebody else. */
        PENDING,
        SOLVED,
        CLOSED
    }

    /**
     * @param name empty where the desk has none
     * @param email empty where the desk has none, or does not tell
     */
    public record Person(String name, String email) {}

    public Ticket {
        messages = List.copyOf(messages);
    }
}
