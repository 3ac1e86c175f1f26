package dev.askdesk.workflows.evaluation;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One run of a data set: every case under every arm, each as a conversation of its own, so many at once as the run
 * allows. A case that fails is measured as a failure and stops nothing.
 */
@WorkflowInterface
public interface EvaluationWorkflow {
    /** @return how far it came, which is the end */
    @WorkflowMethod
    Progress evaluate(Evaluation evaluation);

    /** How far it is. */
    @QueryMethod
    Progress progress();
}
