package dev.askdesk.activities;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reports to the server that an activity is still at work. An activity whose policy sets a heartbeat time-out does its
 * work in here; when its worker is killed, another gets the activity after that time-out rather than after the much
 * longer one that the work itself may take.
 */
final class Heartbeat {
    /** Well below every heartbeat time-out, so that one report may get lost. The SDK sends what is due, not each. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private static final ScheduledExecutorService BEATS = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    private Heartbeat() {}

    /** Does the work of an activity, and reports until it is done. The work is not interrupted when nobody wants it. */
    static <T> T during(ActivityExecutionContext activity, Supplier<T> work) {
        return during(activity, EVERY, work);
    }

    static <T> T during(ActivityExecutionContext activity, Duration every, Supplier<T> work) {
        ScheduledFuture<?> beat = BEATS.scheduleAtFixedRate(
                () -> report(activity), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.get();
        } finally {
            beat.cancel(false);
        }
    }

    private static void report(ActivityExecutionContext activity) {
        try {
            activity.heartbeat(null);
        } catch (ActivityCompletionException unwanted) {
            // Cancelled, or given to another worker: this one is told when it hands in its result. Thrown from here it
            // ends the reports of this activity alone.
            throw unwanted;
        } catch (RuntimeException unreachable) {
            // The server is away for a moment: the next report may arrive.
        }
    }
}
