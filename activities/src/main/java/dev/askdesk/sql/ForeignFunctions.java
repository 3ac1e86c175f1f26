package dev.askdesk.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import org.jspecify.annotations.Nullable;

/**
 * Functions of other engines written as DuckDB has them. Models write the dialect that they have read most of, whichever
 * they are asked for; what MySQL, SQLite, SQL Server, Oracle and PostgreSQL call a thing is in those engines' manuals.
 */
final class ForeignFunctions {
    private static final Pattern UNIT = Pattern.compile("(?i)'?(second|minute|hour|day|week|month|quarter|year)s?'?");
    /** SQLite's modifiers: {@code '-3 months'}. */
    private static final Pattern MODIFIER =
            Pattern.compile("(?i)'([+-]?)\\s*(\\d+)\\s+(second|minute|hour|day|month|year)s?'");

    private static final Pattern START_OF = Pattern.compile("(?i)'start of (day|month|year)'");

    /** Formats of MySQL's DATE_FORMAT, where DuckDB writes them in another way. */
    private static final Map<String, String> MYSQL_FORMATS = Map.of(
            "%i", "%M", "%s", "%S", "%M", "%B", "%W", "%A", "%h", "%I", "%e", "%-d", "%c", "%-m", "%T", "%H:%M:%S");

    /** Formats of TO_CHAR, longest first. */
    private static final List<Map.Entry<String, String>> TO_CHAR_FORMATS = List.of(
            Map.entry("YYYY", "%Y"),
            Map.entry("HH24", "%H"),
            Map.entry("HH12", "%I"),
            Map.entry("MONTH", "%B"),
            Map.entry("MON", "%b"),
            Map.entry("DAY", "%A"),
            Map.entry("DDD", "%j"),
            Map.entry("YY", "%y"),
            Map.entry("MM", "%m"),
            Map.entry("DD", "%d"),
            Map.entry("DY", "%a"),
            Map.entry("HH", "%I"),
            Map.entry("MI", "%M"),
            Map.entry("SS", "%S"),
            Map.entry("IW", "%V"),
            Map.entry("D", "%w"));

    private ForeignFunctions() {}

    /** The same expression for DuckDB; itself where it is not foreign. */
    static Expression translated(Expression expression) {
        String written = null;
        if (expression instanceof Function function && function.getName() != null) {
            List<String> arguments = new ArrayList<>();
            if (function.getParameters() != null) {
                function.getParameters().forEach(argument -> arguments.add(argument.toString()));
            }
            written = written(FunctionRules.plain(function.getName()), arguments);
        } else if (expression instanceof TimeKeyExpression key) {
            written = written(key.getStringValue().replace("()", "").toLowerCase(Locale.ROOT), List.of());
        }
        return written == null ? expression : parsed(written, expression);
    }

    private static Expression parsed(String written, Expression otherwise) {
        try {
            return CCJSqlParserUtil.parseExpression(written);
        } catch (JSQLParserException notOurs) {
            return otherwise;
        }
    }

    private static @Nullable String written(String name, List<String> arguments) {
        return switch (arguments.size()) {
            case 0 -> ofNothing(name);
            case 1 -> ofOne(name, arguments.get(0));
            case 2 -> ofTwo(name, arguments.get(0), arguments.get(1));
            case 3 -> ofThree(name, arguments.get(0), arguments.get(1), arguments.get(2));
            default -> name.equals("date") || name.equals("datetime") ? sqliteDate(arguments) : null;
        };
    }

    private static @Nullable String ofNothing(String name) {
        return switch (name) {
            case "curdate", "sysdate", "today", "utc_date" -> "CURRENT_DATE";
            case "getdate", "getutcdate", "sysdatetime", "utc_timestamp", "systimestamp" -> "CURRENT_TIMESTAMP";
            default -> null;
        };
    }

    private static @Nullable String ofOne(String name, String argument) {
        return switch (name) {
            case "date", "datetime" -> argument.equalsIgnoreCase("'now'") ? "CURRENT_DATE" : null;
            case "curdate", "sysdate" -> "CURRENT_DATE";
            case "julianday" -> "julian(" + (argument.equalsIgnoreCase("'now'") ? "CURRENT_DATE" : argument) + ")";
            case "unix_timestamp" -> "epoch(" + argument + ")";
            case "from_unixtime" -> "to_timestamp(" + argument + ")";
            case "to_days" -> "date_diff('day', DATE '0001-01-01', " + argument + ")";
            case "lengthb", "datalength" -> "length(" + argument + ")";
            case "int" -> "CAST(" + argument + " AS INTEGER)";
            default -> null;
        };
    }

    private static @Nullable String ofTwo(String name, String first, String second) {
        return switch (name) {
            case "date_sub", "subdate" -> isInterval(second) ? "(" + first + " - " + second + ")" : null;
            case "date_add", "adddate" -> isInterval(second) ? "(" + first + " + " + second + ")" : null;
            case "datediff", "date_diff" -> "date_diff('day', " + second + ", " + first + ")";
            case "date_format" -> strftime(first, mysqlFormat(second));
            case "to_char" -> second.startsWith("'") ? strftime(first, toCharFormat(second)) : null;
            case "strftime" -> first.startsWith("'") && !second.startsWith("'") ? sqliteStrftime(first, second) : null;
            case "str_to_date" -> "strptime(" + first + ", " + mysqlFormat(second) + ")";
            case "to_date" -> "CAST(" + first + " AS DATE)";
            case "nvl", "isnull" -> "coalesce(" + first + ", " + second + ")";
            case "charindex" -> "strpos(" + second + ", " + first + ")";
            case "date", "datetime" -> sqliteDate(List.of(first, second));
            case "add_months" -> "(" + first + " + to_months(" + second + "))";
            case "months_between" -> "date_diff('month', " + second + ", " + first + ")";
            case "truncate" -> "trunc(" + first + ", " + second + ")";
            default -> null;
        };
    }

    private static @Nullable String ofThree(String name, String first, String second, String third) {
        Matcher unit = UNIT.matcher(first);
        boolean byUnit = unit.matches();
        return switch (name) {
            case "datediff", "timestampdiff", "date_diff" ->
                byUnit && (!first.startsWith("'") || name.startsWith("time"))
                        ? "date_diff('" + unit.group(1).toLowerCase(Locale.ROOT) + "', " + second + ", " + third + ")"
                        : null;
            case "dateadd", "date_add", "timestampadd" ->
                byUnit ? "(" + third + " + to_" + unit.group(1).toLowerCase(Locale.ROOT) + "s(" + second + "))" : null;
            case "if", "iif", "iff" -> "CASE WHEN " + first + " THEN " + second + " ELSE " + third + " END";
            case "nvl2" -> "CASE WHEN " + first + " IS NOT NULL THEN " + second + " ELSE " + third + " END";
            case "date", "datetime" -> sqliteDate(List.of(first, second, third));
            case "strftime" -> first.startsWith("'") ? sqliteStrftime(first, sqliteDate(List.of(second, third))) : null;
            default -> null;
        };
    }

    private static boolean isInterval(String argument) {
        return argument.toUpperCase(Locale.ROOT).startsWith("INTERVAL");
    }

    /** DATE('now', '-3 months', 'start of month'). */
    private static @Nullable String sqliteDate(List<String> arguments) {
        String date = arguments.get(0).equalsIgnoreCase("'now'") ? "CURRENT_DATE" : arguments.get(0);
        for (String modifier : arguments.subList(1, arguments.size())) {
            Matcher shift = MODIFIER.matcher(modifier);
            Matcher start = START_OF.matcher(modifier);
            if (shift.matches()) {
                String sign = shift.group(1).equals("-") ? "-" : "+";
                date = "(" + date + " " + sign + " INTERVAL " + shift.group(2) + " " + shift.group(3) + ")";
            } else if (start.matches()) {
                date = "date_trunc('" + start.group(1).toLowerCase(Locale.ROOT) + "', " + date + ")";
            } else {
                return null;
            }
        }
        return date;
    }

    private static @Nullable String sqliteStrftime(String format, @Nullable String date) {
        if (date == null) {
            return null;
        }
        return strftime(date.equalsIgnoreCase("'now'") ? "CURRENT_DATE" : date, format);
    }

    private static String strftime(String date, String format) {
        return "strftime(" + date + ", " + format + ")";
    }

    private static String mysqlFormat(String format) {
        Matcher codes = Pattern.compile("%[a-zA-Z]").matcher(format);
        return codes.replaceAll(
                code -> Matcher.quoteReplacement(MYSQL_FORMATS.getOrDefault(code.group(), code.group())));
    }

    private static String toCharFormat(String format) {
        String rest = new StringValue(format.substring(1, format.length() - 1)).getValue();
        StringBuilder written = new StringBuilder();
        int at = 0;
        while (at < rest.length()) {
            int from = at;
            Map.Entry<String, String> code = TO_CHAR_FORMATS.stream()
                    .filter(entry -> rest.regionMatches(
                            true, from, entry.getKey(), 0, entry.getKey().length()))
                    .findFirst()
                    .orElse(null);
            written.append(code == null ? String.valueOf(rest.charAt(at)) : code.getValue());
            at += code == null ? 1 : code.getKey().length();
        }
        return "'" + written.toString().replace("FM", "") + "'";
    }
}
