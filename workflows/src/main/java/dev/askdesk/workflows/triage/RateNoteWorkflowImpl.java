package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.RatingActivity.RatedNote;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.workflow.Workflow;
import java.time.Instant;

/** One step. */
public final class RateNoteWorkflowImpl implements RateNoteWorkflow {
    private final RatingActivity activity = Workflow.newActivityStub(RatingActivity.class, ActivityPolicies.delivery());

    @Override
    public void rate(NoteRating rating) {
        activity.store(new RatedNote(rating, Instant.ofEpochMilli(Workflow.currentTimeMillis())));
        Workflow.setCurrentDetails(rating.helpful() ? "helped" : "did not help");
    }
}
