package dev.askdesk.starters.slackdouble;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What goes wrong, by shares and by a fixed seed. A method is named as in the Web API; {@link #ANY} stands for all of
 * them, {@code "upload"} for posts of bytes, {@code "response_url"} for posts to such a URL.
 */
public final class Faults {

    /** All methods but what opens connections. */
    public static final String ANY = "*";

    /** One way to fail. */
    public enum Fault {
        /** HTTP 500, and nothing was done. */
        FAILS_BEFORE,
        /** HTTP 500, and yet it was done. */
        FAILS_AFTER,
        /** HTTP 503, and nothing was done. */
        UNAVAILABLE,
        /** HTTP 429 with Retry-After, and nothing was done. */
        RATE_LIMITED,
        /** The connection ends without an answer, and yet it was done. */
        HANGS_UP
    }

    private record Share(Fault fault, double of) {}

    private final Random random;
    private final Map<String, List<Share>> shares = new ConcurrentHashMap<>();
    private final Map<String, Queue<Fault>> next = new ConcurrentHashMap<>();
    private final Map<String, Duration> delays = new ConcurrentHashMap<>();
    private volatile int retryAfterSeconds = 1;
    private volatile boolean down;
    private volatile double duplicated;
    private volatile double reordered;
    private volatile Duration reorderedBy = Duration.ofMillis(200);

    Faults(long seed) {
        random = new Random(seed);
    }

    /** That share of a method's calls, from 0 to 1, fails so. Several faults of a method add up. */
    public Faults share(String method, Fault fault, double share) {
        shares.compute(method, (same, before) -> {
            List<Share> all = new ArrayList<>(before == null ? List.of() : before);
            all.removeIf(one -> one.fault() == fault);
            all.add(new Share(fault, share));
            return List.copyOf(all);
        });
        return this;
    }

    /** The next calls of a method fail so, one for each fault. */
    public Faults next(String method, Fault... faults) {
        next.computeIfAbsent(method, same -> new ConcurrentLinkedQueue<>()).addAll(List.of(faults));
        return this;
    }

    /** A method's calls take at least as long. */
    public Faults delay(String method, Duration delay) {
        delays.put(method, delay);
        return this;
    }

    /** What Retry-After says; 1 at first. */
    public Faults retryAfter(int seconds) {
        retryAfterSeconds = seconds;
        return this;
    }

    /** That share of events comes twice. */
    public Faults duplicates(double share) {
        duplicated = share;
        return this;
    }

    /** That share of events comes up to so much later. */
    public Faults reorders(double share, Duration atMost) {
        reordered = share;
        reorderedBy = atMost;
        return this;
    }

    /** Nothing goes wrong any more. */
    public Faults none() {
        shares.clear();
        next.clear();
        delays.clear();
        duplicated = 0;
        reordered = 0;
        return this;
    }

    void down(boolean now) {
        down = now;
    }

    boolean isDown() {
        return down;
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    Duration delayOf(String method) {
        return delays.getOrDefault(method, delays.getOrDefault(ANY, Duration.ZERO));
    }

    Optional<Fault> draw(String method) {
        for (String name : List.of(method, ANY)) {
            Queue<Fault> queue = next.get(name);
            Fault fault = queue == null ? null : queue.poll();
            if (fault != null) {
                return Optional.of(fault);
            }
        }
        boolean opening = method.equals("apps.connections.open");
        double drawn = roll();
        for (Share share : shares.getOrDefault(method, opening ? List.of() : shares.getOrDefault(ANY, List.of()))) {
            if (drawn < share.of()) {
                return Optional.of(share.fault());
            }
            drawn -= share.of();
        }
        return Optional.empty();
    }

    boolean duplicated() {
        return duplicated > 0 && roll() < duplicated;
    }

    /** Zero where an event is not held back. */
    Duration heldBack() {
        return reordered > 0 && roll() < reordered
                ? Duration.ofNanos((long) (reorderedBy.toNanos() * roll()))
                : Duration.ZERO;
    }

    boolean coin() {
        return roll() < 0.5;
    }

    private synchronized double roll() {
        return random.nextDouble();
    }
}
