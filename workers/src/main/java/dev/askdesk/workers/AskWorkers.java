package dev.askdesk.workers;

import dev.askdesk.activities.ActivityEnvelope;
import dev.askdesk.activities.Heartbeat;
import dev.askdesk.activities.ask.ExecuteActivityImpl;
import dev.askdesk.activities.ask.FeedbackActivityImpl;
import dev.askdesk.activities.ask.InterpretActivityImpl;
import dev.askdesk.activities.ask.ReplyActivityImpl;
import dev.askdesk.activities.ask.ScreenActivityImpl;
import dev.askdesk.activities.ask.UnderstandActivityImpl;
import dev.askdesk.activities.ask.Views;
import dev.askdesk.adapters.chat.OutboxFile;
import dev.askdesk.adapters.results.ResultStore;
import dev.askdesk.adapters.warehouse.Query.Limits;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.governance.WarehouseBudget;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.learning.FeedbackStore;
import dev.askdesk.learning.VerifiedQuestions;
import dev.askdesk.sql.EmptyResult;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.workflows.ask.AskCommandWorkflowImpl;
import dev.askdesk.workflows.ask.AskWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The parts of Ask, put together by hand, and the worker that runs them. */
public final class AskWorkers implements AutoCloseable {
    /** Most tokens that the schema takes in a prompt. */
    static final int SCHEMA_TOKENS = 1_600;

    private static final int SHUTDOWN_SECONDS = 20;

    /**
     * At once. A workflow's task is computation alone: more than the processors can do at once ends none sooner, and makes
     * the server late for new questions, whose senders wait for an acknowledgement.
     */
    private static final int WORKFLOW_TASKS = Math.max(2, Runtime.getRuntime().availableProcessors());

    /** Two hand out hundreds of tasks a second; each one more is a call that the server holds open. */
    private static final int POLLERS = 2;

    private final WorkerFactory factory;
    private final Warehouse warehouse;
    private final @Nullable SlackParts slack;

    private AskWorkers(WorkerFactory factory, Warehouse warehouse, @Nullable SlackParts slack) {
        this.factory = factory;
        this.warehouse = warehouse;
        this.slack = slack;
    }

    /**
     * Opens the database, reads its values, and starts to take work.
     *
     * @throws dev.askdesk.adapters.OutsideException the database cannot be read
     * @throws dev.askdesk.catalog.CatalogException the catalog cannot be used
     */
    public static AskWorkers start(WorkflowClient client, Settings settings) {
        Warehouse warehouse = Databases.open(settings);
        try {
            WorkerFactory factory = WorkerFactory.newInstance(
                    client,
                    WorkerFactoryOptions.newBuilder()
                            .setWorkerInterceptors(new ActivityEnvelope())
                            .build());
            Worker worker = factory.newWorker(
                    settings.taskQueue(),
                    options(settings)
                            .setMaxConcurrentWorkflowTaskExecutionSize(WORKFLOW_TASKS)
                            .setMaxConcurrentWorkflowTaskPollers(POLLERS)
                            .build());
            worker.registerWorkflowImplementationTypes(AskWorkflowImpl.class, AskCommandWorkflowImpl.class);
            worker.registerActivitiesImplementations(activities(settings, warehouse));
            SlackParts slack = SlackParts.of(settings, client.getOptions().getNamespace());
            if (slack != null) {
                Worker inSlack = factory.newWorker(
                        settings.slack().taskQueue(),
                        options(settings)
                                .setMaxTaskQueueActivitiesPerSecond(
                                        settings.slack().perSecond())
                                .build());
                inSlack.registerActivitiesImplementations(slack.activity());
            }
            factory.start();
            return new AskWorkers(factory, warehouse, slack);
        } catch (RuntimeException e) {
            warehouse.close();
            throw e;
        }
    }

    private static WorkerOptions.Builder options(Settings settings) {
        return WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(settings.steps())
                .setMaxHeartbeatThrottleInterval(Heartbeat.THROTTLE)
                .setMaxConcurrentActivityTaskPollers(Math.min(POLLERS, settings.steps()));
    }

    /** The parts of Ask over an open database, as activities. */
    static Object[] activities(Settings settings, Warehouse warehouse) {
        return activities(settings, warehouse, true);
    }

    /** @param learning whether accepted questions count; in an evaluation they would answer themselves */
    static Object[] activities(Settings settings, Warehouse warehouse, boolean learning) {
        Catalog catalog = Databases.catalog(settings);
        Views views = Views.of(catalog, warehouse, (seen, dictionary) -> view(settings, seen, dictionary, learning));
        ResultStore results = Results.open(settings);
        Settings.Queries queries = settings.queries();
        return new Object[] {
            new ScreenActivityImpl(views, new SqlGuard(catalog, queries.rowLimit()), results),
            new UnderstandActivityImpl(views),
            new ExecuteActivityImpl(
                    warehouse,
                    catalog,
                    views,
                    results,
                    new Limits(queries.rowLimit(), queries.characters(), queries.timeout()),
                    new WarehouseBudget(
                            settings.home().resolve("warehouse-time"),
                            settings.warehouse().userDaily(),
                            Clock.systemUTC())),
            new InterpretActivityImpl(views.whole().analyst()),
            new FeedbackActivityImpl(
                    new FeedbackStore(settings.feedback(), settings.verified()), catalog.name(), Clock.systemUTC()),
            new ReplyActivityImpl(new OutboxFile(settings.home().resolve("outbox.jsonl")))
        };
    }

    private static Views.View view(Settings settings, Catalog catalog, ValueDictionary dictionary, boolean learning) {
        Grounder grounder = new Grounder(
                catalog,
                dictionary,
                SCHEMA_TOKENS,
                settings.without(),
                learning ? new VerifiedQuestions(settings.verified(), catalog.name()) : List::of);
        return new Views.View(
                grounder,
                new StatementMender(catalog, grounder.joins(), dictionary, settings.without()),
                Models.of(settings).analyst(grounder),
                new EmptyResult(catalog, dictionary));
    }

    /** Takes no more work, lets what is running end, and closes the database. */
    @Override
    public void close() {
        factory.shutdown();
        factory.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
        factory.shutdownNow();
        warehouse.close();
        if (slack != null) {
            slack.close();
        }
    }
}
