package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.sql.ProblemTyping;
import dev.askdesk.workflows.ask.WarehouseUse;
import dev.askdesk.workflows.wire.FailureType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A DuckDB file, opened so that no statement can change it or reach anything else: read-only, without access to files
 * or the network, without extensions, with bounded memory, threads and no files of its own to spill to, and with all of
 * that locked. What a statement may read inside the file is for {@link dev.askdesk.sql.SqlGuard} to say.
 */
public final class DuckDbWarehouse implements Warehouse {
    static final String MEMORY_LIMIT = "256MB";
    private static final DuckDbCells CELLS = new DuckDbCells();

    /** What the driver says instead of the reason when a streamed result fails. */
    private static final String REASON_LOST = "Invalid result set";

    private final Path file;
    private final DuckDBConnection root;

    private DuckDbWarehouse(Path file, DuckDBConnection root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Opens an existing database.
     *
     * @throws OutsideException the file is missing, not a DuckDB database, or in use by a process that writes
     */
    public static DuckDbWarehouse open(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute)) {
            throw unavailable("There is no database file at " + absolute + "; give the path of a DuckDB file.", null);
        }
        try {
            return new DuckDbWarehouse(
                    absolute, (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + absolute, lockedDown()));
        } catch (SQLException e) {
            throw unavailable(whyNotOpened(absolute, String.valueOf(e.getMessage())), e);
        }
    }

    private static Properties lockedDown() {
        Properties properties = new Properties();
        properties.setProperty("duckdb.read_only", "true");
        properties.setProperty("enable_external_access", "false");
        properties.setProperty("autoinstall_known_extensions", "false");
        properties.setProperty("autoload_known_extensions", "false");
        properties.setProperty("allow_community_extensions", "false");
        properties.setProperty("memory_limit", MEMORY_LIMIT);
        properties.setProperty("threads", "2");
        // Without it a large sort writes a folder next to the database.
        properties.setProperty("temp_directory", "");
        properties.setProperty("lock_configuration", "true");
        // Otherwise the driver holds the whole result in memory, outside the engine's own limit.
        properties.setProperty("jdbc_stream_results", "true");
        return properties;
    }

    private static String whyNotOpened(Path file, String error) {
        if (error.contains("Could not set lock")) {
            return "The database " + file + " is open for writing in another process; close that one first.";
        }
        if (error.contains("not a valid DuckDB database")) {
            return file + " is not a DuckDB database; give the path of one.";
        }
        if (error.contains("different configuration")) {
            return "The database " + file + " is open in this process with other settings; close that one first.";
        }
        if (!Files.isReadable(file)) {
            return "The database " + file + " may not be read by this user; change its permissions.";
        }
        return "The database " + file + " cannot be opened, it may be damaged or of another DuckDB version: "
                + ProblemTyping.firstLines(error);
    }

    @Override
    public String dialect() {
        return "duckdb";
    }

    @Override
    public void dryRun(Query query, Watch watch) throws StatementException {
        run(
                query.limits().timeout(),
                watch,
                (run, connection) -> call(run, connection, "EXPLAIN " + query.sql(), rows -> true));
    }

    @Override
    public Outcome query(Query query, RowSink sink, Watch watch) throws StatementException {
        ResultReader reader = new ResultReader(CELLS, query.limits());
        return run(query.limits().timeout(), watch, (run, connection) -> {
            ResultReader.Read read = call(run, connection, query.sql(), rows -> reader.read(run, rows, sink));
            return new Outcome(read.rows(), read.truncated(), WarehouseUse.ofMillis(run.millis()));
        });
    }

    @Override
    public List<DatabaseTable> tables(TablePattern pattern, Consumer<String> progress) {
        try (DuckDBConnection connection = root.duplicate()) {
            return DuckDbTables.read(connection).stream()
                    .filter(table -> pattern.matches(table.name()))
                    .toList();
        } catch (SQLException e) {
            throw unavailable("The tables of " + file + " cannot be listed: " + firstLine(e), e);
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw unavailable("The database " + file + " cannot be closed: " + firstLine(e), e);
        }
    }

    /** Reads a result; a {@link StatementException} is the statement's fault, an {@link SQLException} the engine's word. */
    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException, StatementException;
    }

    private interface Work<T> {
        T with(StatementRun run, DuckDBConnection connection) throws SQLException, StatementException;
    }

    private <T> T run(Duration timeout, Watch watch, Work<T> work) throws StatementException {
        return StatementRun.await(timeout, timeout, watch, run -> {
            try (DuckDBConnection connection = connect()) {
                return work.with(run, connection);
            } catch (SQLException e) {
                throw unavailable("The database " + file + " does not answer: " + firstLine(e), e);
            }
        });
    }

    /** A statement of its own for each call: the first error closes a statement. */
    private <T> T call(StatementRun run, DuckDBConnection connection, String sql, Reader<T> reader)
            throws SQLException, StatementException {
        try (Statement statement = connection.createStatement()) {
            run.cancelsBy(statement::cancel);
            run.at(Watch.Moment.RUNNING);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return reader.read(rows);
            } catch (SQLException e) {
                throw refused(run, connection, sql, e);
            }
        }
    }

    private DuckDBConnection connect() {
        try {
            return root.duplicate();
        } catch (SQLException e) {
            throw unavailable("The database " + file + " is closed.", e);
        }
    }

    private StatementException refused(StatementRun run, DuckDBConnection connection, String sql, SQLException error) {
        SQLException reason = error;
        if (String.valueOf(error.getMessage()).contains(REASON_LOST) && !run.isStopped()) {
            reason = reason(run, connection, sql).orElse(error);
        }
        if (String.valueOf(reason.getMessage()).contains("database has been invalidated")) {
            throw unavailable("The database engine has failed; restart this process.", reason);
        }
        return new StatementException(ProblemTyping.ofDuckDb(reason), reason);
    }

    /**
     * Runs the statement again for the reason of its failure: EXPLAIN ANALYZE runs it whole and keeps no rows, and the
     * driver's chunked result does not lose the engine's message.
     */
    private static Optional<SQLException> reason(StatementRun run, DuckDBConnection connection, String sql) {
        try (var statement = connection.prepare("EXPLAIN ANALYZE " + sql)) {
            run.cancelsBy(statement::cancel);
            statement.query().close();
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(e);
        }
    }

    private static String firstLine(SQLException e) {
        return ProblemTyping.firstLines(String.valueOf(e.getMessage()));
    }

    private static OutsideException unavailable(String message, @Nullable Throwable cause) {
        return new OutsideException(FailureType.WAREHOUSE_UNAVAILABLE, message, cause);
    }
}
