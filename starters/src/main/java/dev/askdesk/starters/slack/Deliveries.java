package dev.askdesk.starters.slack;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Takes deliveries, a bounded number at once, and has an answer for Slack in time whatever becomes of each. */
final class Deliveries implements AutoCloseable {
    /** Slack waits three seconds. */
    static final Duration DEADLINE = Duration.ofMillis(2_500);

    private static final int THREADS = 16;
    private static final int WAITING = 256;

    private final ThreadPoolExecutor pool;
    private final Duration deadline;

    Deliveries() {
        this(THREADS, WAITING, DEADLINE);
    }

    Deliveries(int threads, int waiting, Duration deadline) {
        this.pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, "askdesk-slack");
                    thread.setDaemon(true);
                    return thread;
                });
        this.deadline = deadline;
    }

    /** Never fails: what cannot be taken in time, Slack is asked to send again. */
    CompletableFuture<Ack> take(Callable<Ack> work) {
        CompletableFuture<Ack> answer = new CompletableFuture<>();
        try {
            pool.execute(() -> answer(work, answer));
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(Ack.AGAIN);
        }
        return answer.completeOnTimeout(Ack.AGAIN, deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void answer(Callable<Ack> work, CompletableFuture<Ack> answer) {
        if (answer.isDone()) {
            // It waited too long for its turn, and comes again.
            return;
        }
        try {
            answer.complete(work.call());
        } catch (Exception | StackOverflowError e) {
            // Nothing of it is logged: it may hold what a person wrote.
            answer.complete(Ack.AGAIN);
        }
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
