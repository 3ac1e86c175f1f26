package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import dev.askdesk.workflows.triage.Triage.NoteState;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Desk does at the helpdesk. */
@ActivityInterface
public interface TicketActivity {

    /** A page of the tickets that changed. */
    @ActivityMethod(name = "ListChangedTickets")
    ChangedPage changed(ChangedRequest request);

    /** In which state of its content a ticket is, and whether it has its note. */
    @ActivityMethod(name = "InspectTicket")
    Inspection inspect(InspectRequest request);

    /** The ticket without all that mail programs put around what people say. */
    @ActivityMethod(name = "ReadTicket")
    CleanTicket read(ReadRequest request);

    /** Writes the private note, unless the ticket has it: looks first, every time. */
    @ActivityMethod(name = "WriteNote")
    NoteWritten write(NoteRequest request);

    /**
     * @param since of the first page
     * @param cursor of the page before; {@code null} for the first
     */
    record ChangedRequest(Instant since, @Nullable String cursor) {}

    /** @param next cursor of the next page; {@code null} where this is the last one */
    record ChangedPage(List<Changed> tickets, @Nullable String next) {
        public ChangedPage {
            tickets = List.copyOf(tickets);
        }
    }

    record Changed(String ticketId, Instant changedAt) {}

    record InspectRequest(String ticketId) {}

    /**
     * @param version of what people wrote; {@code null} where the ticket is gone
     * @param noted whether a note of ours is there that was written for this version
     */
    record Inspection(@Nullable String version, boolean noted) {}

    record ReadRequest(String ticketId) {}

    /**
     * @param version as read; {@code null} where the ticket is gone
     * @param skip why there is nothing to answer; {@code null} where there may be
     * @param subject without {@code Re:} and its like
     * @param text what people wrote, the oldest first, each message under who wrote it: {@code Requester:} or {@code
     *     Agent:}
     * @param latest what the requester wrote last
     * @param attachments names of files
     * @param people names and addresses of whoever takes part, for masking
     */
    record CleanTicket(
            @Nullable String version,
            @Nullable String skip,
            String subject,
            String text,
            String latest,
            List<String> attachments,
            List<String> people) {
        public CleanTicket {
            attachments = List.copyOf(attachments);
            people = List.copyOf(people);
        }
    }

    /**
     * What the note says.
     *
     * @param version of the ticket that it is about
     * @param answer the suggested answer's sentences; none where there is no answer
     * @param abstained why there is no answer; {@code null} where there is one
     * @param passages that the sentences cite, by their place from 1, and the nearest pages
     * @param model who wrote it
     */
    record NoteRequest(
            String ticketId,
            String version,
            String question,
            List<Sentence> answer,
            @Nullable String abstained,
            List<Passage> passages,
            String model) {
        public NoteRequest {
            answer = List.copyOf(answer);
            passages = List.copyOf(passages);
        }
    }

    record NoteWritten(NoteState state) {}
}
