package dev.askdesk.adapters.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header in which a server says how long it wants to be left alone (RFC 9110, section 10.2.3). */
public final class RetryAfter {
    private RetryAfter() {}

    /** Retry-After in either of its forms; {@code null} for one that is neither. A time in the past is no wait. */
    public static @Nullable Duration delay(String retryAfter, Clock clock) {
        try {
            if (retryAfter.strip().matches("\\d{1,9}(\\.\\d{1,9})?")) {
                return Duration.ofMillis(Math.round(Double.parseDouble(retryAfter.strip()) * 1000));
            }
            Instant until = ZonedDateTime.parse(retryAfter.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException neither) {
            return null;
        }
    }
}
