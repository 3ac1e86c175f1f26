package dev.askdesk.workflows.triage;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Keeps what a person thinks of a note, until a worker has written it down. Whoever changes their mind starts it again. */
@WorkflowInterface
public interface RateNoteWorkflow {
    @WorkflowMethod
    void rate(NoteRating rating);
}
