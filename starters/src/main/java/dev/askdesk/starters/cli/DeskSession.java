package dev.askdesk.starters.cli;

import dev.askdesk.workers.DeskParts;
import dev.askdesk.workers.DeskSettings;
import dev.askdesk.workers.DeskWorkers;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.knowledge.KnowledgeSyncWorkflow;
import dev.askdesk.workflows.knowledge.SyncRequest;
import dev.askdesk.workflows.knowledge.SyncResult;
import dev.askdesk.workflows.triage.Batch;
import dev.askdesk.workflows.triage.TriageBatch;
import dev.askdesk.workflows.triage.TriageScheduleWorkflow;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Desk's workflows from the command line: on a real server, or on one in this process with workers of its own. */
final class DeskSession implements AutoCloseable {
    /** How far back the first run of a schedule looks. */
    static final Duration LOOKBACK = Duration.ofDays(7);

    private final Settings settings;
    private final Connection connection;
    private final @Nullable DeskWorkers workers;
    private final boolean searchAttributes;

    private DeskSession(Settings settings, Connection connection, @Nullable DeskWorkers workers) {
        this.settings = settings;
        this.connection = connection;
        this.workers = workers;
        this.searchAttributes = connection.knowsDesksSearchAttributes();
    }

    /** @throws UserError the server cannot be reached, or no worker of Desk is there */
    static DeskSession open(Settings settings, ServerOptions options) {
        TemporalProfile profile = TemporalProfile.load(options);
        if (profile.address() == null) {
            Connection connection = Connection.embedded();
            try {
                return new DeskSession(settings, connection, DeskWorkers.start(connection.client(), settings));
            } catch (RuntimeException e) {
                connection.close();
                throw e;
            }
        }
        DeskSession session =
                new DeskSession(settings, Connection.remote(settings.desk().taskQueue(), profile), null);
        try {
            session.connection.requireWorker();
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return session;
    }

    Connection connection() {
        return connection;
    }

    DeskParts parts() {
        return new DeskParts(settings);
    }

    /** @param since {@code null} to go on where the last run ended */
    TriageBatch batch(@Nullable Instant since, List<String> only) {
        return batch(settings.desk(), since, only, searchAttributes);
    }

    /** The same for whoever only says what others are to run. */
    static TriageBatch batch(DeskSettings desk, @Nullable Instant since, List<String> only, boolean searchAttributes) {
        return new TriageBatch(
                desk.helpdesk().kind().name().toLowerCase(Locale.ROOT),
                since,
                LOOKBACK,
                only,
                desk.parallel(),
                desk.helpdeskQueue(),
                searchAttributes,
                null);
    }

    /** Runs a batch to its end, or joins the one that is under way. */
    Batch triage(Terminal terminal, String workflowId, TriageBatch batch) {
        TriageScheduleWorkflow workflow =
                connection.client().newWorkflowStub(TriageScheduleWorkflow.class, options(workflowId));
        WorkflowClient.start(workflow::run, batch);
        return RunProgress.await(
                terminal,
                WorkflowStub.fromTyped(workflow),
                Batch.class,
                workflow::progress,
                so -> so.changed() + " changed, " + ended(so) + " ended");
    }

    private static int ended(Batch batch) {
        return batch.present()
                + batch.noted()
                + batch.abstained()
                + batch.skipped()
                + batch.parked().size();
    }

    /** Runs a pass over the wiki to its end, or joins the one that is under way. */
    SyncResult sync(Terminal terminal) {
        KnowledgeSyncWorkflow workflow =
                connection.client().newWorkflowStub(KnowledgeSyncWorkflow.class, options(SyncRequest.WORKFLOW_ID));
        WorkflowClient.start(workflow::sync, SyncRequest.DEFAULT);
        Supplier<SyncResult> look = workflow::progress;
        return RunProgress.await(
                terminal,
                WorkflowStub.fromTyped(workflow),
                SyncResult.class,
                look,
                so -> so.pages() == 0
                        ? "listing pages"
                        : so.indexed() + " of " + (so.pages() - so.unchanged()) + " pages indexed");
    }

    private WorkflowOptions options(String workflowId) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId)
                .setTaskQueue(settings.desk().taskQueue())
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .build();
    }

    @Override
    public void close() {
        if (workers != null) {
            workers.close();
        }
        connection.close();
    }
}
