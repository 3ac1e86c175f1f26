package dev.askdesk.starters.slack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long the last events took until they were signalled. */
public final class Latencies {
    private static final int MOST = 10_000;
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void signalled(long took) {
        synchronized (nanos) {
            if (nanos.size() == MOST) {
                nanos.remove(0);
            }
            nanos.add(took);
        }
    }

    /** In milliseconds, sorted. */
    public List<Double> millis() {
        synchronized (nanos) {
            return nanos.stream().sorted().map(took -> took / 1e6).toList();
        }
    }
}
