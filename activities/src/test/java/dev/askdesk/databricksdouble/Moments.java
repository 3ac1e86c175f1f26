package dev.askdesk.databricksdouble;

import dev.askdesk.databricksdouble.DatabricksDouble.Call;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes wrong and what takes how long: scripted answers, a sleeping warehouse, and statements held somewhere. */
final class Moments {

    private final Map<Call, Deque<Http.Answer>> next = new EnumMap<>(Call.class);
    private boolean queued;
    private boolean running;
    private boolean fetching;
    private Duration startTime = Duration.ZERO;
    private boolean asleep;
    private long startsAt;
    private int entered;

    synchronized void changed() {
        notifyAll();
    }

    synchronized void hold(boolean newQueued, boolean newRunning, boolean newFetching) {
        queued = newQueued;
        running = newRunning;
        fetching = newFetching;
        notifyAll();
    }

    synchronized void sleeps(Duration newStartTime) {
        startTime = newStartTime;
        asleep = true;
        startsAt = 0;
    }

    /** What the API of warehouses says. */
    synchronized String warehouseState() {
        if (asleep && startsAt == 0) {
            return "STOPPED";
        }
        return starting() > 0 ? "STARTING" : "RUNNING";
    }

    /** Milliseconds to go; the first to ask wakes it. */
    synchronized long wakes() {
        if (asleep && startsAt == 0) {
            startsAt = System.nanoTime() + startTime.toNanos();
        }
        return starting();
    }

    private long starting() {
        long left = asleep ? (startsAt - System.nanoTime()) / 1_000_000 : 0;
        asleep &= left > 0;
        return Math.max(0, left);
    }

    /** Waits for the warehouse and where statements are held in the queue. */
    synchronized void whileQueued(Query query) throws InterruptedException {
        for (long left = wakes(); left > 0 && !query.state().isFinal(); left = starting()) {
            wait(left);
        }
        while (queued && !query.state().isFinal()) {
            wait();
        }
    }

    synchronized void whileRunning(Query query) throws InterruptedException {
        while (running && !query.state().isFinal()) {
            wait();
        }
    }

    /** Whether there is still something to answer. */
    synchronized boolean whileFetching(Query query) {
        entered++;
        notifyAll();
        try {
            while (fetching && query.state() == Query.State.SUCCEEDED) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            entered--;
        }
        return query.state() == Query.State.SUCCEEDED;
    }

    synchronized int fetches() {
        return entered;
    }

    synchronized void untilFinal(Query query, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; left > 0 && !query.state().isFinal(); left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    synchronized void answersNext(Call call, int times, int status, @Nullable Integer retryAfter) {
        Http.Answer answer = Http.Answer.error(
                status,
                status == 429 ? "REQUEST_LIMIT_EXCEEDED" : status == 503 ? "TEMPORARILY_UNAVAILABLE" : status,
                status == 429 ? "Request limit exceeded." : "The service is temporarily unavailable.");
        for (int i = 0; i < times; i++) {
            next.computeIfAbsent(call, same -> new ArrayDeque<>())
                    .add(retryAfter == null ? answer : answer.with("Retry-After", String.valueOf(retryAfter)));
        }
    }

    synchronized Http.@Nullable Answer scripted(Call call) {
        Deque<Http.Answer> answers = next.get(call);
        return answers == null ? null : answers.poll();
    }
}
