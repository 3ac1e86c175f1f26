package dev.askdesk.adapters.warehouse;

import com.databricks.jdbc.api.ExecutionState;
import com.databricks.jdbc.api.IDatabricksConnection;
import com.databricks.jdbc.api.IDatabricksResultSet;
import com.databricks.jdbc.api.IDatabricksStatement;
import com.databricks.jdbc.api.IExecutionStatus;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A statement of Databricks, sent without waiting and then asked after, so that it has an id, and can be cancelled, from
 * its first moment on. Closed in whatever state it is: what still runs on the server ends.
 */
final class DatabricksStatement implements AutoCloseable {
    private static final long FIRST_POLL_MILLIS = 20;
    private static final long LONGEST_POLL_MILLIS = 200;

    private final StatementRun run;
    private final Statement statement;
    private @Nullable String id;
    private @Nullable String sql;
    private boolean done;

    private DatabricksStatement(StatementRun run, Statement statement) {
        this.run = run;
        this.statement = statement;
    }

    /** Sends a new statement. */
    static DatabricksStatement send(StatementRun run, Connection connection, String sql) throws SQLException {
        DatabricksStatement sent = new DatabricksStatement(run, connection.createStatement());
        try {
            IDatabricksResultSet accepted = (IDatabricksResultSet)
                    sent.statement.unwrap(IDatabricksStatement.class).executeAsync(sql);
            sent.id = accepted.getStatementId();
            sent.sql = sql;
            // Before it is reported: one that is not wanted any more must not be left behind.
            run.cancelsBy(sent.statement::cancel);
            run.at(moment(accepted.getExecutionStatus().getExecutionState()));
            return sent;
        } catch (SQLException | RuntimeException e) {
            sent.close();
            throw e;
        }
    }

    /** Takes up one that was sent before, maybe by another process. */
    static DatabricksStatement find(StatementRun run, Connection connection, String id) throws SQLException {
        Statement found = connection.unwrap(IDatabricksConnection.class).getStatement(id);
        DatabricksStatement sent = new DatabricksStatement(run, found);
        sent.id = id;
        run.cancelsBy(found::cancel);
        return sent;
    }

    /** As it can be found again by. */
    String id() {
        return String.valueOf(id);
    }

    /** Without the part of Thrift's ids that is for fetching alone. */
    String plainId() {
        return id().split("\\|", 2)[0];
    }

    /**
     * Its result, once it has one.
     *
     * @throws StatementException the server refuses it
     */
    ResultSet result() throws SQLException, StatementException {
        IDatabricksStatement known = statement.unwrap(IDatabricksStatement.class);
        long began = System.nanoTime();
        while (true) {
            IDatabricksResultSet answer = (IDatabricksResultSet) known.getExecutionResult();
            IExecutionStatus status = answer.getExecutionStatus();
            ExecutionState state = status.getExecutionState();
            switch (state) {
                case SUCCEEDED -> {
                    return answer;
                }
                case FAILED -> {
                    done = true;
                    String said = status.getErrorMessage();
                    if (said == null && sql != null) {
                        return again(sql);
                    }
                    throw new StatementException(
                            DatabricksErrors.problem(String.valueOf(said), status.getSqlState()), null);
                }
                case ABORTED, CLOSED -> {
                    done = true;
                    throw new SQLException("Statement was cancelled or closed", "HY008");
                }
                default -> run.at(moment(state));
            }
            // So that asking adds a tenth to a statement's time at most.
            long tenth = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) / 10;
            pause(Math.min(LONGEST_POLL_MILLIS, Math.max(FIRST_POLL_MILLIS, tenth)));
        }
    }

    /** Over Thrift the driver tells why a statement fails only to whoever waited for it in the driver. */
    private ResultSet again(String failed) throws SQLException {
        done = false;
        ResultSet rows = statement.executeQuery(failed);
        id = rows.unwrap(IDatabricksResultSet.class).getStatementId();
        return rows;
    }

    private static Watch.Moment moment(ExecutionState state) {
        return state == ExecutionState.PENDING ? Watch.Moment.QUEUED : Watch.Moment.RUNNING;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new OutsideException(FailureType.WAREHOUSE_UNAVAILABLE, "The wait for a statement was interrupted.");
        }
    }

    /** Nothing of it runs any more: a statement that is closed before its end is ended by the server. */
    @Override
    public void close() {
        run.isOver();
        try {
            if (!done) {
                statement.cancel();
            }
        } catch (SQLException | RuntimeException alreadyOver) {
            // Then closing it is enough.
        }
        try {
            statement.close();
        } catch (SQLException | RuntimeException unreachable) {
            // The server's own time-out ends it.
        }
    }

    /** Its rows have all been read, or as many as are wanted. */
    void isRead(boolean whole) {
        done = whole;
    }
}
