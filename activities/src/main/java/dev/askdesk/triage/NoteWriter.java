package dev.askdesk.triage;

import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.helpdesk.Message;
import dev.askdesk.adapters.helpdesk.Ticket;
import dev.askdesk.workflows.triage.TicketActivity.NoteRequest;
import dev.askdesk.workflows.triage.Triage.NoteState;
import java.util.Optional;

/**
 * Leaves a note once, whatever fails: every try looks first. A write whose answer was lost is found by its mark at the
 * next try.
 */
public final class NoteWriter {
    private NoteWriter() {}

    public static NoteState write(Helpdesk helpdesk, NoteRequest request) {
        Optional<Ticket> read = helpdesk.read(request.ticketId());
        if (read.isEmpty()) {
            return NoteState.GONE;
        }
        Ticket ticket = read.get();
        if (NoteReference.isNoted(ticket, request.version())) {
            return NoteState.PRESENT;
        }
        // A run of the newer version is there or will be: two runs must not write each their own.
        if (!Chain.version(ticket).equals(request.version())) {
            return NoteState.SUPERSEDED;
        }
        Optional<Message> older = NoteReference.newest(ticket);
        if (older.isPresent()) {
            helpdesk.updateNote(ticket.id(), older.get().id(), Note.html(request));
            return NoteState.UPDATED;
        }
        helpdesk.addNote(ticket.id(), Note.html(request));
        return NoteState.CREATED;
    }

    /** Whether the ticket has its note of this version. */
    public static boolean isNoted(Ticket ticket, String version) {
        return NoteReference.isNoted(ticket, version);
    }
}
