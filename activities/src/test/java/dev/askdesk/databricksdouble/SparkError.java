package dev.askdesk.databricksdouble;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An error as Databricks words it: a class in brackets, a sentence, and the SQLSTATE at the end. */
@SuppressWarnings("serial")
final class SparkError extends RuntimeException {

    private static final Pattern CANDIDATE = Pattern.compile("\"([^\"]+)\"");

    final @Nullable String sqlState;

    SparkError(String message, @Nullable String sqlState) {
        super(message);
        this.sqlState = sqlState;
    }

    private static SparkError of(String errorClass, String sentence, String sqlState, String where) {
        return new SparkError("[" + errorClass + "] " + sentence + " SQLSTATE: " + sqlState + where, sqlState);
    }

    static SparkError of(String errorClass, String sentence, String sqlState) {
        return of(errorClass, sentence, sqlState, "");
    }

    static SparkError syntax(String classAndSentence, String sql, int at) {
        return new SparkError(classAndSentence + " SQLSTATE: 42601" + parserPlace(sql, at), "42601");
    }

    static SparkError syntaxNear(String near, String sql, int at) {
        String what = near.isEmpty() ? "end of input" : "'" + near + "'";
        return syntax("[PARSE_SYNTAX_ERROR] Syntax error at or near " + what + ".", sql, at);
    }

    static SparkError denied(String what) {
        return of("INSUFFICIENT_PERMISSIONS", "Insufficient privileges:\n" + what, "42501");
    }

    static SparkError noRoutine(String name, String sql, int at) {
        String sentence =
                "Cannot resolve routine `" + name + "` on search path [`system`.`builtin`, `system`.`session`,"
                        + " `fund`.`default`].\nVerify the spelling of `" + name
                        + "`, check that the routine exists, and confirm"
                        + " you have `USE` privilege on the catalog and schema, and EXECUTE on the routine.";
        return of("UNRESOLVED_ROUTINE", sentence, "42883", place(sql, at));
    }

    /** What DuckDB said, as Databricks says it. */
    static SparkError of(String duckdb, String sql) {
        String said = duckdb.strip();
        String first = said.lines().findFirst().orElse("");
        int colon = first.indexOf(": ");
        String kind = colon < 0 ? "" : first.substring(0, colon);
        String rest = colon < 0 ? first : first.substring(colon + 2);
        return switch (kind) {
            case "Parser Error" -> parser(rest, sql);
            case "Catalog Error" -> catalog(rest, sql);
            case "Binder Error" -> binder(rest, said, sql);
            case "Conversion Error" -> conversion(rest, sql);
            case "Out of Range Error" -> of("ARITHMETIC_OVERFLOW", rest + ".", "22003");
            case "Invalid Input Error" -> input(rest, sql);
            default -> of("INTERNAL_ERROR", said, "XX000");
        };
    }

    private static SparkError parser(String rest, String sql) {
        Matcher near = Pattern.compile("at or near \"(.*)\"").matcher(rest);
        if (!near.find()) {
            return syntaxNear("", sql, sql.length());
        }
        String word = near.group(1);
        int at = indexOf(sql, word);
        return syntaxNear(at < 0 ? "" : word, sql, Math.max(at, 0));
    }

    private static SparkError catalog(String rest, String sql) {
        String name = group(rest, "with name \"?([^\" ]+)\"? does not exist");
        if (rest.contains("Function with name")) {
            return noRoutine(name, sql, Math.max(indexOf(sql, name), 0));
        }
        if (rest.startsWith("Schema")) {
            String sentence = "The schema `" + name + "` cannot be found. Verify the spelling and correctness of the"
                    + " schema and catalog.\nIf you did not qualify the name with a catalog, verify the"
                    + " current_schema() output, or qualify the name with the correct catalog.\nTo tolerate the error"
                    + " on drop use DROP SCHEMA IF EXISTS.";
            return of("SCHEMA_NOT_FOUND", sentence, "42704");
        }
        if (rest.contains("already exists")) {
            return of(
                    "TABLE_OR_VIEW_ALREADY_EXISTS", "Cannot create table or view because it already exists.", "42P07");
        }
        return noTable(name, sql);
    }

    private static SparkError noTable(String name, String sql) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        Chain chain = Chain.endingWith(last, sql);
        String sentence =
                "The table or view " + chain.quoted() + " cannot be found. Verify the spelling and correctness"
                        + " of the schema and catalog.\nIf you did not qualify the name with a schema, verify the"
                        + " current_schema() output, or qualify the name with the correct schema and catalog.\nTo tolerate the"
                        + " error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS.";
        return of("TABLE_OR_VIEW_NOT_FOUND", sentence, "42P01", place(sql, chain.at()));
    }

    private static SparkError binder(String rest, String said, String sql) {
        if (rest.startsWith("Referenced column") || rest.contains("does not have a column named")) {
            boolean plain = rest.startsWith("Referenced column");
            String name = group(rest, plain ? "column \"(.*)\" not found" : "column named \"([^\"]*)\"");
            return column(Chain.endingWith(name, sql), said, sql);
        }
        if (rest.startsWith("Referenced table")) {
            return column(Chain.startingWith(group(rest, "table \"([^\"]*)\""), sql), "", sql);
        }
        if (rest.startsWith("Ambiguous reference")) {
            String name = group(rest, "column name \"(.*?)\"");
            String options = group(rest, "\\(use: (.*)\\)")
                    .replace("'", "`")
                    .replace(".", "`.`")
                    .replace(" or ", ", ");
            String sentence = "Reference `" + name + "` is ambiguous, could be: [" + options + "].";
            return of("AMBIGUOUS_REFERENCE", sentence, "42704", place(sql, Math.max(indexOf(sql, name), 0)));
        }
        return aggregates(rest, said, sql);
    }

    private static SparkError aggregates(String rest, String said, String sql) {
        if (rest.contains("must appear in the GROUP BY")) {
            String name = group(rest, "column \"(.*?)\" must");
            String sentence = "The non-aggregating expression \"" + name + "\" is based on columns which are not"
                    + " participating in the GROUP BY clause.\nAdd the columns or the expression to the GROUP BY,"
                    + " aggregate the expression, or use \"any_value(" + name
                    + ")\" if you do not care which of the values within a group is returned.";
            return of("MISSING_AGGREGATION", sentence, "42803", place(sql, Math.max(indexOf(sql, name), 0)));
        }
        if (rest.contains("cannot be nested")) {
            return of(
                    "NESTED_AGGREGATE_FUNCTION",
                    "It is not allowed to use an aggregate function in the argument of another aggregate function."
                            + " Please use the inner aggregate function in a sub-query.",
                    "42607");
        }
        if (rest.startsWith("WHERE clause cannot contain")) {
            return of("INVALID_WHERE_CONDITION", "The WHERE condition contains invalid expressions.", "42903");
        }
        if (rest.startsWith("Set operations")) {
            return of(
                    "NUM_COLUMNS_MISMATCH",
                    "UNION can only be performed on inputs with the same number of columns.",
                    "42826");
        }
        if (rest.startsWith("No function matches") || rest.startsWith("Could not choose")) {
            String call = group(rest, "(?:types '|call \")([^'\"]*)");
            return of(
                    "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
                    "Cannot resolve \"" + call
                            + "\" due to data type mismatch: the parameters do not have the required types.",
                    "42K09",
                    place(sql, 0));
        }
        if (rest.startsWith("Cannot compare") || rest.startsWith("Cannot mix")) {
            return of(
                    "DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES",
                    "Cannot resolve the comparison due to data type mismatch: " + rest,
                    "42K09",
                    place(sql, 0));
        }
        if (rest.contains("columns but") && rest.contains("supplied")) {
            return of("INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS", rest, "21S01");
        }
        return of("INTERNAL_ERROR", said, "XX000");
    }

    private static SparkError column(Chain chain, String said, String sql) {
        int start = said.indexOf("Candidate bindings:");
        List<String> candidates = start < 0
                ? List.of()
                : CANDIDATE
                        .matcher(said.substring(start).lines().findFirst().orElse(""))
                        .results()
                        .map(found -> "`" + found.group(1).replace(".", "`.`") + "`")
                        .toList();
        String sentence =
                "A column, variable, or function parameter with name " + chain.quoted() + " cannot be resolved.";
        return candidates.isEmpty()
                ? of("UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", sentence, "42703", place(sql, chain.at()))
                : of(
                        "UNRESOLVED_COLUMN.WITH_SUGGESTION",
                        sentence + " Did you mean one of the following? [" + String.join(", ", candidates) + "].",
                        "42703",
                        place(sql, chain.at()));
    }

    private static SparkError conversion(String rest, String sql) {
        Matcher text = Pattern.compile("string ['\"](.*)['\"] to (\\w+)").matcher(rest);
        boolean found = text.find();
        String value = found ? text.group(1) : group(rest, "\"([^\"]*)\"");
        String duck = found ? text.group(2) : rest.contains("date") ? "DATE" : "TIMESTAMP";
        String target = ColumnType.ofStorage(duck);
        if (!found && !rest.contains("format") && !rest.contains("field")) {
            return of("CAST_OVERFLOW", rest, "22003");
        }
        String sentence =
                "The value '" + value + "' of the type \"STRING\" cannot be cast to \"" + target + "\" because"
                        + " it is malformed. Correct the value as per the syntax, or change its target type. Use `try_cast` to"
                        + " tolerate malformed input and return NULL instead.";
        return of("CAST_INVALID_INPUT", sentence, "22018", place(sql, Math.max(0, indexOf(sql, value))));
    }

    private static SparkError input(String rest, String sql) {
        if (rest.startsWith("Division by zero")) {
            int at = Math.max(0, Math.max(sql.indexOf('/'), sql.indexOf('%')));
            return of(
                    "DIVIDE_BY_ZERO",
                    "Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL"
                            + " instead. If necessary set \"ansi_mode\" to \"false\" to bypass this error.",
                    "22012",
                    place(sql, at));
        }
        if (rest.startsWith("More than one row")) {
            return of(
                    "SCALAR_SUBQUERY_TOO_MANY_ROWS",
                    "More than one row returned by a subquery used as an expression.",
                    "21000");
        }
        return of("USER_RAISED_EXCEPTION", rest, "P0001");
    }

    private static String group(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static int indexOf(String sql, String word) {
        return word.isEmpty() ? -1 : sql.toLowerCase(Locale.ROOT).indexOf(word.toLowerCase(Locale.ROOT));
    }

    private static String place(String sql, int at) {
        int line = (int) sql.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return "; line " + line + " pos " + (at - sql.lastIndexOf('\n', at - 1) - 1);
    }

    private static String parserPlace(String sql, int at) {
        int line = (int) sql.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return " (line " + line + ", pos " + (at - sql.lastIndexOf('\n', at - 1) - 1) + ")\n\n== SQL ==\n" + sql + "\n";
    }
}
