package dev.askdesk.adapters.warehouse;

import java.time.Duration;
import java.util.List;

/** Port of the database that holds the facts. Implementations are safe for use by several threads. */
public interface Warehouse extends AutoCloseable {

    /** The SQL dialect, as catalogs name it: {@code duckdb}, {@code databricks}, {@code postgresql}. */
    String dialect();

    /**
     * Plans a statement without running it.
     *
     * @throws StatementException the engine refuses the statement
     * @throws dev.askdesk.adapters.OutsideException the engine cannot be reached
     */
    void dryRun(String sql) throws StatementException;

    /**
     * Runs a query.
     *
     * @param maxRows rows to read at most; {@link QueryResult#truncated()} tells whether there were more
     * @param timeout after which the statement is cancelled
     * @throws StatementException the engine refuses the statement, or it timed out
     * @throws dev.askdesk.adapters.OutsideException the engine cannot be reached
     */
    QueryResult query(String sql, int maxRows, Duration timeout) throws StatementException;

    /** The user's tables and views with their columns and keys; system schemas left out. */
    List<DatabaseTable> tables();

    @Override
    void close();
}
