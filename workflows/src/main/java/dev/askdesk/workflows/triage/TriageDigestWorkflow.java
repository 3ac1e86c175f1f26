package dev.askdesk.workflows.triage;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One message to the IT channel about the tickets that ended since the last one; none where none did. A schedule starts
 * it; the watermark goes from run to run as its result.
 */
@WorkflowInterface
public interface TriageDigestWorkflow {
    /** @return what was done, with the watermark for the next run */
    @WorkflowMethod
    Digest tell(DigestRequest request);
}
