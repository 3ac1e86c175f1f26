package dev.askdesk.workers;

import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.workflows.ask.*;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.util.List;

/** Placeholder. */
public final class AskWorkers implements AutoCloseable {
    private final WorkerFactory factory;
    private final Warehouse warehouse;

    private AskWorkers(WorkerFactory factory, Warehouse warehouse) {
        this.factory = factory;
        this.warehouse = warehouse;
    }

    public static AskWorkers start(WorkflowClient client, Settings settings) {
        Warehouse w = Databases.open(settings);
        Databases.catalog(settings);
        WorkerFactory f = WorkerFactory.newInstance(client);
        Worker worker = f.newWorker(settings.taskQueue());
        worker.registerWorkflowImplementationTypes(AskWorkflowImpl.class);
        Usage usage = new Usage("offline", 1, 0, 0);
        worker.registerActivitiesImplementations(
                (UnderstandActivity) r -> new UnderstandActivity.Understood(
                        r.message().text().contains("Adam")
                                        && r.clarifications().isEmpty()
                                ? new Decision.AskUser("Which Adam?", List.of("Adam Stone", "Adam Kessler"))
                                : r.message().text().contains("weather")
                                        ? new Decision.Decline("No weather here.")
                                        : r.message().text().contains("bad")
                                                ? new Decision.SqlQuery("SELECT nothing FROM companies", List.of())
                                                : new Decision.SqlQuery(
                                                        "SELECT name, founded_year, count(*) OVER () * 12345 AS n FROM companies WHERE name <> 'x' AND name BETWEEN 'A' AND 'Z' ORDER BY name LIMIT 60",
                                                        List.of("Latest marks only.")),
                        usage),
                (InterpretActivity) r -> new InterpretActivity.Interpretation("There are many.", usage),
                (ReplyActivity) r -> new ReplyActivity.Posted(false),
                new Screen(),
                new Execute(w, settings));
        f.start();
        return new AskWorkers(f, w);
    }

    private static final class Screen implements ScreenActivity {
        @Override
        public Grounding ground(GroundRequest request) {
            return new Grounding(List.of(), "", List.of(), null, null);
        }

        @Override
        public Admission guard(GuardRequest request) {
            return new Admission(request.sql(), List.of("companies"), List.of("name <> 'x'"), null);
        }

        @Override
        public NumberCheck checkNumbers(NumberCheckRequest request) {
            return new NumberCheck(List.of());
        }
    }

    private record Execute(Warehouse w, Settings settings) implements ExecuteActivity {
        @Override
        public DryRun dryRun(DryRunRequest request) {
            try {
                w.dryRun(request.sql());
                return new DryRun(null);
            } catch (StatementException e) {
                return new DryRun(e.problem());
            }
        }

        @Override
        public Execution run(RunRequest request) {
            try {
                QueryResult r = w.query(request.sql(), 1000, settings.queries().timeout());
                new dev.askdesk.adapters.results.FileResultStore(settings.home().resolve("results"))
                        .put(request.resultHandle(), r);
                return new Execution(
                        null,
                        new Preview(
                                r.columns(),
                                r.types(),
                                r.rows().subList(0, Math.min(50, r.rows().size()))),
                        r.rows().size(),
                        r.truncated(),
                        "2026-09-30");
            } catch (StatementException e) {
                return new Execution(e.problem(), Preview.EMPTY, 0, false, null);
            }
        }
    }

    @Override
    public void close() {
        factory.shutdownNow();
        warehouse.close();
    }
}
