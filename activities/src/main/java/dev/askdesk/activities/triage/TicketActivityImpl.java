package dev.askdesk.activities.triage;

import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.helpdesk.Helpdesk.Changes;
import dev.askdesk.adapters.helpdesk.Ticket;
import dev.askdesk.triage.Chain;
import dev.askdesk.triage.NoteWriter;
import dev.askdesk.workflows.triage.TicketActivity;
import java.util.List;
import java.util.Optional;

/** Desk's steps at the helpdesk. */
public final class TicketActivityImpl implements TicketActivity {
    private final Helpdesk helpdesk;

    public TicketActivityImpl(Helpdesk helpdesk) {
        this.helpdesk = helpdesk;
    }

    @Override
    public ChangedPage changed(ChangedRequest request) {
        Changes changes = helpdesk.changed(request.since(), request.cursor());
        return new ChangedPage(
                changes.changes().stream()
                        .map(change -> new Changed(change.ticketId(), change.changedAt()))
                        .toList(),
                changes.next());
    }

    @Override
    public Inspection inspect(InspectRequest request) {
        Optional<Ticket> ticket = helpdesk.read(request.ticketId());
        if (ticket.isEmpty()) {
            return new Inspection(null, false);
        }
        String version = Chain.version(ticket.get());
        return new Inspection(version, NoteWriter.isNoted(ticket.get(), version));
    }

    @Override
    public CleanTicket read(ReadRequest request) {
        return helpdesk.read(request.ticketId())
                .map(Chain::clean)
                .orElseGet(() -> new CleanTicket(null, null, "", "", "", List.of(), List.of()));
    }

    @Override
    public NoteWritten write(NoteRequest request) {
        return new NoteWritten(NoteWriter.write(helpdesk, request));
    }
}
