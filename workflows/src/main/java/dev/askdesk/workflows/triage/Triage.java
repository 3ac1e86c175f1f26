package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.wire.Usage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a ticket came, and in the end how it ended.
 *
 * @param outcome {@code null} while it is in work
 * @param reason one line for people: why it was not noted, or what the note rests on
 * @param question what the requester asks, as one sentence; {@code null} where it was not found out
 * @param answer the suggested answer with its citations; {@code null} where there is none
 * @param sources pages that the note links to, best first
 * @param note what became of the note; {@code null} where none was to be written
 * @param usage of models
 */
public record Triage(
        String desk,
        String ticketId,
        String version,
        @Nullable Outcome outcome,
        String reason,
        @Nullable String question,
        @Nullable String answer,
        List<Source> sources,
        @Nullable NoteState note,
        Usage usage,
        Instant began,
        @Nullable Instant ended) {

    /** How a ticket can end. */
    public enum Outcome {
        /** An answer with its citations is in the note. */
        NOTED,
        /** The note has the question and the nearest pages, but no answer: the pages do not carry one. */
        ABSTAINED,
        /** There is nothing to answer, so there is no note. */
        SKIPPED,
        /** It failed, and waits to be tried again. */
        PARKED
    }

    /** What became of the note. */
    public enum NoteState {
        CREATED,
        UPDATED,
        /** It was there already, of this version of the ticket. */
        PRESENT,
        /** The ticket has changed since: the run of its new version writes the note. */
        SUPERSEDED,
        /** The ticket is gone. */
        GONE
    }

    /**
     * A page that was found.
     *
     * @param cited whether the answer rests on it
     */
    public record Source(String pageId, String title, String url, boolean cited) {}

    public Triage {
        sources = List.copyOf(sources);
    }

    /** Nothing is known yet. */
    static Triage begun(TicketToTriage ticket, Instant now) {
        return new Triage(
                ticket.desk(),
                ticket.ticketId(),
                ticket.version(),
                null,
                "",
                null,
                null,
                List.of(),
                null,
                Usage.NONE,
                now,
                null);
    }

    Triage asking(@Nullable String found, Usage spent) {
        return new Triage(
                desk,
                ticketId,
                version,
                outcome,
                reason,
                found,
                answer,
                sources,
                note,
                usage.plus(spent),
                began,
                ended);
    }

    Triage answered(@Nullable String text, List<Source> pages, Usage spent) {
        return new Triage(
                desk, ticketId, version, outcome, reason, question, text, pages, note, usage.plus(spent), began, ended);
    }

    Triage written(NoteState state) {
        return new Triage(
                desk, ticketId, version, outcome, reason, question, answer, sources, state, usage, began, ended);
    }

    Triage end(Outcome how, String why, Instant now) {
        return new Triage(desk, ticketId, version, how, why, question, answer, sources, note, usage, began, now);
    }
}
