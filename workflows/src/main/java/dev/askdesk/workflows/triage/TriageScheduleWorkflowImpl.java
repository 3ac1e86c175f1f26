package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.Batch.Parked;
import dev.askdesk.workflows.triage.TicketActivity.Changed;
import dev.askdesk.workflows.triage.TicketActivity.ChangedPage;
import dev.askdesk.workflows.triage.TicketActivity.ChangedRequest;
import dev.askdesk.workflows.triage.TicketActivity.InspectRequest;
import dev.askdesk.workflows.triage.TicketActivity.Inspection;
import dev.askdesk.workflows.triage.TriageBatch.Continued;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The window of tickets in work, and the watermark. */
public final class TriageScheduleWorkflowImpl implements TriageScheduleWorkflow {
    /** Tickets of one run: each takes some fifteen events, so its history stays short. */
    private static final int TICKETS_PER_RUN = 300;

    private final TriageBatch request;
    private Instant from;
    private @Nullable String cursor;
    private Batch batch;

    @WorkflowInit
    public TriageScheduleWorkflowImpl(TriageBatch request) {
        this.request = request;
        Continued continued = request.continued();
        if (continued != null) {
            from = continued.from();
            cursor = continued.cursor();
            batch = continued.batch();
            return;
        }
        Batch last = request.since() == null ? Workflow.getLastCompletionResult(Batch.class) : null;
        Instant first =
                Objects.requireNonNullElseGet(request.since(), () -> Instant.ofEpochMilli(Workflow.currentTimeMillis())
                        .minus(request.lookback()));
        batch = last == null
                ? Batch.from(first, List.of(), List.of())
                : Batch.from(last.watermark(), last.recent(), last.parked());
        from = last == null ? first : last.watermark().minus(Batch.OVERLAP);
    }

    @Override
    public Batch run(TriageBatch again) {
        List<Promise<Void>> running = new ArrayList<>();
        if (!request.only().isEmpty()) {
            request.only().forEach(ticketId -> begin(running, ticketId));
            Promise.allOf(running).get();
            return batch;
        }
        int begun = cursor == null ? retryParked(running) : 0;
        List<Changed> known = batch.recent();
        boolean more = true;
        while (more && begun < TICKETS_PER_RUN) {
            ChangedPage page = helpdesk("list").changed(new ChangedRequest(from, cursor));
            for (Changed change : page.tickets()) {
                if (known.contains(change)) {
                    continue;
                }
                batch = batch.seen(change);
                begin(running, change.ticketId());
                begun++;
            }
            cursor = page.next();
            more = cursor != null;
        }
        Promise.allOf(running).get();
        if (more) {
            Workflow.continueAsNew(request.continuedAt(new Continued(from, cursor, batch)));
        }
        return batch;
    }

    private int retryParked(List<Promise<Void>> running) {
        List<Parked> again = batch.parked().stream()
                .filter(parked -> parked.tries() < Batch.MOST_TRIES)
                .toList();
        again.forEach(parked -> begin(running, parked.ticketId()));
        return again.size();
    }

    private void begin(List<Promise<Void>> running, String ticketId) {
        Workflow.await(
                () -> running.stream().filter(promise -> !promise.isCompleted()).count() < request.parallel());
        running.add(Async.procedure(() -> ticket(ticketId)));
    }

    /** One ticket's failure is its own: it is parked, and the batch goes on. */
    private void ticket(String ticketId) {
        try {
            Inspection inspection = helpdesk("inspect " + ticketId).inspect(new InspectRequest(ticketId));
            String version = inspection.version();
            if (version == null || inspection.noted()) {
                batch = batch.onePresent().unparked(ticketId);
                return;
            }
            Triage ended = child(request.ticket(ticketId, version));
            batch = request.only().isEmpty()
                    ? batch.one(ended)
                    : batch.one(ended).asked(ended);
        } catch (ActivityFailure | ChildWorkflowFailure failure) {
            failed(ticketId, failure);
        }
        Workflow.setCurrentDetails(
                batch.changed() + " changed, " + batch.noted() + " noted, " + batch.abstained() + " abstained, "
                        + batch.skipped() + " skipped, " + batch.parked().size() + " parked");
    }

    private void failed(String ticketId, TemporalFailure failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof CanceledFailure) {
            throw failure;
        }
        if (failure instanceof ChildWorkflowFailure
                && cause instanceof io.temporal.client.WorkflowExecutionAlreadyStarted) {
            // Worked on in this very state, by an earlier run or by one of somebody else.
            batch = batch.onePresent().unparked(ticketId);
            return;
        }
        String reason = cause instanceof TemporalFailure known ? known.getOriginalMessage() : failure.getMessage();
        batch = batch.oneParked(ticketId, String.valueOf(reason));
    }

    private static Triage child(TicketToTriage ticket) {
        TriageTicketWorkflow workflow = Workflow.newChildWorkflowStub(
                TriageTicketWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(ticket.workflowId())
                        // A failed one has parked its ticket and may be tried again; any other end is one.
                        .setWorkflowIdReusePolicy(
                                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
                        // What is begun is ended, also where a batch is stopped.
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary("ticket " + ticket.ticketId())
                        .build());
        return workflow.triage(ticket);
    }

    private TicketActivity helpdesk(String summary) {
        return Workflow.newActivityStub(
                TicketActivity.class, ActivityPolicies.helpdesk(summary, request.helpdeskQueue()));
    }

    @Override
    public Batch progress() {
        return batch;
    }
}
