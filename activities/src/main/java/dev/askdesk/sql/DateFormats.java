package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats of dates: those of strftime as each engine writes them. All are literals, with their quotes. */
final class DateFormats {
    /** Java's pattern, which Databricks takes, and PostgreSQL's. */
    private static final Map<String, String[]> CODES = Map.ofEntries(
            code("%Y", "yyyy", "YYYY"),
            code("%y", "yy", "YY"),
            code("%m", "MM", "MM"),
            code("%-m", "M", "FMMM"),
            code("%B", "MMMM", "FMMonth"),
            code("%b", "MMM", "Mon"),
            code("%d", "dd", "DD"),
            code("%-d", "d", "FMDD"),
            code("%A", "EEEE", "FMDay"),
            code("%a", "E", "Dy"),
            code("%H", "HH", "HH24"),
            code("%I", "hh", "HH12"),
            code("%M", "mm", "MI"),
            code("%S", "ss", "SS"),
            code("%p", "a", "AM"),
            code("%j", "DDD", "DDD"));

    private static final Pattern CODE = Pattern.compile("%-?[A-Za-z]");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z]+");
    private static final Pattern JAVA = Pattern.compile("yyyy|yy|MMMM|MMM|MM|M|dd|d|EEEE|E|HH|hh|mm|ss|a");

    private DateFormats() {}

    private static Map.Entry<String, String[]> code(String strftime, String java, String postgres) {
        return Map.entry(strftime, new String[] {java, postgres});
    }

    /** A format of strftime in another engine's words; {@code null} where it has none for a part of it. */
    static @Nullable String of(String strftime, Dialect dialect) {
        if (!strftime.startsWith("'") || strftime.contains("''")) {
            return null;
        }
        String inside = strftime.substring(1, strftime.length() - 1);
        String format = inside.contains("%") ? inside : ofJava(inside);
        StringBuilder written = new StringBuilder();
        Matcher code = CODE.matcher(format);
        int at = 0;
        while (code.find()) {
            String[] words = CODES.get(code.group());
            if (words == null) {
                return null;
            }
            written.append(fixed(format.substring(at, code.start()), dialect));
            written.append(words[dialect == Dialect.DATABRICKS ? 0 : 1]);
            at = code.end();
        }
        String rest = format.substring(at);
        return rest.contains("%") ? null : "'" + written + fixed(rest, dialect) + "'";
    }

    /** Letters that are no code stand in quotes. */
    private static String fixed(String text, Dialect dialect) {
        String quote = dialect == Dialect.DATABRICKS ? "''" : "\"";
        return LETTERS.matcher(text).replaceAll(letters -> quote + letters.group() + quote);
    }

    /** Java's pattern as a format of strftime, as far as the two have the same. */
    private static String ofJava(String pattern) {
        return JAVA.matcher(pattern).replaceAll(word -> CODES.entrySet().stream()
                .filter(entry -> entry.getValue()[0].equals(word.group()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(word.group()));
    }
}
