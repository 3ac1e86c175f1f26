package dev.askdesk.adapters.helpdesk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port of a helpdesk. Implementations are safe for use by several threads, retry nothing themselves, and throw {@link
 * dev.askdesk.adapters.OutsideException}.
 */
public interface Helpdesk {
    /** The kind of desk in lower case, as it stands in workflow ids: {@code local}, {@code freshservice}, … */
    String name();

    /**
     * Tickets that were created or changed at or after a time, those that changed first first. A ticket that changes
     * while the pages are read may come twice; none is left out.
     *
     * @param since of the first page; ignored where a cursor is given
     * @param cursor {@link Changes#next} of the page before; {@code null} for the first
     */
    Changes changed(Instant since, @Nullable String cursor);

    /** The whole ticket with its conversation; empty where the desk has none of that id (any more). */
    Optional<Ticket> read(String ticketId);

    /**
     * Adds a note that only agents see. Whoever calls has looked before whether it is there.
     *
     * @param html paragraphs, lists, links, {@code strong} and {@code blockquote} only
     */
    void addNote(String ticketId, String html);

    /**
     * Puts a new text into a note that {@link #addNote} wrote. A desk that cannot change a note adds another, whose text
     * says that it replaces the older one.
     *
     * @param noteId {@link Message#id} of the note
     */
    void updateNote(String ticketId, String noteId, String html);

    /** The ticket's page for agents; {@code null} where there is none. */
    @Nullable
    String url(String ticketId);

    /**
     * A page of changed tickets.
     *
     * @param next cursor of the next page; {@code null} where this is the last one
     */
    record Changes(List<Change> changes, @Nullable String next) {
        public Changes {
            changes = List.copyOf(changes);
        }
    }

    /** @param changedAt as the desk tells it, which counts its notes as changes too */
    record Change(String ticketId, Instant changedAt) {}
}
