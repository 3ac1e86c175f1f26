package dev.askdesk.workflows.triage;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * One ticket in one state of its content: its chain of mails becomes one question, the question is looked up in the wiki,
 * and what was found is left as a private note. A run that fails has parked its ticket: it may be started again under
 * its id, which no other end allows.
 */
@WorkflowInterface
public interface TriageTicketWorkflow {
    /** @return how it ended; what it cannot end is thrown, after it was written down as parked */
    @WorkflowMethod
    Triage triage(TicketToTriage ticket);

    /** What is known so far, for whoever debugs a run. */
    @QueryMethod
    Triage soFar();
}
