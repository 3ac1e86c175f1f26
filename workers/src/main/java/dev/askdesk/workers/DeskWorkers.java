package dev.askdesk.workers;

import dev.askdesk.activities.ActivityEnvelope;
import dev.askdesk.activities.knowledge.KnowledgeActivityImpl;
import dev.askdesk.activities.triage.AnswerActivityImpl;
import dev.askdesk.activities.triage.DigestActivityImpl;
import dev.askdesk.activities.triage.RatingActivityImpl;
import dev.askdesk.activities.triage.TicketActivityImpl;
import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.slack.SlackDigest;
import dev.askdesk.knowledge.Indexer;
import dev.askdesk.workflows.knowledge.KnowledgeSyncWorkflowImpl;
import dev.askdesk.workflows.triage.RateNoteWorkflowImpl;
import dev.askdesk.workflows.triage.TriageDigestWorkflowImpl;
import dev.askdesk.workflows.triage.TriageScheduleWorkflowImpl;
import dev.askdesk.workflows.triage.TriageTicketWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The parts of Desk, put together by hand, and the workers that run them. */
public final class DeskWorkers implements AutoCloseable {
    private static final int SHUTDOWN_SECONDS = 20;

    private final WorkerFactory factory;
    private final Helpdesk helpdesk;
    private final PassageIndex index;
    private final @Nullable SlackDigest digests;

    private DeskWorkers(WorkerFactory factory, Helpdesk helpdesk, PassageIndex index, @Nullable SlackDigest digests) {
        this.factory = factory;
        this.helpdesk = helpdesk;
        this.index = index;
        this.digests = digests;
    }

    /**
     * Opens what is local, and starts to take work.
     *
     * @throws SettingsException something that Desk needs is not set
     */
    public static DeskWorkers start(WorkflowClient client, Settings settings) {
        DeskParts parts = new DeskParts(settings);
        return start(client, settings, parts, parts.helpdesk());
    }

    /** The same with another helpdesk than the settings'. */
    public static DeskWorkers start(WorkflowClient client, Settings settings, DeskParts parts, Helpdesk helpdesk) {
        Embeddings embeddings = parts.embeddings();
        PassageIndex index = parts.index(embeddings);
        SlackDigest digests = parts.digests();
        DeskSettings desk = settings.desk();
        WorkerFactory factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new ActivityEnvelope())
                        .build());
        Worker worker = factory.newWorker(desk.taskQueue());
        worker.registerWorkflowImplementationTypes(
                TriageScheduleWorkflowImpl.class,
                TriageTicketWorkflowImpl.class,
                TriageDigestWorkflowImpl.class,
                RateNoteWorkflowImpl.class,
                KnowledgeSyncWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities(desk, parts, helpdesk, embeddings, index, digests));
        Worker atHelpdesk = factory.newWorker(
                desk.helpdeskQueue(),
                WorkerOptions.newBuilder()
                        .setMaxTaskQueueActivitiesPerSecond(desk.helpdesk().perSecond())
                        .build());
        atHelpdesk.registerActivitiesImplementations(new TicketActivityImpl(helpdesk));
        factory.start();
        return new DeskWorkers(factory, helpdesk, index, digests);
    }

    private static Object[] activities(
            DeskSettings desk,
            DeskParts parts,
            Helpdesk helpdesk,
            Embeddings embeddings,
            PassageIndex index,
            @Nullable SlackDigest digests) {
        return new Object[] {
            new AnswerActivityImpl(
                    parts.responder(embeddings), parts.search(index, embeddings), parts.outcomes(), desk.masking()),
            new KnowledgeActivityImpl(parts.wiki(), index, new Indexer(embeddings)),
            new DigestActivityImpl(parts.outcomes(), helpdesk, digests),
            new RatingActivityImpl(parts.ratings())
        };
    }

    /** Takes no more work, lets what is running end, and closes what is open. */
    @Override
    public void close() {
        factory.shutdown();
        factory.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        factory.shutdownNow();
        index.close();
        if (digests != null) {
            digests.close();
        }
        if (helpdesk instanceof AutoCloseable open) {
            try {
                open.close();
            } catch (Exception e) {
                throw new IllegalStateException("The helpdesk does not close", e);
            }
        }
    }
}
