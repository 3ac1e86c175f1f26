package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.wire.FailureType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A statement in work. The driver is called on a thread of the statement's own, since a driver can block at any moment,
 * in the network above all; whoever waits looks several times a second whether the result is still wanted and in time,
 * has the statement cancelled when it is not, and does not wait for a driver that does not come back.
 */
final class StatementRun {
    /** How often a {@link Watch} is asked. */
    private static final long LOOK_MILLIS = 50;

    /** A cancel that comes before the engine has begun, or between two chunks, is lost: it is said again. */
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long a driver may take to come back from a cancelled statement. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "warehouse-statement");
        thread.setDaemon(true);
        return thread;
    });

    private enum Stop {
        CANCELLED,
        TIMED_OUT,
        NOT_STARTED
    }

    /** What is done with a driver. Its connections are closed by itself, whenever the driver comes back. */
    interface Work<T> {
        T with(StatementRun run) throws StatementException;
    }

    /** Tells the server to stop a statement. */
    interface Cancel {
        void send() throws SQLException;
    }

    private final Duration timeout;
    private final Duration patience;
    private final Watch watch;
    private final AtomicBoolean cancelling = new AtomicBoolean();
    private volatile Watch.Moment moment = Watch.Moment.CONNECTING;
    private volatile long since = System.nanoTime();
    private volatile long running;
    private volatile @Nullable Cancel cancel;
    private volatile @Nullable Stop stop;
    private volatile @Nullable String submitted;

    private StatementRun(Duration timeout, Duration patience, Watch watch) {
        this.timeout = timeout;
        this.patience = patience;
        this.watch = watch;
    }

    /**
     * Does some work to its end, or stops it.
     *
     * @param timeout from when the statement begins to run
     * @param patience how long it may take to connect, to start the warehouse, and to get a place in its queue
     * @throws StatementException what the work threw, or it timed out
     * @throws StatementCancelled the watch says so
     */
    static <T> T await(Duration timeout, Duration patience, Watch watch, Work<T> work) throws StatementException {
        StatementRun run = new StatementRun(timeout, patience, watch);
        Future<T> future = THREADS.submit(() -> work.with(run));
        try {
            return run.await(future);
        } catch (ExecutionException e) {
            throw run.failure(e.getCause());
        } catch (InterruptedException e) {
            run.stop(Stop.CANCELLED);
            run.sendCancel();
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new StatementCancelled();
        }
    }

    private <T> T await(Future<T> future) throws ExecutionException, InterruptedException, StatementException {
        Watch.Moment told = null;
        boolean hasTold = false;
        long stopped = 0;
        long sent = 0;
        while (true) {
            try {
                return future.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException stillAtWork) {
                String statement = submitted;
                if (statement != null && !hasTold) {
                    hasTold = true;
                    watch.submitted(statement);
                }
                if (moment != told) {
                    told = moment;
                    watch.at(told);
                }
            }
            long now = System.nanoTime();
            if (stop == null) {
                Stop why = why(now);
                if (why != null) {
                    stop(why);
                    stopped = now;
                }
            }
            if (stop != null && now - sent > AGAIN_NANOS) {
                sendCancel();
                sent = now;
            }
            if (stop != null && now - stopped > GRACE_NANOS) {
                future.cancel(true);
                throw failure(null);
            }
        }
    }

    private @Nullable Stop why(long now) {
        if (watch.isCancelled()) {
            return Stop.CANCELLED;
        }
        boolean waits = moment == Watch.Moment.CONNECTING || moment == Watch.Moment.QUEUED;
        if (waits) {
            return now - since > patience.toNanos() ? Stop.NOT_STARTED : null;
        }
        return now - running > timeout.toNanos() ? Stop.TIMED_OUT : null;
    }

    /** On a thread of its own: a cancel is a call of the server, which may not answer. */
    private void sendCancel() {
        Cancel sending = cancel;
        if (sending != null && cancelling.compareAndSet(false, true)) {
            THREADS.execute(() -> {
                try {
                    sending.send();
                } catch (SQLException | RuntimeException e) {
                    // Already ended, or the server is away: it is sent again as long as the statement is in work.
                } finally {
                    cancelling.set(false);
                }
            });
        }
    }

    private synchronized void stop(Stop why) {
        stop = why;
    }

    private StatementException failure(@Nullable Throwable cause) {
        Stop why = stop;
        if (why == Stop.CANCELLED) {
            throw new StatementCancelled();
        }
        if (why == Stop.NOT_STARTED) {
            throw new OutsideException(
                    FailureType.WAREHOUSE_UNAVAILABLE,
                    "The warehouse has not begun with the statement within " + patience.toSeconds()
                            + " s: it may be asleep, or busy with others.");
        }
        if (why == Stop.TIMED_OUT) {
            return timedOut(timeout, cause);
        }
        if (cause instanceof StatementException refused) {
            return refused;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("a statement fails in a known way", cause);
    }

    /** The problem of a statement that ran too long. */
    private static StatementException timedOut(Duration timeout, @Nullable Throwable cause) {
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        Problem problem = Problem.of(
                Problem.Kind.TIMEOUT,
                "The statement ran longer than " + seconds + " s and was cancelled; make it read less.");
        return new StatementException(problem, cause);
    }

    // What the work says, on its own thread.

    /** What stops the statement from now on. One that is to be stopped already is stopped at once. */
    void cancelsBy(Cancel how) throws StatementCancelled {
        cancel = how;
        if (stop != null) {
            sendCancel();
            throw new StatementCancelled();
        }
    }

    /** Nothing is left to cancel. */
    void isOver() {
        cancel = null;
    }

    void submitted(String statement) {
        submitted = statement;
    }

    void at(Watch.Moment now) {
        if (now != moment) {
            long time = System.nanoTime();
            boolean begins = running == 0 && (now == Watch.Moment.RUNNING || now == Watch.Moment.READING);
            if (begins) {
                running = time;
            }
            since = moment == Watch.Moment.CONNECTING && now == Watch.Moment.QUEUED ? since : time;
            moment = now;
        }
    }

    boolean isStopped() {
        return stop != null;
    }

    /** From when it began to run. */
    long millis() {
        return running == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - running);
    }

    // Nothing reaches a sink once its statement has been given up: it may be closed by then.

    synchronized void begin(RowSink sink, List<String> columns, List<String> types) {
        checkWanted();
        sink.begin(columns, types);
    }

    synchronized void row(RowSink sink, List<@Nullable String> cells) {
        checkWanted();
        sink.row(cells);
    }

    private void checkWanted() {
        if (stop != null) {
            throw new StatementCancelled();
        }
    }
}
