package dev.askdesk.workflows.wire;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/** Time-outs and retries of every activity, and why they are what they are. Only Temporal retries. */
public final class ActivityPolicies {
    private static final String[] FINAL = names(Set.of());

    /** Where a token that is rotated, or a channel that is taken out of the archive, is worth waiting for. */
    private static final String[] FINAL_OF_REPLIES =
            names(Set.of(FailureType.CHANNEL_CREDENTIALS, FailureType.CHANNEL_REQUEST));

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
    public static ActivityOptions model(String summary) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(3))
                .setHeartbeatTimeout(SILENCE)
                .setScheduleToCloseTimeout(Duration.ofMinutes(10))
                .setRetryOptions(retries(5, Duration.ofSeconds(1), Duration.ofSeconds(30)))
                .setSummary(summary)
                .build();
    }

    /**
     * A statement is cancelled by its own time-out, and given up by whoever waits for a warehouse that does not start; of
     * both the worker's settings tell, half an hour each at most. This one only finds a worker that hangs.
     */
    public static ActivityOptions warehouse(String summary) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(65))
                .setHeartbeatTimeout(SILENCE)
                .setScheduleToCloseTimeout(Duration.ofMinutes(90))
                .setRetryOptions(retries(6, Duration.ofSeconds(1), Duration.ofSeconds(20)))
                .setSummary(summary)
                .build();
    }

    /** A reply that is ready must arrive: tried for a day, and delivered once whatever happens. One try takes a second or two. */
    public static ActivityOptions delivery() {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setScheduleToCloseTimeout(Duration.ofDays(1))
                .setRetryOptions(retries(0, Duration.ofSeconds(1), Duration.ofMinutes(5)))
                .build();
    }

    /**
     * Nobody waits for a ticket: a desk that limits its rate or is down for a while is tried for an hour, then the ticket
     * is parked. One call of a step takes seconds; reading a long ticket takes several calls.
     *
     * @param taskQueue whose limit of activities a second holds over all workers
     */
    public static ActivityOptions helpdesk(String summary, String taskQueue) {
        return ActivityOptions.newBuilder()
                .setTaskQueue(taskQueue)
                .setStartToCloseTimeout(Duration.ofMinutes(3))
                .setHeartbeatTimeout(SILENCE)
                .setScheduleToCloseTimeout(Duration.ofHours(1))
                .setRetryOptions(retries(0, Duration.ofSeconds(1), Duration.ofMinutes(2)))
                .setSummary(summary)
                .build();
    }

    /** As {@link #model}, but nobody waits for it: a provider that is down for a while does not park a ticket. */
    public static ActivityOptions patientModel(String summary) {
        return ActivityOptions.newBuilder(model(summary))
                .setStartToCloseTimeout(Duration.ofMinutes(10))
                .setScheduleToCloseTimeout(Duration.ofHours(1))
                .setRetryOptions(retries(0, Duration.ofSeconds(1), Duration.ofMinutes(2)))
                .build();
    }

    /** One search takes milliseconds; an index that is restarted is back in minutes. */
    public static ActivityOptions retrieval(String summary) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setHeartbeatTimeout(SILENCE)
                .setScheduleToCloseTimeout(Duration.ofMinutes(30))
                .setRetryOptions(retries(0, Duration.ofSeconds(1), Duration.ofMinutes(1)))
                .setSummary(summary)
                .build();
    }

    /**
     * A part of a wiki, read, embedded and indexed: what is done is kept in the index, so a retry goes on where it was.
     * Listing a large wiki takes minutes, and so does embedding some pages on a busy machine.
     */
    public static ActivityOptions knowledge(String summary) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(30))
                .setHeartbeatTimeout(SILENCE)
                .setScheduleToCloseTimeout(Duration.ofHours(2))
                .setRetryOptions(retries(0, Duration.ofSeconds(1), Duration.ofMinutes(2)))
                .setSummary(summary)
                .build();
    }

    /** Milliseconds of plain code in the worker's own process; the tries cover a worker that is killed in them. */
    public static LocalActivityOptions local() {
        return LocalActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofSeconds(30))
                .setScheduleToCloseTimeout(Duration.ofMinutes(2))
                .setRetryOptions(retries(3, Duration.ofMillis(100), Duration.ofSeconds(1)))
                .build();
    }

    /**
     * A call of the chat program that a person waits for: as {@link #delivery}. One try makes several calls, whose own
     * time-outs together are shorter than a try's, so that none is under way any more when the next one begins; for the
     * same reason what is cancelled is waited for: its work is not interrupted, and ends by itself. A killed worker is
     * found out by its silence, before somebody waits so long for the next message.
     */
    public static ActivityOptions chat(String taskQueue) {
        return ActivityOptions.newBuilder(delivery())
                .setTaskQueue(taskQueue)
                .setStartToCloseTimeout(Duration.ofSeconds(90))
                .setHeartbeatTimeout(SILENCE)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                .build();
    }

    /** A reply, without which its question would seem in work for ever: tried even where the chat program refuses. */
    public static ActivityOptions chatReply(String taskQueue) {
        return ActivityOptions.newBuilder(chat(taskQueue))
                .setRetryOptions(RetryOptions.newBuilder(retries(0, Duration.ofSeconds(1), Duration.ofMinutes(5)))
                        .setDoNotRetry(FINAL_OF_REPLIES)
                        .build())
                .build();
    }

    /** What is not worth a second try: a step of progress that was missed is overtaken by the next one. */
    public static ActivityOptions chatOnce(String taskQueue) {
        return ActivityOptions.newBuilder(chat(taskQueue))
                .setRetryOptions(retries(1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .build();
    }

    /** What somebody who clicked waits for, and clicks again for when it does not come. */
    public static ActivityOptions panel(String taskQueue) {
        return ActivityOptions.newBuilder(chat(taskQueue))
                .setScheduleToCloseTimeout(Duration.ofMinutes(2))
                .setRetryOptions(retries(3, Duration.ofSeconds(1), Duration.ofSeconds(10)))
                .build();
    }

    /** Types that are not worth a second try, but for some. */
    private static String[] names(Set<FailureType> but) {
        return Arrays.stream(FailureType.values())
                .filter(type -> !type.retryable() && !but.contains(type))
                .map(Enum::name)
                .toArray(String[]::new);
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
