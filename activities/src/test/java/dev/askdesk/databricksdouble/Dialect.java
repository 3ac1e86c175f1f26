package dev.askdesk.databricksdouble;

import dev.askdesk.databricksdouble.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Databricks' SQL in the words of DuckDB. */
final class Dialect {

    /** Words before a bracket that call nothing. */
    private static final Set<String> NO_CALLS = Set.of(
            "in",
            "values",
            "and",
            "or",
            "not",
            "exists",
            "on",
            "using",
            "as",
            "over",
            "filter",
            "by",
            "where",
            "select",
            "from",
            "join",
            "like",
            "ilike",
            "then",
            "when",
            "else",
            "case",
            "having",
            "union",
            "all",
            "any",
            "some",
            "distinct",
            "between",
            "except",
            "intersect",
            "sets",
            "group",
            "partition",
            "with",
            "is",
            "limit",
            "lateral",
            "end",
            "rlike",
            "regexp",
            "minus",
            "div",
            "within",
            "qualify",
            "unpivot",
            "pivot",
            "tablesample",
            "key");

    private static final Set<String> LIST_ENDS = Set.of(
            "from",
            "union",
            "intersect",
            "except",
            "minus",
            "order",
            "limit",
            "where",
            "group",
            "having",
            "qualify",
            "window",
            "offset",
            "lateral");

    private final String sql;
    private final List<Token> tokens;
    private final Scope scope;
    private final List<String> parameters;
    private final boolean defining;
    private boolean sums;
    private int asked;

    /** What names without qualifiers mean. */
    record Scope(String catalog, String schema, String user) {}

    /** @param sums whether it adds up, so that a DuckDB HUGEINT is a BIGINT for Databricks */
    record Translated(String sql, boolean sums) {}

    private Dialect(String sql, Scope scope, List<String> parameters) {
        this.parameters = parameters;
        this.sql = sql;
        this.scope = scope;
        tokens = Lexer.tokens(sql);
        defining = !tokens.isEmpty() && tokens.get(0).isAny("create", "alter");
    }

    /** @param parameters what stands for the question marks, in DuckDB's words */
    static Translated toDuckDb(String sql, Scope scope, List<String> parameters) {
        Dialect dialect = new Dialect(sql, scope, parameters);
        int end = dialect.tokens.size();
        while (end > 0 && dialect.tokens.get(end - 1).is(";")) {
            end--;
        }
        for (int i = 0; i < end; i++) {
            if (dialect.tokens.get(i).is(";")) {
                Token next = dialect.tokens.get(i + 1);
                throw SparkError.syntaxNear(next.text(), sql, next.at());
            }
        }
        dialect.closed(end);
        String duckdb = dialect.render(0, end);
        return new Translated(duckdb, dialect.sums);
    }

    private void closed(int end) {
        int depth = 0;
        for (int i = 0; i < end; i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth < 0) {
                throw SparkError.syntaxNear(")", sql, tokens.get(i).at());
            }
        }
        if (depth > 0) {
            throw SparkError.syntaxNear("", sql, sql.length());
        }
    }

    private @Nullable Token token(int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : null;
    }

    private boolean is(int index, String word) {
        return Token.matches(token(index), word);
    }

    private String render(int from, int to) {
        StringBuilder out = new StringBuilder();
        int i = from;
        while (i < to) {
            i = one(i, to, out);
        }
        return out.toString().strip();
    }

    /** Renders what starts there and says where the next starts. */
    private int one(int i, int to, StringBuilder out) {
        Token token = tokens.get(i);
        switch (token.kind()) {
            case STRING -> out.append(literal(token.text())).append(' ');
            case NUMBER -> out.append(number(token.text())).append(' ');
            case QUOTED -> {
                int views = informationSchema(i, to, out);
                if (views > 0) {
                    return views;
                }
                out.append(name(token.text())).append(' ');
            }
            case SYMBOL -> {
                return symbol(i, to, out);
            }
            case WORD -> {
                return word(i, to, out);
            }
        }
        return i + 1;
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''").replace("\0", "") + "'";
    }

    static String name(String text) {
        return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static String number(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.endsWith("bd")) {
            return "CAST(" + text.substring(0, text.length() - 2) + " AS DECIMAL)";
        }
        String digits = text.substring(0, text.length() - 1);
        return switch (lower.charAt(lower.length() - 1)) {
            case 'l' -> "CAST(" + digits + " AS BIGINT)";
            case 's' -> "CAST(" + digits + " AS SMALLINT)";
            case 'y' -> "CAST(" + digits + " AS TINYINT)";
            case 'd' -> "CAST(" + digits + " AS DOUBLE)";
            case 'f' -> "CAST(" + digits + " AS FLOAT)";
            default -> text;
        };
    }

    private int symbol(int i, int to, StringBuilder out) {
        Token token = tokens.get(i);
        if (token.is("<=>")) {
            out.append("IS NOT DISTINCT FROM ");
        } else if (token.is("::")) {
            TypeName type = TypeName.at(tokens, i + 1);
            out.append("::").append(type.duckdb()).append(' ');
            return type.next();
        } else if (token.is("?")) {
            if (asked >= parameters.size()) {
                throw SparkError.of(
                        "UNBOUND_SQL_PARAMETER", "Found the unbound parameter: _" + token.at() + ".", "42P02");
            }
            out.append(parameters.get(asked++)).append(' ');
        } else if (token.is("[")) {
            int close = close(i, "[", "]");
            String inner = render(i + 1, close);
            boolean key = is(i - 1, "(") || is(i - 1, ",") || i == 0 || inner.startsWith("'");
            out.append('[').append(key ? inner : "(" + inner + ") + 1").append("] ");
            return close + 1;
        } else if (token.is("(") && i + 1 < to) {
            int close = close(i, "(", ")");
            out.append('(').append(render(i + 1, close)).append(") ");
            return close + 1;
        } else {
            out.append(token.text());
            if (!token.is(".")) {
                out.append(' ');
            } else if (out.length() > 1 && out.charAt(out.length() - 2) == ' ') {
                out.deleteCharAt(out.length() - 2);
            }
        }
        return i + 1;
    }

    private int close(int open, String opening, String closing) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).is(opening) ? 1 : tokens.get(i).is(closing) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw SparkError.syntaxNear("", sql, sql.length());
    }

    private int word(int i, int to, StringBuilder out) {
        Token token = tokens.get(i);
        String lower = token.lower();
        if (is(i - 1, ".")) {
            out.append(name(token.text())).append(' ');
            return i + 1;
        }
        int views = informationSchema(i, to, out);
        if (views > 0) {
            return views;
        }
        if (lower.equals("select")) {
            return select(i, to, out);
        }
        if (is(i + 1, "(") && (lower.equals("cast") || lower.equals("try_cast"))) {
            return cast(i, out);
        }
        if (is(i + 1, "(") && !NO_CALLS.contains(lower)) {
            return call(i, out);
        }
        Token next = token(i + 1);
        if (next != null && next.kind() == Kind.STRING && TypeName.isDated(lower)) {
            out.append(TypeName.simple(lower))
                    .append(' ')
                    .append(literal(next.text()))
                    .append(' ');
            return i + 2;
        }
        if (next != null && next.kind() == Kind.STRING && lower.equals("x")) {
            out.append("unhex(").append(literal(next.text())).append(") ");
            return i + 2;
        }
        return keyword(i, lower, out);
    }

    private int keyword(int i, String lower, StringBuilder out) {
        Token next = token(i + 1);
        switch (lower) {
            case "left" -> {
                boolean half = next != null && next.isAny("semi", "anti");
                out.append(half ? "" : "LEFT ");
            }
            case "interval" -> {
                boolean isRange = next != null && next.kind() == Kind.STRING && is(i + 3, "to");
                out.append("INTERVAL ").append(isRange ? literal(Intervals.duckdb(next.text())) + " " : "");
                return isRange ? i + 5 : i + 1;
            }
            case "div" -> out.append("// ");
            case "minus" -> out.append("EXCEPT ");
            case "except" -> out.append(is(i - 1, "*") ? "EXCLUDE " : "EXCEPT ");
            case "rlike", "regexp" -> out.append("~ ");
            case "current_date" -> out.append("CAST(now() AS DATE) ");
            case "current_timestamp" -> out.append("now() ");
            case "current_user", "user", "session_user" ->
                out.append(literal(scope.user())).append(' ');
            case "using" -> {
                boolean delta = defining && next != null && next.isName();
                if (delta) {
                    return i + 2;
                }
                out.append("USING ");
            }
            default ->
                out.append(
                                defining
                                        ? TypeName.simple(lower, tokens.get(i).text())
                                        : tokens.get(i).text())
                        .append(' ');
        }
        return i + 1;
    }

    /** {@code catalog.information_schema.name}, or 0 where there is none. */
    private int informationSchema(int i, int to, StringBuilder out) {
        if (is(i - 1, ".")) {
            return 0;
        }
        int schema = is(i + 1, ".") && isInformationSchema(i + 2) ? i + 2 : isInformationSchema(i) ? i : -1;
        Token view = token(schema + 2);
        if (schema < 0 || schema + 2 >= to || !is(schema + 1, ".") || view == null || !view.isName()) {
            return 0;
        }
        String catalog = schema == i ? scope.catalog() : tokens.get(i).lower();
        out.append(UnityCatalog.DATABASE)
                .append('.')
                .append(name(catalog + "_is"))
                .append('.');
        out.append(name(view.lower())).append(' ');
        return schema + 3;
    }

    private boolean isInformationSchema(int index) {
        Token token = token(index);
        return token != null && token.isName() && token.lower().equals("information_schema");
    }

    private int select(int i, int to, StringBuilder out) {
        out.append("SELECT ");
        int from = i + 1;
        if (from < to && tokens.get(from).isAny("distinct", "all")) {
            out.append(tokens.get(from++).text()).append(' ');
        }
        int start = from;
        int at = from;
        List<String> items = new ArrayList<>();
        while (at < to && !ends(at)) {
            if (tokens.get(at).is("(") || tokens.get(at).is("[")) {
                boolean round = tokens.get(at).is("(");
                at = round ? close(at, "(", ")") : close(at, "[", "]");
            } else if (tokens.get(at).is(",")) {
                items.add(item(start, at));
                start = at + 1;
            }
            at++;
        }
        if (start < at) {
            items.add(item(start, at));
        } else if (at < to) {
            throw SparkError.syntaxNear(
                    tokens.get(at).text(), sql, tokens.get(at).at());
        } else {
            throw SparkError.syntaxNear("", sql, sql.length());
        }
        out.append(String.join(", ", items)).append(' ');
        return at;
    }

    private boolean ends(int at) {
        Token token = tokens.get(at);
        return token.kind() == Kind.WORD
                && LIST_ENDS.contains(token.lower())
                && !is(at - 1, ".")
                && !(token.is("except") && is(at - 1, "*"))
                && !(token.is("group") && is(at - 1, "within"));
    }

    private String item(int from, int to) {
        String name = ItemName.of(tokens.subList(from, to));
        String text = render(from, to);
        return name == null ? text : text + " AS " + name(name.isEmpty() ? " " : name);
    }

    private int cast(int i, StringBuilder out) {
        int close = close(i + 1, "(", ")");
        int depth = 0;
        for (int at = i + 2; at < close; at++) {
            depth += tokens.get(at).is("(") ? 1 : tokens.get(at).is(")") ? -1 : 0;
            if (depth == 0 && tokens.get(at).is("as")) {
                TypeName type = TypeName.at(tokens, at + 1);
                out.append(cast(tokens.get(i).text(), render(i + 2, at), type.duckdb(), at - i > 3))
                        .append(' ');
                return close + 1;
            }
        }
        throw SparkError.syntaxNear(")", sql, tokens.get(close).at());
    }

    /** Fractions are cut where DuckDB rounds them. */
    private static String cast(String how, String value, String type, boolean computed) {
        String plain = how + "(" + value + " AS " + type + ")";
        if (type.equals("VARCHAR") && !value.startsWith("'")) {
            // A moment's text is a wall clock's, without the offset.
            return "(CASE WHEN typeof(" + value + ") = 'TIMESTAMP WITH TIME ZONE' THEN regexp_replace(" + plain
                    + ", '[+-]\\d\\d(:\\d\\d)*$', '') ELSE " + plain + " END)";
        }
        boolean whole = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT").contains(type);
        if (!whole || (!computed && value.matches("'.*'|\\d+"))) {
            return plain;
        }
        return "(CASE WHEN typeof(" + value + ") IN ('DOUBLE', 'FLOAT') THEN " + how + "(trunc(TRY_CAST(" + value
                + " AS DOUBLE)) AS " + type + ") WHEN typeof(" + value + ") LIKE 'DECIMAL%' THEN " + how
                + "(trunc(TRY_CAST("
                + value + " AS DECIMAL(38, 9))) AS " + type + ") ELSE " + plain + " END)";
    }

    private int call(int i, StringBuilder out) {
        Token token = tokens.get(i);
        int close = close(i + 1, "(", ")");
        List<List<Token>> arguments = new ArrayList<>();
        List<String> rendered = new ArrayList<>();
        int start = i + 2;
        for (int at = start; at < close; at++) {
            if (tokens.get(at).is("(")) {
                at = close(at, "(", ")");
            } else if (tokens.get(at).is(",")) {
                arguments.add(tokens.subList(start, at));
                rendered.add(argument(start, at));
                start = at + 1;
            }
        }
        if (start < close) {
            arguments.add(tokens.subList(start, close));
            rendered.add(argument(start, close));
        }
        String lower = token.lower();
        sums |= lower.equals("sum");
        int next = close + 1;
        if (Set.of("listagg", "string_agg").contains(lower) && is(next, "within")) {
            int end = close(next + 2, "(", ")");
            String delimiter = rendered.size() > 1 ? rendered.get(1) : "''";
            out.append("string_agg(")
                    .append(rendered.get(0))
                    .append(", ")
                    .append(delimiter)
                    .append(' ');
            out.append(render(next + 3, end)).append(") ");
            return end + 1;
        }
        if (Functions.isUnknown(lower)) {
            throw SparkError.noRoutine(token.text(), sql, token.at());
        }
        out.append(Functions.call(token.text(), arguments, rendered, scope)).append(' ');
        return next;
    }

    /** A lambda is written with a word in DuckDB. */
    private String argument(int from, int to) {
        int arrow = -1;
        for (int at = from; at < to && arrow < 0; at++) {
            arrow = tokens.get(at).is("->") ? at : -1;
        }
        if (arrow < 0) {
            return render(from, to);
        }
        String names = render(from, arrow).replaceAll("[()]", "");
        return "lambda " + names + " : " + render(arrow + 1, to);
    }
}
