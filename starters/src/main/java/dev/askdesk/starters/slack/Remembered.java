package dev.askdesk.starters.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys that are remembered for a time, the oldest forgotten first where there are too many. */
final class Remembered {
    private final int most;
    private final Duration time;
    private final InstantSource clock;
    private final Map<String, Instant> since = new LinkedHashMap<>();

    Remembered(int most, Duration time, InstantSource clock) {
        this.most = most;
        this.time = time;
        this.clock = clock;
    }

    synchronized boolean contains(String key) {
        forget();
        return since.containsKey(key);
    }

    /** Whether it was not there. */
    synchronized boolean add(String key) {
        forget();
        boolean isNew = since.putIfAbsent(key, clock.instant()) == null;
        if (since.size() > most) {
            since.remove(since.keySet().iterator().next());
        }
        return isNew;
    }

    synchronized void remove(String key) {
        since.remove(key);
    }

    private void forget() {
        Instant until = clock.instant().minus(time);
        Iterator<Instant> oldestFirst = since.values().iterator();
        while (oldestFirst.hasNext() && !oldestFirst.next().isAfter(until)) {
            oldestFirst.remove();
        }
    }
}
