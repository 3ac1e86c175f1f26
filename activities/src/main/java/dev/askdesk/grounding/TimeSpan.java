package dev.askdesk.grounding;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days that a question speaks of.
 *
 * @param from first day; {@code null} when it is open to the past
 * @param to day after the last one; {@code null} when it is open to the future
 * @param label as a person would say it
 * @param pointInTime whether it means the state at its end ("as of") rather than what happened in it
 */
public record TimeSpan(@Nullable LocalDate from, @Nullable LocalDate to, String label, boolean pointInTime) {

    public static TimeSpan within(LocalDate from, LocalDate to, String label) {
        return new TimeSpan(from, to, label, false);
    }

    public TimeSpan asOf() {
        return new TimeSpan(null, to, "as of " + label, true);
    }

    /** How long the rows of a time axis are grouped. */
    public enum Grain {
        WEEK,
        MONTH,
        QUARTER,
        YEAR
    }
}
