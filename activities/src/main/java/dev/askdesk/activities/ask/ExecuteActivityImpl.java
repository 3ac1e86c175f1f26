package dev.askdesk.activities.ask;

import dev.askdesk.adapters.results.ResultStore;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.ProblemTyping;
import dev.askdesk.workflows.ask.ExecuteActivity;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans and runs admitted SQL. */
public final class ExecuteActivityImpl implements ExecuteActivity {
    /** Longest cell of a preview; whole cells are in the result store. */
    private static final int MAX_CELL = 500;
    /** Most characters of a preview, so that a history stays far from its limits. */
    private static final int MAX_PREVIEW = 64_000;

    private final Warehouse warehouse;
    private final Catalog catalog;
    private final Views views;
    private final ResultStore results;
    private final int rowLimit;
    private final Duration timeout;

    /**
     * @param rowLimit rows that a result may have; what goes beyond is cut
     * @param timeout after which a statement is cancelled
     */
    public ExecuteActivityImpl(
            Warehouse warehouse, Catalog catalog, Views views, ResultStore results, int rowLimit, Duration timeout) {
        this.warehouse = warehouse;
        this.catalog = catalog;
        this.views = views;
        this.results = results;
        this.rowLimit = rowLimit;
        this.timeout = timeout;
    }

    @Override
    public DryRun dryRun(DryRunRequest request) {
        try {
            warehouse.dryRun(request.sql());
            return new DryRun(null);
        } catch (StatementException refused) {
            // Whose statement it is is not said: nearest names are told only where nobody is kept from any.
            return new DryRun(
                    catalog.access() == null ? ProblemTyping.withHints(refused.problem(), catalog) : refused.problem());
        }
    }

    @Override
    public Execution run(RunRequest request) {
        String userId = request.userId();
        Views.View view = userId == null ? views.whole() : views.of(new Asker(userId, request.roles()));
        QueryResult result;
        try {
            result = warehouse.query(request.sql(), rowLimit, timeout);
        } catch (StatementException refused) {
            Problem problem =
                    ProblemTyping.withHints(refused.problem(), view.grounder().catalog());
            return new Execution(problem, Preview.EMPTY, 0, false, null, null);
        }
        results.put(request.resultHandle(), result);
        Problem nothingFound = view.emptyResult().explain(request.sql(), result);
        return new Execution(
                nothingFound,
                preview(result),
                result.rows().size(),
                result.truncated(),
                asOf(),
                Fingerprint.of(result));
    }

    private @Nullable String asOf() {
        String sql = catalog.asOf();
        if (sql == null) {
            return null;
        }
        try {
            List<List<@Nullable String>> rows = warehouse.query(sql, 1, timeout).rows();
            return rows.isEmpty() ? null : rows.get(0).get(0);
        } catch (StatementException wrongCatalog) {
            // `askdesk catalog check` reports it; an answer without its date is still an answer.
            return null;
        }
    }

    private static Preview preview(QueryResult result) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        int characters = 0;
        for (List<@Nullable String> row : result.rows()) {
            List<@Nullable String> cut = new ArrayList<>();
            for (String cell : row) {
                String kept = cell == null || cell.length() <= MAX_CELL ? cell : cell.substring(0, MAX_CELL) + "…";
                cut.add(kept);
                characters += kept == null ? 4 : kept.length();
            }
            if (rows.size() == Preview.MAX_ROWS || (characters > MAX_PREVIEW && !rows.isEmpty())) {
                break;
            }
            rows.add(cut);
        }
        return new Preview(result.columns(), result.types(), rows);
    }
}
