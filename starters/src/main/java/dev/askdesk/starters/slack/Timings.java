package dev.askdesk.starters.slack;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/** How long it took from a delivery until its signal was safe: counts by time, nothing else. */
final class Timings {
    private static final long[] MILLIS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000};

    private final LongSupplier nanos;
    private final AtomicLongArray counts = new AtomicLongArray(MILLIS.length + 1);

    Timings() {
        this(System::nanoTime);
    }

    Timings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** @param start of {@link #now} */
    void signalled(long start) {
        long took = Duration.ofNanos(now() - start).toMillis();
        int bucket = 0;
        while (bucket < MILLIS.length && took > MILLIS[bucket]) {
            bucket++;
        }
        counts.incrementAndGet(bucket);
    }

    long count() {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        return all;
    }

    /** An upper bound of the time that this share of the deliveries took; zero where there were none. */
    Duration percentile(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < MILLIS.length && wanted > 0; i++) {
            seen += counts.get(i);
            if (seen >= wanted) {
                return Duration.ofMillis(MILLIS[i]);
            }
        }
        return wanted == 0 ? Duration.ZERO : Duration.ofMinutes(1);
    }
}
