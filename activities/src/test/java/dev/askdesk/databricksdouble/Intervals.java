package dev.askdesk.databricksdouble;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as Databricks writes them. */
final class Intervals {
    private static final Pattern YEARS = Pattern.compile("(-?)(\\d+)-(\\d+)");
    private static final Pattern DAYS = Pattern.compile("(-?)(\\d+) (\\d+:\\d+:\\d+(?:\\.\\d+)?)");

    private Intervals() {}

    /** What a literal YEAR TO MONTH or DAY TO SECOND is in DuckDB's words. */
    static String duckdb(String literal) {
        Matcher years = YEARS.matcher(literal);
        if (years.matches()) {
            return years.replaceAll("$1$2 years $1$3 months");
        }
        return DAYS.matcher(literal).replaceAll("$1$2 days $1$3");
    }

    /** @param size in months or in microseconds */
    static String text(ColumnType type, long size) {
        long absolute = Math.abs(size);
        String sign = size < 0 ? "-" : "";
        if (type.equals(ColumnType.YEARS)) {
            return sign + absolute / 12 + "-" + absolute % 12;
        }
        long seconds = absolute / 1_000_000;
        return String.format(
                Locale.ROOT,
                "%s%d %02d:%02d:%02d.%06d000",
                sign,
                seconds / 86_400,
                seconds / 3600 % 24,
                seconds / 60 % 60,
                seconds % 60,
                absolute % 1_000_000);
    }
}
