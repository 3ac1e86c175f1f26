package dev.askdesk.activities.triage;

import dev.askdesk.activities.ActivityEnvelope;
import dev.askdesk.adapters.helpdesk.Freshservice;
import dev.askdesk.adapters.helpdesk.FreshserviceDouble;
import dev.askdesk.adapters.model.offline.OfflineResponder;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.LucenePassages;
import dev.askdesk.adapters.retrieval.MiniLmEmbeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.knowledge.Indexer;
import dev.askdesk.knowledge.PassageSearch;
import dev.askdesk.knowledge.Ranking;
import dev.askdesk.triage.Outcomes;
import dev.askdesk.workflows.triage.TriageScheduleWorkflowImpl;
import dev.askdesk.workflows.triage.TriageTicketWorkflowImpl;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** A worker of Desk with its real parts, in a process that a test kills: server, helpdesk's address, home. */
public final class KillableDeskWorker {
    static final String QUEUE = "desk";

    private KillableDeskWorker() {}

    public static void main(String[] args) {
        Path home = Path.of(args[2]);
        WorkerFactory factory = WorkerFactory.newInstance(
                client(args[0]),
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new ActivityEnvelope())
                        .build());
        Worker worker = factory.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(TriageScheduleWorkflowImpl.class, TriageTicketWorkflowImpl.class);
        Embeddings embeddings = new MiniLmEmbeddings();
        worker.registerActivitiesImplementations(
                new TicketActivityImpl(
                        new Freshservice(URI.create(args[1]), FreshserviceDouble.API_KEY, Duration.ofSeconds(20))),
                new AnswerActivityImpl(
                        new OfflineResponder(embeddings),
                        new PassageSearch(index(home, embeddings), embeddings, Ranking.BEST),
                        new Outcomes(home.resolve("triage.jsonl")),
                        true));
        factory.start();
        System.out.println("ready");
    }

    static PassageIndex index(Path home, Embeddings embeddings) {
        return new LucenePassages(home.resolve("index"), Indexer.version(embeddings));
    }

    static WorkflowClient client(String server) {
        return WorkflowClient.newInstance(
                WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(server)
                        .build()),
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build());
    }
}
