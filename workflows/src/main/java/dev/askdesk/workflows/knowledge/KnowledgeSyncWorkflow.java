package dev.askdesk.workflows.knowledge;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One pass over the wiki: pages that are new or changed are read, cut and indexed, those that are gone or restricted are
 * pruned. What is indexed in its present version is not touched, so a pass that was broken off goes on where it was.
 */
@WorkflowInterface
public interface KnowledgeSyncWorkflow {
    @WorkflowMethod
    SyncResult sync(SyncRequest request);

    /** How far it is. */
    @QueryMethod
    SyncResult progress();
}
