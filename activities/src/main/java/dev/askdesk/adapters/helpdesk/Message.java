package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.helpdesk.Ticket.Person;
import java.time.Instant;
import java.util.List;

/**
 * One message of a ticket's conversation.
 *
 * @param id of the note or reply; of the description, the ticket's own
 * @param visible whether the requester sees it; a private note is not visible
 * @param body as the desk has it, in the given form
 * @param attachments names of files, which are listed and not read
 */
public record Message(
        String id,
        Role role,
        Person author,
        boolean visible,
        Instant sentAt,
        Form form,
        String body,
        List<String> attachments) {

    /** Who wrote it. */
    public enum Role {
        /** The requester, or somebody in copy who is no agent. */
        REQUESTER,
        AGENT,
        /** The desk itself: rules, automatic replies. */
        SYSTEM
    }

    /** How the body is written. */
    public enum Form {
        PLAIN,
        HTML
    }

    public Message {
        attachments = List.copyOf(attachments);
    }
}
