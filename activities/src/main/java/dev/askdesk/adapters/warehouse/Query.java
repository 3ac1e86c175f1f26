package dev.askdesk.adapters.warehouse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A query to run, and what it may take.
 *
 * @param sql in the warehouse's dialect
 * @param limits what stops it
 * @param origin who asked
 * @param earlier statement that an earlier try of the same query began, as {@link Watch#submitted} was told; {@code null}
 *     for a first try
 */
public record Query(
        String sql, Limits limits, Origin origin, @Nullable String earlier) {

    /**
     * Whatever is reached first stops the statement, on the server too.
     *
     * @param rows that are read; one more tells that the result is cut
     * @param characters of all cells together, since a few wide cells can be worse than many rows
     * @param timeout from when it begins to run: waiting for the warehouse to start, or for a place in its queue, does not
     *     count
     */
    public record Limits(long rows, long characters, Duration timeout) {
        /** About 40 MB of memory where somebody holds the whole result. */
        public static final long CHARACTERS = 20_000_000;

        public Limits {
            if (rows < 0 || characters < 1 || timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("limits are positive");
            }
        }

        public static Limits of(long rows, Duration timeout) {
            return new Limits(rows, CHARACTERS, timeout);
        }
    }

    /**
     * Whom the statement is for; it is tagged with them on the server.
     *
     * @param workflow id of the workflow; {@code null} for what Askdesk reads by itself
     * @param user id of the person, whose rights count where the warehouse runs statements as them; {@code null} for what
     *     Askdesk reads by itself
     */
    public record Origin(
            @Nullable String workflow, @Nullable String user) {
        public static final Origin ASKDESK = new Origin(null, null);
    }

    /** One that Askdesk reads by itself. */
    public static Query own(String sql, long rows, Duration timeout) {
        return new Query(sql, Limits.of(rows, timeout), Origin.ASKDESK, null);
    }
}
