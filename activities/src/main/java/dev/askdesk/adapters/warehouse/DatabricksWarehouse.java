package dev.askdesk.adapters.warehouse;

import com.databricks.jdbc.api.impl.DatabricksResultSetMetaData;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DatabricksConnections.Session;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import dev.askdesk.adapters.warehouse.ResultReader.CellReader;
import dev.askdesk.adapters.warehouse.ResultReader.Read;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.WarehouseUse;
import dev.askdesk.workflows.wire.FailureType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A SQL warehouse of Databricks, by its own driver. What statements may read is for the grants of whoever they run as.
 */
public final class DatabricksWarehouse implements Warehouse {
    /** With what a plan begins that is none: Spark's EXPLAIN reports an error of planning as a row. */
    private static final String NO_PLAN = "Error occurred during query planning";

    private static final DatabricksCells CELLS = new DatabricksCells();

    private final DatabricksSettings settings;
    private final DatabricksConnections connections;
    private final DatabricksHistory history;

    /** Nothing is connected yet. */
    public DatabricksWarehouse(DatabricksSettings settings) {
        this.settings = settings;
        this.connections = new DatabricksConnections(settings);
        this.history = new DatabricksHistory(settings, connections::ownToken);
    }

    @Override
    public String dialect() {
        return "databricks";
    }

    @Override
    public void dryRun(Query query, Watch watch) throws StatementException {
        in(query, watch, (run, session) -> {
            try (DatabricksStatement statement = statement(run, session, tag(query) + "EXPLAIN " + query.sql())) {
                ResultSet plan = statement.result();
                String first = plan.next() ? String.valueOf(plan.getString(1)) : "";
                statement.isRead(true);
                if (first.startsWith(NO_PLAN)) {
                    throw new StatementException(DatabricksErrors.problem(rest(first, plan), null), null);
                }
                return true;
            }
        });
    }

    private static String rest(String first, ResultSet plan) throws SQLException {
        StringBuilder said = new StringBuilder(first.replaceFirst(NO_PLAN + ":?\\s*", ""));
        while (plan.next()) {
            said.append(said.isEmpty() ? "" : "\n").append(plan.getString(1));
        }
        return said.toString();
    }

    @Override
    public Outcome query(Query query, RowSink sink, Watch watch) throws StatementException {
        Outcome outcome = in(query, watch, (run, session) -> {
            String earlier = query.earlier();
            if (earlier != null && settings.protocol() == Protocol.SQL_API) {
                Outcome found = takenUp(run, session, query, sink, earlier);
                if (found != null) {
                    return found;
                }
            } else if (earlier != null) {
                end(run, session, earlier);
            }
            return sent(run, session, query, query.sql(), sink, null);
        });
        boolean isAsked = query.origin().workflow() != null;
        return isAsked ? new Outcome(outcome.rows(), outcome.truncated(), history.completed(outcome.use())) : outcome;
    }

    /** The result of a statement that an earlier try sent; {@code null} where the server has it no more. */
    private @Nullable Outcome takenUp(StatementRun run, Session session, Query query, RowSink sink, String earlier)
            throws SQLException, StatementException {
        try (DatabricksStatement statement = DatabricksStatement.find(run, session.connection(), earlier)) {
            ResultSet rows;
            try {
                run.submitted(earlier);
                rows = statement.result();
            } catch (SQLException | RuntimeException gone) {
                if (run.isStopped()) {
                    throw gone;
                }
                return null;
            }
            return read(run, session, statement, rows, query, sink, null);
        }
    }

    /** Over Thrift rows that another process has fetched do not come again: the statement is sent anew. */
    private static void end(StatementRun run, Session session, String earlier) throws SQLException {
        try (DatabricksStatement statement = DatabricksStatement.find(run, session.connection(), earlier)) {
            statement.isRead(false);
        }
    }

    private static DatabricksStatement statement(StatementRun run, Session session, String sql) throws SQLException {
        DatabricksStatement sent = DatabricksStatement.send(run, session.connection(), sql);
        run.submitted(sent.id());
        return sent;
    }

    private Outcome sent(
            StatementRun run, Session session, Query query, String sql, RowSink sink, @Nullable TextForm form)
            throws SQLException, StatementException {
        try (DatabricksStatement statement = statement(run, session, tag(query) + sql)) {
            return read(run, session, statement, statement.result(), query, sink, form);
        }
    }

    private Outcome read(
            StatementRun run,
            Session session,
            DatabricksStatement statement,
            ResultSet rows,
            Query query,
            RowSink sink,
            @Nullable TextForm form)
            throws SQLException, StatementException {
        TextForm needed = form == null ? TextForm.neededFor(rows.getMetaData()) : null;
        if (needed != null) {
            statement.close();
            return sent(run, session, query, needed.sql(query.sql()), sink, needed);
        }
        CellReader cells = form == null ? CELLS : form.reader();
        Read read = new ResultReader(cells, query.limits()).read(run, rows, sink);
        checkWhole(rows, read);
        statement.isRead(!read.truncated());
        return new Outcome(
                read.rows(),
                read.truncated(),
                new WarehouseUse(settings.warehouse(), statement.plainId(), run.millis(), null, null));
    }

    /** The driver takes a result for read at its first chunk where the server did not say how many there are. */
    private static void checkWhole(ResultSet rows, Read read) throws SQLException {
        if (!read.truncated() && rows.getMetaData() instanceof DatabricksResultSetMetaData meta) {
            long total = meta.getTotalRows();
            if (total > read.rows()) {
                throw new OutsideException(
                        FailureType.WAREHOUSE_UNAVAILABLE,
                        "Databricks has sent " + read.rows() + " of " + total + " rows; the result is not used.");
            }
        }
    }

    private static String tag(Query query) {
        return QueryTag.of(query.origin()).comment();
    }

    private interface Work<T> {
        T with(StatementRun run, Session session) throws SQLException, StatementException;
    }

    private <T> T in(Query query, Watch watch, Work<T> work) throws StatementException {
        return StatementRun.await(query.limits().timeout(), settings.patience(), watch, run -> {
            Session session = null;
            boolean sound = false;
            try {
                session = connections.take(run, query.origin().user());
                T result = work.with(run, session);
                sound = true;
                return result;
            } catch (StatementException refused) {
                sound = session != null;
                throw refused;
            } catch (SQLException e) {
                throw DatabricksErrors.failure(e, settings);
            } catch (RuntimeException e) {
                throw DatabricksErrors.failure(e, settings);
            } finally {
                if (session != null) {
                    connections.giveBack(session, sound && !run.isStopped());
                }
            }
        });
    }

    @Override
    public List<DatabaseTable> tables(TablePattern pattern, Consumer<String> progress) {
        try {
            return new DatabricksTables(this, pattern, progress).read();
        } catch (StatementException refused) {
            Problem problem = refused.problem();
            throw new OutsideException(
                    FailureType.WAREHOUSE_UNAVAILABLE,
                    "The tables cannot be listed: " + problem.message()
                            + " Grant USE CATALOG, USE SCHEMA and SELECT on them to whoever Askdesk runs as.",
                    null);
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
