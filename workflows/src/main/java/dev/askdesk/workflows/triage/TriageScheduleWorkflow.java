package dev.askdesk.workflows.triage;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One look at the helpdesk: every ticket that changed since the last look is triaged, so many at once as the batch allows.
 * A schedule starts it; the watermark goes from run to run as its result.
 */
@WorkflowInterface
public interface TriageScheduleWorkflow {
    /** @return what was done, with the watermark for the next run */
    @WorkflowMethod
    Batch run(TriageBatch batch);

    /** How far it is. */
    @QueryMethod
    Batch progress();
}
