package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.wire.FailureType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.Arrays;

/** Time-outs and retries of Ask's activities, and why they are what they are. Only Temporal retries. */
final class ActivityPolicies {
    private static final String[] FINAL = Arrays.stream(FailureType.values())
            .filter(type -> !type.retryable())
            .map(Enum::name)
            .toArray(String[]::new);

    /**
     * How soon the server takes a silent worker for dead and gives its activity to another. The activities report every
     * few seconds by themselves, so this bounds what a killed worker makes a person wait, not how long a step may take.
     */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private ActivityPolicies() {}

    /**
     * A person waits: five tries within some 15 s tell them soon that a model is down. One call gets long, since a
     * small self-hosted model writes 20 tokens a second. A provider's Retry-After may stretch the delays, hence the
     * ten minutes over all.
     */
    static ActivityOptions model(String summary) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(3))
                .setHeartbeatTimeout(SILENCE)
                .setScheduleToCloseTimeout(Duration.ofMinutes(10))
                .setRetryOptions(retries(5, Duration.ofSeconds(1), Duration.ofSeconds(30)))
                .setSummary(summary)
                .build();
    }

    /**
     * The warehouse cancels a statement by its own time-out, of which the worker's settings tell; this one only finds
     * a driver that hangs. A serverless warehouse takes seconds to wake, so the delays grow further.
     */
    static ActivityOptions warehouse(String summary) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(5))
                .setHeartbeatTimeout(SILENCE)
                .setScheduleToCloseTimeout(Duration.ofMinutes(15))
                .setRetryOptions(retries(6, Duration.ofSeconds(1), Duration.ofSeconds(20)))
                .setSummary(summary)
                .build();
    }

    /** A reply that is ready must arrive: tried for a day, and delivered once whatever happens. One try takes a second or two. */
    static ActivityOptions delivery() {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setScheduleToCloseTimeout(Duration.ofDays(1))
                .setRetryOptions(retries(0, Duration.ofSeconds(1), Duration.ofMinutes(5)))
                .build();
    }

    /** Milliseconds of plain code in the worker's own process; the tries cover a worker that is killed in them. */
    static LocalActivityOptions local() {
        return LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setScheduleToCloseTimeout(Duration.ofMinutes(2))
                .setRetryOptions(retries(3, Duration.ofMillis(100), Duration.ofSeconds(1)))
                .build();
    }

    private static RetryOptions retries(int attempts, Duration first, Duration longest) {
        return RetryOptions.newBuilder()
                .setInitialInterval(first)
                .setMaximumInterval(longest)
                .setMaximumAttempts(attempts)
                .setDoNotRetry(FINAL)
                .build();
    }
}
