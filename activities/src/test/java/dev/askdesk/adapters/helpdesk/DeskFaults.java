package dev.askdesk.adapters.helpdesk;

import dev.askdesk.adapters.helpdesk.Desk.Fault;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Which calls fail: those that a test says, and some by chance. */
public final class DeskFaults {
    /**
     * How often calls fail: each a probability from 0 to 1.
     *
     * @param droppedAfterWriting of calls that write; the others are of all calls
     * @param retryAfterSeconds what a limited caller is told
     */
    public record Chances(
            double rateLimited, double broken, double droppedAfterWriting, int retryAfterSeconds, long seed) {
        public static final Chances NONE = new Chances(0, 0, 0, Desk.RETRY_AFTER_SECONDS, 0);
    }

    private final ConcurrentLinkedQueue<Fault> next = new ConcurrentLinkedQueue<>();
    private volatile Chances chances = Chances.NONE;
    private volatile Random drawn = new Random(0);

    void by(Chances now) {
        drawn = new Random(now.seed());
        chances = now;
    }

    void next(Fault fault) {
        next.add(fault);
    }

    int retryAfterSeconds() {
        return chances.retryAfterSeconds();
    }

    /** What happens to the call that comes now. */
    @Nullable
    Fault of(boolean writes) {
        Fault scripted = next.poll();
        if (scripted != null) {
            return scripted;
        }
        Chances now = chances;
        double one = drawn.nextDouble();
        if (one < now.rateLimited()) {
            return Fault.RATE_LIMITED;
        }
        if (one < now.rateLimited() + now.broken()) {
            return Fault.BROKEN;
        }
        return writes && drawn.nextDouble() < now.droppedAfterWriting() ? Fault.DROPPED_AFTER_WRITING : null;
    }
}
