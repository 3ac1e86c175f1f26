package dev.askdesk.charts;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Points in time as a column writes them: years, quarters, months, or moments. */
enum TimeScale {
    YEAR,
    QUARTER,
    MONTH,
    /** Days and finer, counted in seconds. */
    MOMENT;

    private static final Pattern YEARS = Pattern.compile("(1[89]\\d\\d|2[01]\\d\\d)(?:\\.0+)?");
    private static final Pattern YEAR_QUARTER = Pattern.compile("(\\d{4})[- /]?[qQ]([1-4])");
    private static final Pattern QUARTER_YEAR = Pattern.compile("[qQ]([1-4])[- /]?(\\d{4})");
    private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})[-/](0[1-9]|1[0-2])");
    private static final long[] YEAR_STEPS = {1, 2, 5, 10, 20, 50};
    private static final long[] QUARTER_STEPS = {1, 2, 4, 8, 20, 40};
    private static final long[] MONTH_STEPS = {1, 2, 3, 6, 12, 24, 60, 120};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    /** The scale on which every cell that is there can be read; dates at the start of a period stand for it. */
    static Optional<TimeScale> of(List<@Nullable String> cells) {
        List<String> present = new ArrayList<>();
        for (String cell : cells) {
            if (cell != null) {
                present.add(cell);
            }
        }
        if (present.isEmpty()) {
            return Optional.empty();
        }
        for (TimeScale scale : values()) {
            if (present.stream().allMatch(cell -> scale.at(cell) != null)) {
                return Optional.of(scale);
            }
        }
        return Optional.empty();
    }

    /** How many of this scale's units after the year 0; {@code null} where the cell is no such point in time. */
    @Nullable
    Long at(String cell) {
        String text = cell.strip();
        return switch (this) {
            case YEAR -> {
                Matcher year = YEARS.matcher(text);
                LocalDate day = startOfPeriod(text);
                yield year.matches()
                        ? Long.valueOf(year.group(1))
                        : day != null && day.getDayOfYear() == 1 ? Long.valueOf(day.getYear()) : null;
            }
            case QUARTER -> quarter(text);
            case MONTH -> {
                Matcher month = YEAR_MONTH.matcher(text);
                LocalDate day = startOfPeriod(text);
                yield month.matches()
                        ? Long.valueOf(Long.parseLong(month.group(1)) * 12 + Integer.parseInt(month.group(2)) - 1)
                        : day != null && day.getDayOfMonth() == 1
                                ? Long.valueOf(day.getYear() * 12L + day.getMonthValue() - 1)
                                : null;
            }
            case MOMENT -> {
                LocalDateTime moment = moment(text);
                yield moment == null ? null : Long.valueOf(moment.toEpochSecond(ZoneOffset.UTC));
            }
        };
    }

    String label(long at) {
        return switch (this) {
            case YEAR -> String.valueOf(at);
            case QUARTER -> "Q" + (Math.floorMod(at, 4L) + 1) + " " + Math.floorDiv(at, 4L);
            case MONTH -> MONTHS[(int) Math.floorMod(at, 12L)] + " " + Math.floorDiv(at, 12L);
            case MOMENT -> LocalDateTime.ofEpochSecond(at, 0, ZoneOffset.UTC).toString();
        };
    }

    /** How many units lie between two labels, so that there are at most so many and each stands at a round time. */
    long labelEvery(long units, int labels) {
        long[] steps = this == MONTH ? MONTH_STEPS : this == QUARTER ? QUARTER_STEPS : YEAR_STEPS;
        for (long step : steps) {
            if (units <= step * labels) {
                return step;
            }
        }
        return Math.max(1, units / labels);
    }

    private static @Nullable Long quarter(String text) {
        Matcher year = YEAR_QUARTER.matcher(text);
        if (year.matches()) {
            return Long.parseLong(year.group(1)) * 4 + Integer.parseInt(year.group(2)) - 1;
        }
        Matcher quarter = QUARTER_YEAR.matcher(text);
        if (quarter.matches()) {
            return Long.parseLong(quarter.group(2)) * 4 + Integer.parseInt(quarter.group(1)) - 1;
        }
        LocalDate day = startOfPeriod(text);
        return day != null && day.getDayOfMonth() == 1 && day.getMonthValue() % 3 == 1
                ? Long.valueOf(day.getYear() * 4L + day.getMonthValue() / 3)
                : null;
    }

    /** The day that a moment at midnight begins. */
    private static @Nullable LocalDate startOfPeriod(String text) {
        LocalDateTime moment = moment(text);
        return moment != null && moment.toLocalTime().equals(LocalTime.MIDNIGHT) ? moment.toLocalDate() : null;
    }

    private static @Nullable LocalDateTime moment(String text) {
        if (text.length() < 10 || text.charAt(4) != '-') {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text.substring(0, 10));
            String time = text.substring(10).replaceAll("^[T ]|(Z|[+-]\\d\\d(:?\\d\\d)?)$", "");
            return day.atTime(time.isEmpty() ? LocalTime.MIDNIGHT : LocalTime.parse(time));
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
