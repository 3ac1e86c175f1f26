package dev.askdesk.adapters.helpdesk;

import java.time.Instant;
import java.util.List;

/** A desk with its adapter, as {@link HelpdeskContract} needs it: something to put tickets into and look at notes in. */
public interface Desk extends AutoCloseable {
    /**
     * A note as the desk holds it.
     *
     * @param isPrivate whether the requester does not see it
     */
    record Note(String id, String body, boolean isPrivate) {}

    /** What can go wrong with a call. */
    enum Fault {
        /** HTTP 429, with a Retry-After of {@link #RETRY_AFTER_SECONDS}. */
        RATE_LIMITED,
        /** HTTP 500. */
        BROKEN,
        /** HTTP 200 with a page for people. */
        WEB_PAGE,
        /** The call is carried out, and the connection ends before its reply. */
        DROPPED_AFTER_WRITING
    }

    int RETRY_AFTER_SECONDS = 7;

    Helpdesk helpdesk();

    /** Puts a ticket into the desk. Returns its id. */
    String given(GivenTicket ticket);

    /** Somebody changes the ticket. */
    void change(String ticketId, Instant at);

    void delete(String ticketId);

    /** Notes that the adapter wrote, the first one first. */
    List<Note> notes(String ticketId);

    /** An id of the desk's own form that no ticket has. */
    String unknownId();

    /** Whether a note can be changed in its place. */
    default boolean changesNotes() {
        return true;
    }

    /** Whether the desk knows which file came with which reply. */
    default boolean keepsFilesOfReplies() {
        return true;
    }

    /** Whether the desk is called by HTTP, so that the methods below work. */
    default boolean speaksHttp() {
        return false;
    }

    /** The next call fails. */
    default void failNext(Fault fault) {
        throw new UnsupportedOperationException();
    }

    /** The same desk by credentials that it refuses. */
    default Helpdesk withToken(String token) {
        throw new UnsupportedOperationException();
    }

    /** What the desk was sent that its vendor would refuse, or that the adapter has no business to send. */
    default List<String> refused() {
        return List.of();
    }

    @Override
    void close();
}
