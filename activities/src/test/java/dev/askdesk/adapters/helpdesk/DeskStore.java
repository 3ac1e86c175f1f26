package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.helpdesk.Desk.Note;
import dev.askdesk.adapters.helpdesk.GivenTicket.GivenMessage;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Tickets in memory. */
final class DeskStore {
    /** Whom the adapter's credentials are of. */
    static final Person BOT = new Person("Desk Bot", "bot@example.com");

    /** @param written whether it came by the API */
    record Stored(
            long id,
            Role role,
            Person author,
            boolean visible,
            Instant sentAt,
            String html,
            List<String> files,
            boolean written) {
        Stored withHtml(String other) {
            return new Stored(id, role, author, visible, sentAt, other, files, written);
        }
    }

    record StoredTicket(String id, GivenTicket given, Instant changedAt, List<Stored> messages) {
        StoredTicket {
            messages = List.copyOf(messages);
        }

        StoredTicket changed(Instant at, List<Stored> now) {
            return new StoredTicket(id, given, at, now);
        }
    }

    private final Map<String, StoredTicket> tickets = new LinkedHashMap<>();
    private final Map<Person, Long> people = new HashMap<>();
    private long lastId = 5_000_000_000L;
    private int lastNumber;

    synchronized String add(GivenTicket given, IntFunction<String> id) {
        String name = id.apply(++lastNumber);
        List<Stored> messages = new ArrayList<>();
        for (GivenMessage message : given.messages()) {
            messages.add(new Stored(
                    ++lastId,
                    message.role(),
                    message.author(),
                    message.visible(),
                    message.sentAt(),
                    message.html(),
                    message.files(),
                    false));
        }
        tickets.put(name, new StoredTicket(name, given, given.changedAt(), messages));
        return name;
    }

    synchronized void change(String id, Instant at) {
        tickets.computeIfPresent(id, (same, ticket) -> ticket.changed(at, ticket.messages()));
    }

    synchronized void delete(String id) {
        tickets.remove(id);
    }

    synchronized Optional<StoredTicket> ticket(String id) {
        return Optional.ofNullable(tickets.get(id));
    }

    /** As they are now. */
    synchronized List<StoredTicket> sorted(Comparator<StoredTicket> order) {
        return tickets.values().stream().sorted(order).toList();
    }

    /** Somebody's number; the same for the same person. */
    synchronized long idOf(Person person) {
        return people.computeIfAbsent(person, somebody -> 7_000_000_000L + people.size());
    }

    /** Adds a note; its time of change is the present. */
    synchronized Stored note(String ticketId, String html, boolean visible) {
        StoredTicket ticket = tickets.get(ticketId);
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Stored note = new Stored(++lastId, Role.AGENT, BOT, visible, now, html, List.of(), true);
        tickets.put(
                ticketId,
                ticket.changed(
                        now,
                        Stream.concat(ticket.messages().stream(), Stream.of(note))
                                .toList()));
        return note;
    }

    /** The changed message; empty where there is none of this id. */
    synchronized Optional<Stored> rewrite(String messageId, String html) {
        for (StoredTicket ticket : List.copyOf(tickets.values())) {
            for (Stored message : ticket.messages()) {
                if (String.valueOf(message.id()).equals(messageId)) {
                    Stored now = message.withHtml(html);
                    List<Stored> all = ticket.messages().stream()
                            .map(one -> one.id() == message.id() ? now : one)
                            .toList();
                    tickets.put(ticket.id(), ticket.changed(Instant.now().truncatedTo(ChronoUnit.SECONDS), all));
                    return Optional.of(now);
                }
            }
        }
        return Optional.empty();
    }

    synchronized List<Note> notes(String ticketId) {
        return ticket(ticketId).map(StoredTicket::messages).orElse(List.of()).stream()
                .filter(Stored::written)
                .map(note -> new Note(String.valueOf(note.id()), note.html(), !note.visible()))
                .toList();
    }

    /** Of every ticket that has any. */
    synchronized Map<String, List<Note>> notes() {
        Map<String, List<Note>> notes = new LinkedHashMap<>();
        for (String id : tickets.keySet()) {
            if (!notes(id).isEmpty()) {
                notes.put(id, notes(id));
            }
        }
        return notes;
    }
}
