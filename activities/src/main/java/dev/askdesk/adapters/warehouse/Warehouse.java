package dev.askdesk.adapters.warehouse;

import dev.askdesk.workflows.ask.WarehouseUse;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Port of the database that holds the facts. Implementations are safe for use by several threads. */
public interface Warehouse extends AutoCloseable {

    /** The SQL dialect, as catalogs name it: {@code duckdb}, {@code databricks}, {@code postgresql}. */
    String dialect();

    /**
     * Plans a statement without running it.
     *
     * @throws StatementException the engine refuses the statement
     * @throws StatementCancelled the watch says that it is not wanted any more
     * @throws dev.askdesk.adapters.OutsideException the engine cannot be reached
     */
    void dryRun(Query query, Watch watch) throws StatementException;

    /**
     * Runs a query, and hands its rows over as they come. When it ends, in whatever way, nothing of it runs on the server.
     *
     * @return what there was, and what it took
     * @throws StatementException the engine refuses the statement, it timed out, or its cells are too many; rows may have
     *     been handed over by then
     * @throws StatementCancelled the watch says that it is not wanted any more
     * @throws dev.askdesk.adapters.OutsideException the engine cannot be reached
     */
    Outcome query(Query query, RowSink sink, Watch watch) throws StatementException;

    /**
     * How a query ended.
     *
     * @param rows that were handed over
     * @param truncated whether there were more
     */
    record Outcome(long rows, boolean truncated, WarehouseUse use) {}

    /** Reads a small result for Askdesk itself, whole. */
    default QueryResult query(String sql, int maxRows, Duration timeout) throws StatementException {
        CollectedRows rows = new CollectedRows();
        Outcome outcome = query(Query.own(sql, maxRows, timeout), rows, Watch.NONE);
        return rows.result(outcome.truncated());
    }

    /** Plans a statement of Askdesk's own. */
    default void dryRun(String sql) throws StatementException {
        dryRun(Query.own(sql, 1, Duration.ofSeconds(20)), Watch.NONE);
    }

    /**
     * The tables and views that a pattern lets through, with their columns and keys; system schemas left out.
     *
     * @param progress told, now and then, what has been read
     */
    List<DatabaseTable> tables(TablePattern pattern, Consumer<String> progress);

    /** All of them. */
    default List<DatabaseTable> tables() {
        return tables(TablePattern.ALL, said -> {});
    }

    @Override
    void close();
}
