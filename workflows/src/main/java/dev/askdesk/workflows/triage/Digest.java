package dev.askdesk.workflows.triage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What became of a digest, and what the next one needs to know.
 *
 * @param watermark end of the time that was told of
 * @param recent outcomes of the last minutes before the watermark, by {@link DigestActivity.News#recent}: the next digest
 *     looks at those minutes again, since an outcome may be written late, and passes over these
 * @param tickets that were told of
 */
public record Digest(Instant watermark, List<String> recent, State state, int tickets) {
    /** How late an outcome may be written and still be told of. */
    static final Duration OVERLAP = Duration.ofMinutes(30);

    /** What became of it. */
    public enum State {
        POSTED,
        /** An earlier try had posted it, and its answer was lost. */
        PRESENT,
        /** No ticket ended, so nothing is said. */
        NOTHING_NEW,
        /** The worker is not connected to a chat program. The next digest begins where this one did. */
        NOT_CONNECTED
    }

    public Digest {
        recent = List.copyOf(recent);
    }
}
