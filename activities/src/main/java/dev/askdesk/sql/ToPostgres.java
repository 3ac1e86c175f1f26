package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DuckDB's functions as PostgreSQL has them. */
final class ToPostgres {
    private static final Set<String> PARTS =
            Set.of("year", "quarter", "month", "day", "hour", "minute", "second", "week");

    private ToPostgres() {}

    /** @return {@code null} where the function is called the same, or there is none */
    static @Nullable String written(String name, List<String> args) {
        String first = args.isEmpty() ? "" : args.get(0);
        return switch (args.size()) {
            case 0 -> name.equals("today") ? "CURRENT_DATE" : null;
            case 1 -> ofOne(name, first);
            case 2 -> ofTwo(name, first, args.get(1));
            case 3 ->
                switch (name) {
                    case "date_diff", "datediff" ->
                        first.startsWith("'") ? difference(first.replace("'", ""), args.get(1), args.get(2)) : null;
                    case "if", "iff" -> "CASE WHEN " + first + " THEN " + args.get(1) + " ELSE " + args.get(2) + " END";
                    default -> null;
                };
            default -> null;
        };
    }

    private static @Nullable String ofOne(String name, String value) {
        if (PARTS.contains(name)) {
            return "EXTRACT(" + name.toUpperCase(Locale.ROOT) + " FROM " + value + ")";
        }
        boolean interval = name.startsWith("to_") && name.endsWith("s");
        if (interval && PARTS.contains(name.substring(3, name.length() - 1))) {
            String unit = name.substring(3, name.length() - 1);
            return unit.equals("quarter") ? null : "(" + value + " * INTERVAL '1 " + unit + "')";
        }
        return switch (name) {
            case "dayofmonth" -> "EXTRACT(DAY FROM " + value + ")";
            case "dayofweek", "weekday" -> "EXTRACT(DOW FROM " + value + ")";
            case "isodow" -> "EXTRACT(ISODOW FROM " + value + ")";
            case "dayofyear" -> "EXTRACT(DOY FROM " + value + ")";
            case "weekofyear" -> "EXTRACT(WEEK FROM " + value + ")";
            case "epoch" -> "EXTRACT(EPOCH FROM " + value + ")";
            case "dayname" -> "to_char(" + value + ", 'FMDay')";
            case "monthname" -> "to_char(" + value + ", 'FMMonth')";
            case "last_day" ->
                "CAST(date_trunc('month', " + value + ") + INTERVAL '1 month' - INTERVAL '1 day' AS DATE)";
            case "median" -> Dialect.POSTGRESQL.median(value);
            case "mode" -> "mode() WITHIN GROUP (ORDER BY " + value + ")";
            case "approx_count_distinct" -> "COUNT(DISTINCT " + value + ")";
            case "count_if", "countif" -> "COUNT(*) FILTER (WHERE " + value + ")";
            case "any_value", "arbitrary", "first" -> "(array_agg(" + value + "))[1]";
            case "list" -> "array_agg(" + value + ")";
            case "lcase" -> "lower(" + value + ")";
            case "ucase" -> "upper(" + value + ")";
            case "len" -> "length(" + value + ")";
            case "strlen" -> "octet_length(" + value + ")";
            case "log2" -> "log(2, CAST(" + value + " AS NUMERIC))";
            case "array_length" -> "cardinality(" + value + ")";
            default -> null;
        };
    }

    private static @Nullable String ofTwo(String name, String first, String second) {
        String both = first + ", " + second;
        return switch (name) {
            case "strftime" -> call("to_char", first, DateFormats.of(second, Dialect.POSTGRESQL));
            case "date_format" -> call("to_char", first, DateFormats.of(second, Dialect.POSTGRESQL));
            case "strptime" -> call("to_timestamp", first, DateFormats.of(second, Dialect.POSTGRESQL));
            case "datetrunc" -> "date_trunc(" + both + ")";
            case "datepart" -> "date_part(" + both + ")";
            case "quantile", "quantile_cont" -> "percentile_cont(" + second + ") WITHIN GROUP (ORDER BY " + first + ")";
            case "quantile_disc", "approx_quantile" ->
                "percentile_disc(" + second + ") WITHIN GROUP (ORDER BY " + first + ")";
            case "arg_max", "argmax", "max_by" ->
                "(array_agg(" + first + " ORDER BY " + second + " DESC NULLS LAST))[1]";
            case "arg_min", "argmin", "min_by" ->
                "(array_agg(" + first + " ORDER BY " + second + " ASC NULLS LAST))[1]";
            case "group_concat", "listagg" -> "string_agg(" + both + ")";
            case "instr" -> "strpos(" + both + ")";
            case "contains" -> "(strpos(" + both + ") > 0)";
            case "prefix" -> "starts_with(" + both + ")";
            case "ends_with", "suffix" -> "(right(" + first + ", length(" + second + ")) = " + second + ")";
            case "regexp_matches" -> "(" + first + " ~ " + second + ")";
            case "regexp_extract" -> second.contains("(") ? null : "substring(" + both + ")";
            case "ifnull", "nvl", "isnull" -> "coalesce(" + both + ")";
            case "string_split", "str_split", "split" -> "string_to_array(" + both + ")";
            case "list_contains", "array_contains", "array_has", "list_has" -> "(" + second + " = ANY(" + first + "))";
            // Of a binary number there is no rounding to places.
            case "round", "trunc" ->
                first.toUpperCase(Locale.ROOT).matches("(?s)CAST\\(.* AS NUMERIC\\)|.*::NUMERIC")
                        ? null
                        : name + "(CAST(" + first + " AS NUMERIC), " + second + ")";
            default -> null;
        };
    }

    private static @Nullable String call(String name, String value, @Nullable String format) {
        return format == null ? null : name + "(" + value + ", " + format + ")";
    }

    /** How many borders of the unit lie between, as DuckDB counts. */
    static @Nullable String difference(String unit, String from, String to) {
        String part = unit.toLowerCase(Locale.ROOT);
        return switch (part) {
            case "year" -> "(EXTRACT(YEAR FROM " + to + ") - EXTRACT(YEAR FROM " + from + "))";
            case "quarter" -> steps(4, "QUARTER", from, to);
            case "month" -> steps(12, "MONTH", from, to);
            case "week" ->
                "((CAST(date_trunc('week', " + to + ") AS DATE) - CAST(date_trunc('week', " + from + ") AS DATE)) / 7)";
            case "day" -> "(CAST(" + to + " AS DATE) - CAST(" + from + " AS DATE))";
            case "hour", "minute", "second" ->
                "CAST(EXTRACT(EPOCH FROM date_trunc('" + part + "', CAST(" + to + " AS TIMESTAMP)) - date_trunc('"
                        + part
                        + "', CAST(" + from + " AS TIMESTAMP))) / "
                        + (part.equals("hour") ? "3600" : part.equals("minute") ? "60" : "1") + " AS BIGINT)";
            default -> null;
        };
    }

    private static String steps(int each, String small, String from, String to) {
        return "((EXTRACT(YEAR FROM " + to + ") * " + each + " + EXTRACT(" + small + " FROM " + to
                + ")) - (EXTRACT(YEAR FROM " + from + ") * " + each + " + EXTRACT(" + small + " FROM " + from + ")))";
    }
}
