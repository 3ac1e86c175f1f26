package dev.askdesk.activities.ask;

import dev.askdesk.adapters.results.ResultStore;
import dev.askdesk.adapters.results.ResultWriter;
import dev.askdesk.adapters.warehouse.Query;
import dev.askdesk.adapters.warehouse.Query.Limits;
import dev.askdesk.adapters.warehouse.Query.Origin;
import dev.askdesk.adapters.warehouse.StatementCancelled;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.governance.WarehouseBudget;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.ProblemTyping;
import dev.askdesk.sql.SqlReads;
import dev.askdesk.workflows.ask.ExecuteActivity;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans and runs admitted SQL. */
public final class ExecuteActivityImpl implements ExecuteActivity {
    private static final Duration PLAN_TIMEOUT = Duration.ofSeconds(30);

    /** After which a statement that has not begun tells of a warehouse that is asleep: people are told as well, then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Warehouse warehouse;
    private final Catalog catalog;
    private final Views views;
    private final ResultStore results;
    private final Limits limits;
    private final WarehouseBudget budget;

    /** @param limits of each result; what goes beyond the rows is cut */
    public ExecuteActivityImpl(
            Warehouse warehouse,
            Catalog catalog,
            Views views,
            ResultStore results,
            Limits limits,
            WarehouseBudget budget) {
        this.warehouse = warehouse;
        this.catalog = catalog;
        this.views = views;
        this.results = results;
        this.limits = limits;
        this.budget = budget;
    }

    @Override
    public DryRun dryRun(DryRunRequest request) {
        StatementWatch watch = request.patient() ? StatementWatch.ofActivity() : StatementWatch.ofActivity(PATIENCE);
        Origin origin = new Origin(watch.workflowId(), request.userId());
        try {
            warehouse.dryRun(new Query(request.sql(), Limits.of(1, PLAN_TIMEOUT), origin, null), watch);
            return new DryRun(null, false);
        } catch (StatementException refused) {
            // Whose statement it is is not said: nearest names are told only where nobody is kept from any.
            Problem problem = known(refused.problem(), catalog);
            return new DryRun(
                    catalog.access() == null
                            ? ProblemTyping.withHints(problem, catalog)
                            : new Problem(problem.kind(), problem.message(), List.of()),
                    false);
        } catch (StatementCancelled stopped) {
            if (watch.foundAsleep()) {
                return new DryRun(null, true);
            }
            throw watch.ending(stopped);
        }
    }

    @Override
    public Execution run(RunRequest request) {
        String userId = request.userId();
        Views.View view = userId == null ? views.whole() : views.of(new Asker(userId, request.roles()));
        StatementWatch watch = StatementWatch.ofActivity();
        Origin origin = new Origin(watch.workflowId(), userId);
        try (WarehouseBudget.Share share = budget.share(userId, request.resultHandle(), limits.timeout());
                ResultWriter writer = results.write(request.resultHandle())) {
            Limits left = new Limits(limits.rows(), limits.characters(), share.time());
            ResultSummary summary = new ResultSummary(writer);
            Warehouse.Outcome outcome =
                    warehouse.query(new Query(request.sql(), left, origin, watch.earlier()), summary, watch);
            writer.commit(outcome.truncated());
            share.used(outcome.use().millis());
            Problem nothingFound =
                    summary.isEmpty() ? view.emptyResult().explain(request.sql(), summary.sample()) : null;
            return new Execution(
                    nothingFound,
                    summary.preview(),
                    outcome.rows(),
                    outcome.truncated(),
                    asOf(),
                    summary.fingerprint(),
                    outcome.use());
        } catch (StatementException refused) {
            Catalog seen = view.grounder().catalog();
            Problem problem = ProblemTyping.withHints(known(refused.problem(), seen), seen);
            return new Execution(problem, Preview.EMPTY, 0, false, null, null, null);
        } catch (StatementCancelled stopped) {
            throw watch.ending(stopped);
        }
    }

    /** Without names that an engine suggests and the asker's catalog does not have. */
    private static Problem known(Problem problem, Catalog seen) {
        Set<String> names = new HashSet<>();
        seen.tables().forEach(table -> {
            names.add(SqlReads.plain(table.name()));
            table.columns().forEach(column -> names.add(SqlReads.plain(column.name())));
        });
        return new Problem(
                problem.kind(),
                problem.message(),
                problem.hints().stream()
                        .filter(hint -> names.contains(SqlReads.plain(hint)))
                        .collect(Collectors.toList()));
    }

    private @Nullable String asOf() {
        String sql = catalog.asOf();
        if (sql == null) {
            return null;
        }
        try {
            List<List<@Nullable String>> rows =
                    warehouse.query(sql, 1, limits.timeout()).rows();
            return rows.isEmpty() ? null : rows.get(0).get(0);
        } catch (StatementException wrongCatalog) {
            // `askdesk catalog check` reports it; an answer without its date is still an answer.
            return null;
        }
    }
}
