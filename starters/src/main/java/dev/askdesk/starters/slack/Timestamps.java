package dev.askdesk.starters.slack;

import java.math.BigDecimal;
import java.time.Instant;

/** Slack's {@code ts}: seconds since 1970 with six decimals, unique in a channel. */
final class Timestamps {
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);

    private Timestamps() {}

    /** The time of a {@code ts}; now, for what is none. */
    static Instant instant(String ts) {
        try {
            BigDecimal seconds = new BigDecimal(ts);
            long whole = seconds.longValue();
            BigDecimal rest = seconds.subtract(BigDecimal.valueOf(whole));
            return Instant.ofEpochSecond(whole, rest.multiply(BILLION).longValue());
        } catch (NumberFormatException none) {
            return Instant.now();
        }
    }
}
