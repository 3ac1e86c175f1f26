package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** DuckDB's functions as Databricks has them. */
final class ToDatabricks {
    private static final List<String> INTERVAL_PARTS =
            List.of("year", "month", "week", "day", "hour", "minute", "second");

    private ToDatabricks() {}

    /** @return {@code null} where the function is called the same, or there is none */
    static @Nullable String written(String name, List<String> args) {
        String all = String.join(", ", args);
        String first = args.isEmpty() ? "" : args.get(0);
        return switch (args.size()) {
            case 0 -> ofNothing(name);
            case 1 -> ofOne(name, first);
            case 2 -> ofTwo(name, first, args.get(1));
            default ->
                switch (name) {
                    case "date_diff", "datediff" ->
                        first.startsWith("'") ? difference(unit(first), args.get(1), args.get(2)) : null;
                    case "generate_series" -> "explode(sequence(" + all + "))";
                    case "concat" -> "concat_ws('', " + all + ")";
                    case "iff" -> "if(" + all + ")";
                    case "regexp_extract" -> null;
                    case "regexp_replace" ->
                        args.size() == 4 && args.get(3).equals("'g'")
                                ? "regexp_replace(" + String.join(", ", args.subList(0, 3)) + ")"
                                : null;
                    default -> null;
                };
        };
    }

    private static @Nullable String ofNothing(String name) {
        return switch (name) {
            case "today" -> "CURRENT_DATE";
            case "random" -> "rand()";
            default -> null;
        };
    }

    private static @Nullable String ofOne(String name, String value) {
        if (name.startsWith("to_") && name.endsWith("s")) {
            int part = INTERVAL_PARTS.indexOf(name.substring(3, name.length() - 1));
            if (part >= 0) {
                return "make_interval(" + "0, ".repeat(part) + value + ")";
            }
        }
        return switch (name) {
            case "dayofweek" -> "(dayofweek(" + value + ") - 1)";
            case "isodow" -> "(weekday(" + value + ") + 1)";
            case "week" -> "weekofyear(" + value + ")";
            case "dayname" -> "date_format(" + value + ", 'EEEE')";
            case "monthname" -> "date_format(" + value + ", 'MMMM')";
            case "epoch" -> "unix_timestamp(" + value + ")";
            case "list" -> "collect_list(" + value + ")";
            case "unnest" -> "explode(" + value + ")";
            case "log" -> "log10(" + value + ")";
            case "arbitrary" -> "any_value(" + value + ")";
            case "countif" -> "count_if(" + value + ")";
            case "array_length" -> "size(" + value + ")";
            case "concat" -> "concat_ws('', " + value + ")";
            case "strlen" -> "octet_length(" + value + ")";
            default -> null;
        };
    }

    private static @Nullable String ofTwo(String name, String first, String second) {
        String both = first + ", " + second;
        return switch (name) {
            case "strftime" -> call("date_format", first, DateFormats.of(second, Dialect.DATABRICKS));
            case "date_format" ->
                second.contains("%") ? call("date_format", first, DateFormats.of(second, Dialect.DATABRICKS)) : null;
            case "strptime" -> call("to_timestamp", first, DateFormats.of(second, Dialect.DATABRICKS));
            case "datetrunc" -> "date_trunc(" + both + ")";
            case "quantile", "quantile_cont" -> "percentile(" + both + ")";
            case "quantile_disc" -> "percentile_disc(" + second + ") WITHIN GROUP (ORDER BY " + first + ")";
            case "approx_quantile" -> "percentile_approx(" + both + ")";
            case "arg_max", "argmax" -> "max_by(" + both + ")";
            case "arg_min", "argmin" -> "min_by(" + both + ")";
            case "string_agg", "group_concat", "listagg" -> "array_join(collect_list(" + first + "), " + second + ")";
            case "strpos" -> "instr(" + both + ")";
            case "starts_with", "prefix" -> "startswith(" + both + ")";
            case "ends_with", "suffix" -> "endswith(" + both + ")";
            case "regexp_matches" -> "regexp_like(" + both + ")";
            case "regexp_extract" -> "regexp_extract(" + both + ", 0)";
            case "list_contains", "array_has", "list_has" -> "array_contains(" + both + ")";
            case "json_extract_string" -> "get_json_object(" + both + ")";
            case "concat" -> "concat_ws('', " + both + ")";
            case "generate_series" -> "explode(sequence(" + both + "))";
            default -> null;
        };
    }

    private static String unit(String literal) {
        return literal.replace("'", "");
    }

    private static @Nullable String call(String name, String value, @Nullable String format) {
        return format == null ? null : name + "(" + value + ", " + format + ")";
    }

    /** How many borders of the unit lie between: Databricks' own difference by a unit counts whole ones. */
    static @Nullable String difference(String unit, String from, String to) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "year" -> "(year(" + to + ") - year(" + from + "))";
            case "quarter" -> steps("year", 4, "quarter", from, to);
            case "month" -> steps("year", 12, "month", from, to);
            case "week" ->
                "CAST(datediff(date_trunc('WEEK', " + to + "), date_trunc('WEEK', " + from + ")) / 7 AS BIGINT)";
            case "day" -> "datediff(" + to + ", " + from + ")";
            case "hour" -> seconds("HOUR", 3600, from, to);
            case "minute" -> seconds("MINUTE", 60, from, to);
            case "second" -> "(unix_timestamp(" + to + ") - unix_timestamp(" + from + "))";
            default -> null;
        };
    }

    private static String steps(String large, int each, String small, String from, String to) {
        return "((" + large + "(" + to + ") * " + each + " + " + small + "(" + to + ")) - (" + large + "(" + from
                + ") * " + each + " + " + small + "(" + from + ")))";
    }

    private static String seconds(String unit, int each, String from, String to) {
        return "CAST((unix_timestamp(date_trunc('" + unit + "', " + to + ")) - unix_timestamp(date_trunc('" + unit
                + "', " + from + "))) / " + each + " AS BIGINT)";
    }
}
