package dev.askdesk.workers;

import dev.askdesk.activities.ActivityEnvelope;
import dev.askdesk.activities.evaluation.EvaluationActivityImpl;
import dev.askdesk.activities.evaluation.EvaluationRun;
import dev.askdesk.activities.evaluation.EvaluationRun.Arm;
import dev.askdesk.adapters.model.PlainAnalyst;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.evaluation.EvalCase;
import dev.askdesk.workflows.ask.AskWorkflowImpl;
import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.evaluation.EvaluationWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one evaluation: one for the run itself, and for each database and arm one that has the real parts of
 * Ask, on a task queue of its own. They live as long as the run.
 */
public final class EvaluationWorkers implements AutoCloseable {
    private static final int SHUTDOWN_SECONDS = 20;
    private static final Duration AT_ONCE = Duration.ZERO;
    /** There may be many queues, and little waits in each. */
    private static final WorkerOptions FEW_POLLERS = WorkerOptions.newBuilder()
            .setMaxConcurrentWorkflowTaskPollers(2)
            .setMaxConcurrentActivityTaskPollers(1)
            .build();

    private final WorkerFactory factory;
    private final Map<String, Warehouse> databases;

    private EvaluationWorkers(WorkerFactory factory, Map<String, Warehouse> databases) {
        this.factory = factory;
        this.databases = databases;
    }

    /**
     * An arm as it is asked for.
     *
     * @param name unique in the run
     * @param way how the model is asked
     * @param settings model and ingredients of the arm; its database and task queue are set here
     */
    public record ArmSetup(String name, Way way, Settings settings) {}

    /** How an arm answers. */
    public enum Way {
        /** As Ask does. */
        ASK(0),
        /** All tables and the question, one try. */
        PLAIN(1),
        /** The same with values of each column, and two tries more with the engine's error. */
        SAMPLED(3);

        private final int tries;

        Way(int tries) {
            this.tries = tries;
        }
    }

    /** The task queue of a run itself. */
    public static String taskQueue(String runId) {
        return "evaluation-" + runId;
    }

    /**
     * Opens the databases, reads their values, and starts to take work.
     *
     * @param databases by the name that the cases give
     * @param lines the file that results are written to
     * @param webUrl as of {@link EvaluationRun}
     */
    public static EvaluationWorkers start(
            WorkflowClient client,
            String runId,
            List<EvalCase> cases,
            List<ArmSetup> arms,
            Map<String, DatabaseFiles> databases,
            Path lines,
            UnaryOperator<@Nullable String> webUrl) {
        Map<String, Warehouse> open = new LinkedHashMap<>();
        WorkerFactory factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new ActivityEnvelope())
                        .build());
        EvaluationWorkers workers = new EvaluationWorkers(factory, open);
        try {
            databases.forEach((name, files) ->
                    open.put(name, Databases.open(files.in(arms.get(0).settings()))));
            List<Arm> ready = new ArrayList<>();
            for (int i = 0; i < arms.size(); i++) {
                ready.add(arm(factory, taskQueue(runId) + "-" + i, arms.get(i), databases, open));
            }
            Worker worker = factory.newWorker(taskQueue(runId), FEW_POLLERS);
            worker.registerWorkflowImplementationTypes(EvaluationWorkflowImpl.class);
            worker.registerActivitiesImplementations(
                    new EvaluationActivityImpl(new EvaluationRun(runId, cases, ready, open, lines, webUrl)));
            factory.start();
            return workers;
        } catch (RuntimeException e) {
            workers.close();
            throw e;
        }
    }

    private static Arm arm(
            WorkerFactory factory,
            String queue,
            ArmSetup setup,
            Map<String, DatabaseFiles> databases,
            Map<String, Warehouse> open) {
        Map<String, String> queues = new LinkedHashMap<>();
        Map<String, PlainAnalyst> plain = new LinkedHashMap<>();
        databases.forEach((name, files) -> {
            Warehouse warehouse = Objects.requireNonNull(open.get(name));
            if (setup.way() != Way.ASK) {
                plain.put(
                        name,
                        PlainAnalyst.at(Models.of(setup.settings()).endpoint(), warehouse, setup.way() == Way.SAMPLED));
                return;
            }
            String own = queue + "-" + name;
            Worker worker = factory.newWorker(own, FEW_POLLERS);
            worker.registerWorkflowImplementationTypes(AskWorkflowImpl.class);
            worker.registerActivitiesImplementations(
                    AskWorkers.activities(files.in(setup.settings()), warehouse, false));
            queues.put(name, own);
        });
        return new Arm(
                setup.name(),
                queues,
                plain,
                setup.way().tries,
                alone(setup.settings().limits()));
    }

    /** Nobody replies to a clarifying question here, and nobody says anything more. */
    private static Limits alone(Limits limits) {
        return new Limits(limits.repairs(), limits.clarifications(), AT_ONCE, AT_ONCE, 1, false, limits.candidates());
    }

    /** Lets what is running end, and closes the databases. */
    @Override
    public void close() {
        factory.shutdown();
        factory.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        factory.shutdownNow();
        databases.values().forEach(Warehouse::close);
    }
}
