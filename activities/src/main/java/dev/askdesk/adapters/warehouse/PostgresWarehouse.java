package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.ask.WarehouseUse;
import dev.askdesk.workflows.wire.FailureType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * A PostgreSQL server, or one that speaks its protocol. Every statement runs in a transaction that may not write; which
 * tables it may read is for the grants of the user. The server ends a statement whose client is gone.
 */
public final class PostgresWarehouse implements Warehouse {
    public static final String URL = "jdbc:postgresql:";

    /** Rows that the driver holds at once. */
    private static final int FETCH = 1_000;

    /** How much later than ours the server's and the network's own limits are. */
    private static final Duration LATER = Duration.ofSeconds(5);

    private static final PostgresCells CELLS = new PostgresCells();

    private final ConnectionPool pool;
    private final Duration patience;

    /**
     * Nothing is connected yet.
     *
     * @param url {@code jdbc:postgresql://HOST:PORT/DATABASE}
     * @param password {@code null} where the server asks for none
     * @param connections at most
     * @param patience how long to try to connect
     */
    public PostgresWarehouse(
            String url,
            @Nullable String user,
            @Nullable String password,
            int connections,
            Duration patience,
            Duration longestQuery) {
        Properties settings = new Properties();
        if (user != null) {
            PGProperty.USER.set(settings, user);
        }
        if (password != null) {
            PGProperty.PASSWORD.set(settings, password);
        }
        PGProperty.APPLICATION_NAME.set(settings, "askdesk");
        PGProperty.DEFAULT_ROW_FETCH_SIZE.set(settings, FETCH);
        PGProperty.CONNECT_TIMEOUT.set(settings, 10);
        PGProperty.SOCKET_TIMEOUT.set(
                settings, Math.toIntExact(longestQuery.plus(LATER).plus(LATER).toSeconds()));
        this.pool = new ConnectionPool("postgresql", url, settings, connections);
        this.patience = patience;
    }

    @Override
    public String dialect() {
        return "postgresql";
    }

    @Override
    public void dryRun(Query query, Watch watch) throws StatementException {
        run(query, watch, (run, connection) -> call(run, connection, "EXPLAIN " + query.sql(), rows -> true));
    }

    @Override
    public Outcome query(Query query, RowSink sink, Watch watch) throws StatementException {
        ResultReader reader = new ResultReader(CELLS, query.limits());
        return run(query, watch, (run, connection) -> {
            ResultReader.Read read = call(run, connection, query.sql(), rows -> reader.read(run, rows, sink));
            return new Outcome(read.rows(), read.truncated(), WarehouseUse.ofMillis(run.millis()));
        });
    }

    private interface Reader<T> {
        T read(ResultSet rows) throws SQLException, StatementException;
    }

    private interface Work<T> {
        T with(StatementRun run, Connection connection) throws SQLException, StatementException;
    }

    private <T> T run(Query query, Watch watch, Work<T> work) throws StatementException {
        return StatementRun.await(query.limits().timeout(), patience, watch, run -> {
            try (Connection connection = pool.take(run, PostgresWarehouse::isStarting)) {
                connection.setAutoCommit(false);
                try (Statement settings = connection.createStatement()) {
                    settings.execute(settings(query, connection.getMetaData().getDatabaseMajorVersion()));
                    return work.with(run, connection);
                } finally {
                    run.isOver();
                    end(connection);
                }
            } catch (SQLException e) {
                throw failure(e);
            }
        });
    }

    /** Of the transaction alone, so that nothing of it is left on a connection that others get. */
    private static String settings(Query query, int version) {
        long millis = query.limits().timeout().plus(LATER).toMillis();
        // Older servers notice only when they send rows that their client is gone.
        String check = version >= 14 ? "SET LOCAL client_connection_check_interval = '1s'; " : "";
        return check + "SET LOCAL TIME ZONE 'UTC'; SET LOCAL statement_timeout = " + millis
                + "; SET LOCAL extra_float_digits = 1; " + "SET LOCAL application_name = '"
                + QueryTag.of(query.origin()).shortText() + "'";
    }

    private void end(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            pool.forget(connection);
        }
    }

    private <T> T call(StatementRun run, Connection connection, String sql, Reader<T> reader)
            throws SQLException, StatementException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH);
            run.cancelsBy(statement::cancel);
            run.at(Watch.Moment.RUNNING);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return reader.read(rows);
            }
        }
    }

    /** A server that starts, or whose other clients will end. */
    private static boolean isStarting(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        return state.equals("57P03") || state.equals("53300");
    }

    private static StatementException failure(SQLException error) {
        String state = String.valueOf(error.getSQLState());
        if (state.startsWith("28")) {
            throw new OutsideException(
                    FailureType.WAREHOUSE_CREDENTIALS, "PostgreSQL refuses the user: " + line(error), error);
        }
        boolean unreachable = state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.startsWith("3D")
                || state.equals("null");
        if (unreachable) {
            throw unavailable(error);
        }
        return new StatementException(PostgresProblems.of(error), error);
    }

    private static OutsideException unavailable(SQLException error) {
        return new OutsideException(
                FailureType.WAREHOUSE_UNAVAILABLE, "PostgreSQL does not answer: " + line(error), error);
    }

    private static String line(SQLException error) {
        return PostgresProblems.message(error);
    }

    @Override
    public List<DatabaseTable> tables(TablePattern pattern, Consumer<String> progress) {
        Query query = Query.own("", 1, Duration.ofMinutes(5));
        try {
            return run(query, Watch.NONE, (run, connection) -> PostgresTables.read(connection).stream()
                    .filter(table -> pattern.matches(table.name()))
                    .toList());
        } catch (StatementException refused) {
            throw new OutsideException(
                    FailureType.WAREHOUSE_UNAVAILABLE,
                    "The tables cannot be listed: " + refused.problem().message(),
                    refused);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
