package dev.askdesk.workflows.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the helpdesk is to do.
 *
 * @param desk the kind of helpdesk, such as {@code freshservice}
 * @param since tickets that changed from then on; {@code null} to go on where the last run of the schedule ended
 * @param lookback how far back the first run of a schedule looks
 * @param only these tickets and no others; none for all that changed
 * @param parallel tickets in work at once
 * @param helpdeskQueue task queue of whatever calls the helpdesk
 * @param searchAttributes whether the server knows Askdesk's search attributes
 * @param continued of a run that was continued as new, how far it had come; {@code null} at the start
 */
public record TriageBatch(
        String desk,
        @Nullable Instant since,
        Duration lookback,
        List<String> only,
        int parallel,
        String helpdeskQueue,
        boolean searchAttributes,
        @Nullable Continued continued) {

    /**
     * Where a run goes on.
     *
     * @param from the time that the listing began from
     * @param cursor of the page of changed tickets to go on with; {@code null} for the first
     */
    public record Continued(Instant from, @Nullable String cursor, Batch batch) {}

    public TriageBatch {
        only = List.copyOf(only);
        if (parallel < 1) {
            throw new IllegalArgumentException("a batch has at least one ticket in work");
        }
    }

    /** Id of the workflow that a schedule of this desk starts, which is one at a time. */
    public String workflowId() {
        return "triage-schedule/" + desk;
    }

    /** The same from where another run ended, for whoever starts runs without a schedule. */
    public TriageBatch after(Batch last) {
        return continuedAt(new Continued(
                last.watermark().minus(Batch.OVERLAP),
                null,
                Batch.from(last.watermark(), last.recent(), last.parked())));
    }

    TriageBatch continuedAt(Continued where) {
        return new TriageBatch(desk, since, lookback, only, parallel, helpdeskQueue, searchAttributes, where);
    }

    TicketToTriage ticket(String ticketId, String version) {
        return new TicketToTriage(desk, ticketId, version, helpdeskQueue, searchAttributes);
    }
}
