package dev.askdesk.activities;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports to the server that an activity is still at work. An activity whose policy sets a heartbeat time-out does its
 * work in here; when its worker is killed, another gets the activity after that time-out rather than after the much
 * longer one that the work itself may take.
 */
public final class Heartbeat {
    /** Well below every heartbeat time-out, so that one report may get lost. The SDK sends what is due, not each. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    /** Of an activity that stops when it is cancelled: only the answer to a report tells that it is. */
    private static final Duration CLOSELY = Duration.ofMillis(250);

    /**
     * How often the SDK sends a report at most. Without it an activity hears of its cancellation as late as its heartbeat
     * time-out, and people who press Stop wait for that.
     */
    public static final Duration THROTTLE = Duration.ofMillis(250);

    private static final ThreadLocal<Heartbeat> CURRENT = new ThreadLocal<>();

    private static final ScheduledExecutorService BEATS = Executors.newScheduledThreadPool(4, task -> {
        Thread thread = new Thread(task, "heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    private final ActivityExecutionContext activity;
    private volatile ScheduledFuture<?> beat;
    private volatile @Nullable Object details;
    private volatile @Nullable ActivityCompletionException unwanted;

    private Heartbeat(ActivityExecutionContext activity, Duration every) {
        this.activity = activity;
        this.beat = schedule(every);
    }

    /** Does the work of an activity, and reports until it is done. The work is not interrupted when nobody wants it. */
    static <T> T during(ActivityExecutionContext activity, Supplier<T> work) {
        return during(activity, EVERY, work);
    }

    static <T> T during(ActivityExecutionContext activity, Duration every, Supplier<T> work) {
        Heartbeat heartbeat = new Heartbeat(activity, every);
        CURRENT.set(heartbeat);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
            heartbeat.beat.cancel(false);
        }
    }

    /** That of the activity which this thread does; empty outside one that reports. */
    public static Optional<Heartbeat> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Reports so often from now on that a cancellation is heard of at once. */
    public void followClosely() {
        beat.cancel(false);
        beat = schedule(CLOSELY);
    }

    /** What the next try of the activity is told, should this one die. Reported at once. */
    public void remember(Object what) {
        details = what;
        BEATS.execute(this::report);
    }

    /** What an earlier try of the activity remembered. */
    public <T> Optional<T> remembered(Class<T> type) {
        return activity.getHeartbeatDetails(type);
    }

    /** Why nobody wants the result any more; {@code null} as long as somebody does. */
    public @Nullable ActivityCompletionException unwanted() {
        return unwanted;
    }

    /** Id of the workflow that wants the result. */
    public String workflowId() {
        return activity.getInfo().getWorkflowId();
    }

    private ScheduledFuture<?> schedule(Duration every) {
        return BEATS.scheduleAtFixedRate(this::report, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void report() {
        try {
            activity.heartbeat(details);
        } catch (ActivityCompletionException cancelled) {
            // Cancelled, or given to another worker: work that asks hears of it, other work when it hands in its
            // result.
            unwanted = cancelled;
            beat.cancel(false);
        } catch (RuntimeException unreachable) {
            // The server is away for a moment: the next report may arrive.
        }
    }
}
