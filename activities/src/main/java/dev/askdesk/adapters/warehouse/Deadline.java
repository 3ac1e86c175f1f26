package dev.askdesk.adapters.warehouse;

import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Cancels a statement that runs past its time, until the statement is given up. */
final class Deadline implements AutoCloseable {
    /** A cancel that comes before the engine has begun, or between two chunks, is lost: it is said again. */
    private static final long AGAIN_MILLIS = 100;

    private final Duration timeout;
    private final long end;
    private final ScheduledFuture<?> task;

    Deadline(ScheduledExecutorService watchdog, Statement statement, Duration timeout) {
        this.timeout = timeout;
        this.end = System.nanoTime() + timeout.toNanos();
        this.task = watchdog.scheduleWithFixedDelay(
                () -> cancel(statement), timeout.toMillis(), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // Already closed: there is nothing left to cancel.
        }
    }

    Duration timeout() {
        return timeout;
    }

    boolean passed() {
        return System.nanoTime() - end >= 0;
    }

    Duration remaining() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    @Override
    public void close() {
        task.cancel(false);
    }
}
