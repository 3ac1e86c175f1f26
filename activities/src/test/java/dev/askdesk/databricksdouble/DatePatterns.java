package dev.askdesk.databricksdouble;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Java's patterns of dates as those of strftime. */
final class DatePatterns {

    private static final Pattern PART = Pattern.compile("'([^']*)'|([a-zA-Z])\\2*|[^a-zA-Z']+");

    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("yyyy", "%Y"),
            Map.entry("y", "%Y"),
            Map.entry("yy", "%y"),
            Map.entry("MM", "%m"),
            Map.entry("M", "%-m"),
            Map.entry("MMM", "%b"),
            Map.entry("LLL", "%b"),
            Map.entry("MMMM", "%B"),
            Map.entry("LLLL", "%B"),
            Map.entry("dd", "%d"),
            Map.entry("d", "%-d"),
            Map.entry("HH", "%H"),
            Map.entry("H", "%-H"),
            Map.entry("hh", "%I"),
            Map.entry("h", "%-I"),
            Map.entry("mm", "%M"),
            Map.entry("m", "%-M"),
            Map.entry("ss", "%S"),
            Map.entry("s", "%-S"),
            Map.entry("SSS", "%g"),
            Map.entry("SSSSSS", "%f"),
            Map.entry("a", "%p"),
            Map.entry("E", "%a"),
            Map.entry("EE", "%a"),
            Map.entry("EEE", "%a"),
            Map.entry("EEEE", "%A"),
            Map.entry("D", "%-j"),
            Map.entry("DDD", "%j"));

    private DatePatterns() {}

    static String format(String value, String pattern) {
        String time = "CAST(" + value + " AS TIMESTAMP)";
        StringBuilder whole = new StringBuilder("(");
        StringBuilder part = new StringBuilder();
        Matcher parts = PART.matcher(pattern);
        while (parts.find()) {
            if (parts.group().matches("[qQ]+")) {
                String before =
                        part.isEmpty() ? "''" : "strftime(" + time + ", " + Dialect.literal(part.toString()) + ")";
                whole.append(before).append(" || quarter(").append(time).append(") || ");
                part.setLength(0);
            } else {
                part.append(strftime(parts));
            }
        }
        if (part.isEmpty()) {
            return whole + "'')";
        }
        return whole + "strftime(" + time + ", " + Dialect.literal(part.toString()) + "))";
    }

    static String parse(String value, String pattern, boolean date) {
        StringBuilder format = new StringBuilder();
        Matcher parts = PART.matcher(pattern);
        while (parts.find()) {
            format.append(strftime(parts));
        }
        String parsed = "strptime(" + value + ", " + Dialect.literal(format.toString()) + ")";
        return "CAST(" + parsed + (date ? " AS DATE)" : " AS TIMESTAMPTZ)");
    }

    private static String strftime(Matcher part) {
        String quoted = part.group(1);
        if (quoted != null) {
            return quoted.isEmpty() ? "'" : quoted.replace("%", "%%");
        }
        if (part.group(2) == null) {
            return part.group().replace("%", "%%");
        }
        String known = PARTS.get(part.group());
        if (known == null) {
            throw SparkError.of(
                    "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION",
                    "Fail to recognize '" + part.group() + "' pattern in the DateTimeFormatter.",
                    "42K0B");
        }
        return known;
    }

    /** The unit that {@code trunc} calls so. */
    static String unit(String format) {
        return switch (format.toUpperCase(Locale.ROOT)) {
            case "MM", "MON", "MONTH" -> "month";
            case "YY", "YYYY", "YEAR" -> "year";
            case "Q", "QUARTER" -> "quarter";
            default -> "week";
        };
    }
}
