package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.adapters.helpdesk.Ticket.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A ticket that a test puts into a desk. */
public record GivenTicket(
        String subject,
        Status status,
        Person requester,
        Instant createdAt,
        Instant changedAt,
        String html,
        List<String> files,
        List<GivenMessage> messages) {

    /** @param visible whether the requester sees it */
    public record GivenMessage(
            Role role, Person author, boolean visible, Instant sentAt, String html, List<String> files) {}

    public static final Person RUTH = new Person("Ruth Requester", "ruth@example.com");
    public static final Person ADAM = new Person("Adam Agent", "adam@example.com");

    public GivenTicket {
        files = List.copyOf(files);
        messages = List.copyOf(messages);
    }

    /** Ruth's, open, without a conversation. */
    public static GivenTicket of(String subject, Instant createdAt, Instant changedAt) {
        String html = "<div>" + subject + "</div>";
        return new GivenTicket(subject, Status.OPEN, RUTH, createdAt, changedAt, html, List.of(), List.of());
    }

    public GivenTicket with(Status other) {
        return new GivenTicket(subject, other, requester, createdAt, changedAt, html, files, messages);
    }

    public GivenTicket withDescription(String other, String... names) {
        return new GivenTicket(subject, status, requester, createdAt, changedAt, other, List.of(names), messages);
    }

    public GivenTicket and(GivenMessage message) {
        List<GivenMessage> all = new ArrayList<>(messages);
        all.add(message);
        return new GivenTicket(subject, status, requester, createdAt, changedAt, html, files, all);
    }

    public GivenTicket reply(Instant at, Role role, Person author, String html, String... names) {
        return and(new GivenMessage(role, author, true, at, html, List.of(names)));
    }

    public GivenTicket note(Instant at, Person agent, String html) {
        return and(new GivenMessage(Role.AGENT, agent, false, at, html, List.of()));
    }
}
