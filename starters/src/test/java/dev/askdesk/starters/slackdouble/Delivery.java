package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something that the double told the app, or tried to. */
public final class Delivery {

    /** How it is wrapped. */
    public enum Kind {
        EVENT("events_api"),
        INTERACTION("interactive"),
        COMMAND("slash_commands");

        final String envelope;

        Kind(String envelope) {
            this.envelope = envelope;
        }
    }

    /**
     * What the app said to one attempt.
     *
     * @param attempt 0 for the first
     * @param status of HTTP; 200 over Socket Mode; 0 where there was no answer in Slack's time, or no connection
     * @param body what came with the answer, else empty
     * @param late later than Slack waits
     */
    public record Answer(int attempt, int status, String body, Duration latency, boolean late) {
        boolean taken() {
            return status >= 200 && status < 300 && !late;
        }
    }

    final Kind kind;
    final ObjectNode payload;
    private final Instant at = Instant.now();
    private final List<Answer> answers = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable Duration untilTaken;
    private final CompletableFuture<Answer> taken = new CompletableFuture<>();
    private final Consumer<Answer> listener;

    Delivery(Kind kind, ObjectNode payload, Consumer<Answer> listener) {
        this.kind = kind;
        this.payload = payload;
        this.listener = listener;
    }

    public Kind kind() {
        return kind;
    }

    /** The {@code event_id}; of interactions and commands the {@code trigger_id}. */
    public String id() {
        return payload.path(kind == Kind.EVENT ? "event_id" : "trigger_id").asText();
    }

    /** Of an event its type, else block_actions and the like, or the command. */
    public String type() {
        return switch (kind) {
            case EVENT -> payload.path("event").path("type").asText();
            case INTERACTION -> payload.path("type").asText();
            case COMMAND -> payload.path("command").asText();
        };
    }

    public ObjectNode payload() {
        return payload.deepCopy();
    }

    public Instant at() {
        return at;
    }

    /** All attempts that ended so far. */
    public List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Whether the app took it in Slack's time. */
    public boolean isTaken() {
        return taken.isDone();
    }

    /** From the first attempt until the app took it, all further attempts included; {@code null} before. */
    public @Nullable Duration untilTaken() {
        return untilTaken;
    }

    /** Is about to be sent, for the first time or again. */
    void sending() {
        sent.compareAndSet(0, System.nanoTime());
    }

    /** Waits until the app has taken it. */
    public Answer taken(Duration atMost) {
        try {
            return taken.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new AssertionError(kind + " " + type() + " was not taken: " + answers, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void answered(Answer answer) {
        answers.add(answer);
        if (answer.taken() && !taken.isDone()) {
            untilTaken = Duration.ofNanos(System.nanoTime() - sent.get());
            listener.accept(answer);
            taken.complete(answer);
        }
    }
}
