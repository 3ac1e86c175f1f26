package dev.askdesk.starters.schedules;

import dev.askdesk.workflows.triage.NoteRating;
import dev.askdesk.workflows.triage.RateNoteWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what people think of notes. Nobody waits for a worker: the server keeps the rating until one is there. */
public final class NoteRater {
    /** A desk, a ticket's id at any of the helpdesks, and a version; neither a slash nor anything that a path could mean. */
    private static final Pattern NOTE = Pattern.compile(
            "(?<desk>[a-z][a-z_]{0,31})/(?<ticket>[A-Za-z0-9][A-Za-z0-9_-]{0,63})/(?<version>[0-9a-f]{16})");

    private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,127}");

    private final WorkflowClient client;
    private final String taskQueue;

    /** @param taskQueue of Desk's workflows */
    public NoteRater(WorkflowClient client, String taskQueue) {
        this.client = client;
        this.taskQueue = taskQueue;
    }

    /**
     * The rating that a button stands for; empty where its value is none of ours.
     *
     * @param note {@code desk/ticket/version}
     */
    public static Optional<NoteRating> rating(String note, String userId, boolean helpful) {
        Matcher parts = NOTE.matcher(note);
        return parts.matches() && USER.matcher(userId).matches()
                ? Optional.of(new NoteRating(
                        parts.group("desk"), parts.group("ticket"), parts.group("version"), userId, helpful))
                : Optional.empty();
    }

    /**
     * Starts the workflow that writes a rating down, in the place of one of the same person that is under way.
     *
     * @param note {@code desk/ticket/version}
     * @return the workflow
     * @throws IllegalArgumentException the note or the person is of no form of ours
     */
    public WorkflowStub rate(String note, String userId, boolean helpful) {
        NoteRating rating = rating(note, userId, helpful)
                .orElseThrow(() -> new IllegalArgumentException("no note, or no person, has such a name"));
        RateNoteWorkflow workflow = client.newWorkflowStub(
                RateNoteWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(taskQueue)
                        .setWorkflowId(rating.workflowId())
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        // A mind that changed before a worker came is written down once.
                        .setWorkflowIdConflictPolicy(
                                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                        .build());
        WorkflowClient.start(workflow::rate, rating);
        return WorkflowStub.fromTyped(workflow);
    }
}
