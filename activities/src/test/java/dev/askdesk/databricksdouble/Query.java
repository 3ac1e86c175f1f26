package dev.askdesk.databricksdouble;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A statement on its way through the warehouse. */
final class Query {

    final String id;
    final String sql;
    final Session session;
    final List<String> parameters;
    final long rowLimit;
    final Instant at = Instant.now();
    final Map<String, String> tags = new ConcurrentHashMap<>();
    private final Runnable changed;
    private volatile State state = State.PENDING;
    private int polled;
    private long fetched;
    private @Nullable Instant ended;
    private @Nullable String error;
    private @Nullable String sqlState;
    private @Nullable String canceledBy;
    private @Nullable Result result;
    private @Nullable Statement executing;

    enum State {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELED,
        CLOSED;

        boolean isFinal() {
            return this != PENDING && this != RUNNING;
        }
    }

    /** @param changed told of every change of state */
    Query(String id, String sql, Session session, List<String> parameters, long rowLimit, Runnable changed) {
        this.id = id;
        this.sql = sql;
        this.session = session;
        this.parameters = parameters;
        this.rowLimit = rowLimit;
        this.changed = changed;
    }

    /** Without the lock, so that who waits for it may hold another. */
    State state() {
        return state;
    }

    synchronized void polled() {
        polled++;
    }

    synchronized int polls() {
        return polled;
    }

    /** The first row that was not fetched yet. */
    synchronized long fetched() {
        return fetched;
    }

    synchronized void fetched(long rows) {
        fetched = rows;
    }

    synchronized @Nullable String error() {
        return error;
    }

    synchronized @Nullable String sqlState() {
        return sqlState;
    }

    synchronized @Nullable String canceledBy() {
        return canceledBy;
    }

    synchronized @Nullable Instant ended() {
        return ended;
    }

    synchronized @Nullable Result result() {
        return result;
    }

    boolean runs() {
        synchronized (this) {
            if (state == State.PENDING) {
                state = State.RUNNING;
            }
        }
        changed.run();
        return state == State.RUNNING;
    }

    /** What to interrupt from now on. */
    synchronized void executes(Statement statement) throws SQLException {
        executing = statement;
        if (state.isFinal()) {
            throw new SQLException("INTERRUPT Error: Interrupted!");
        }
    }

    void succeeds(Result rows) {
        boolean late;
        synchronized (this) {
            late = state.isFinal();
            if (!late) {
                result = rows;
                ends(State.SUCCEEDED);
            }
        }
        if (late) {
            rows.close();
        }
        changed.run();
    }

    void fails(String message, @Nullable String withSqlState) {
        synchronized (this) {
            if (!state.isFinal()) {
                error = message;
                sqlState = withSqlState;
                ends(State.FAILED);
            }
        }
        changed.run();
    }

    private void ends(State last) {
        state = last;
        ended = Instant.now();
        executing = null;
    }

    /** As a cancel does, or as closing an unfinished statement does. */
    void stops(State as, String by) {
        Result open;
        synchronized (this) {
            Statement statement = executing;
            open = result;
            result = null;
            if (as == State.CANCELED && canceledBy == null && state != State.CLOSED) {
                canceledBy = by;
            }
            if (!state.isFinal()) {
                interrupt(statement);
                ends(as);
            } else if (state == State.SUCCEEDED) {
                state = State.CLOSED;
            }
        }
        changed.run();
        if (open != null) {
            open.close();
        }
    }

    private static void interrupt(@Nullable Statement statement) {
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException ignored) {
                // It has just ended.
            }
        }
    }
}
