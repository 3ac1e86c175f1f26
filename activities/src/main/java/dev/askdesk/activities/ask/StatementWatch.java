package dev.askdesk.activities.ask;

import dev.askdesk.activities.Heartbeat;
import dev.askdesk.adapters.warehouse.Watch;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows a statement for the activity that runs it: the activity's cancellation stops it, and the next try of the
 * activity is told which statement this one began.
 */
final class StatementWatch implements Watch {
    private final @Nullable Heartbeat heartbeat;
    private final @Nullable Duration patience;
    private final long began = System.nanoTime();
    private volatile Moment moment = Moment.CONNECTING;
    private volatile boolean asleep;

    /** @param statement as of {@link Watch#submitted} */
    record Begun(String statement) {}

    private StatementWatch(@Nullable Heartbeat heartbeat, @Nullable Duration patience) {
        this.heartbeat = heartbeat;
        this.patience = patience;
        if (heartbeat != null) {
            heartbeat.followClosely();
        }
    }

    /** Of the activity on this thread. */
    static StatementWatch ofActivity() {
        return new StatementWatch(Heartbeat.current().orElse(null), null);
    }

    /** The same, which does not wait long for a statement to begin. */
    static StatementWatch ofActivity(Duration patience) {
        return new StatementWatch(Heartbeat.current().orElse(null), patience);
    }

    @Override
    public boolean isCancelled() {
        boolean waits = moment == Moment.CONNECTING || moment == Moment.QUEUED;
        if (patience != null && waits && System.nanoTime() - began > patience.toNanos()) {
            asleep = true;
        }
        return asleep || unwanted() != null;
    }

    private @Nullable ActivityCompletionException unwanted() {
        return heartbeat == null ? null : heartbeat.unwanted();
    }

    @Override
    public void at(Moment now) {
        moment = now;
    }

    @Override
    public void submitted(String statement) {
        if (heartbeat != null) {
            heartbeat.remember(new Begun(statement));
        }
    }

    /** Whether it was stopped since it had not begun within the patience. */
    boolean foundAsleep() {
        return asleep && unwanted() == null;
    }

    @Nullable
    String earlier() {
        Optional<Begun> begun = heartbeat == null ? Optional.empty() : heartbeat.remembered(Begun.class);
        return begun.map(Begun::statement).orElse(null);
    }

    @Nullable
    String workflowId() {
        return heartbeat == null ? null : heartbeat.workflowId();
    }

    /** What the activity ends with, where nobody wants its result any more. */
    RuntimeException ending(RuntimeException otherwise) {
        ActivityCompletionException cancelled = unwanted();
        return cancelled == null ? otherwise : cancelled;
    }
}
