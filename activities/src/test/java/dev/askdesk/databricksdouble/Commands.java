package dev.askdesk.databricksdouble;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs a statement on a connection of its own, whatever kind it is. */
final class Commands {

    private static final Set<String> QUERIES = Set.of("select", "with", "values", "(", "from", "table");
    private static final Set<String> WRITES = Set.of(
            "insert", "delete", "update", "merge", "create", "drop", "alter", "truncate", "comment", "grant", "revoke");
    private static final Pattern SETTING = Pattern.compile(
            "(?is)\\s*SET\\s+([\\w.]+|TIME\\s+ZONE)(\\s*\\[\\s*['\"](.*?)['\"]\\s*\\])?\\s*=?\\s*(.*?)\\s*;?\\s*");

    private final Engine engine;
    private final Switches switches;

    Commands(Engine engine, Switches switches) {
        this.engine = engine;
        this.switches = switches;
    }

    Result run(Query query) throws SQLException {
        switches.scripted(query.sql);
        Connection connection = engine.open(query.session);
        boolean done = false;
        try (Statement statement = connection.createStatement()) {
            query.executes(statement);
            Result result = run(query, connection, statement);
            done = true;
            return result;
        } catch (SQLException e) {
            throw SparkError.of(String.valueOf(e.getMessage()), query.sql);
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    private Result run(Query query, Connection connection, Statement statement) throws SQLException {
        List<Token> tokens = Lexer.tokens(query.sql);
        if (tokens.isEmpty()) {
            throw SparkError.syntaxNear("", query.sql, query.sql.length());
        }
        String first = tokens.get(0).lower();
        if (QUERIES.contains(first)) {
            return rows(query, connection, statement, translated(query.sql, query));
        }
        if (WRITES.contains(first)) {
            return write(query, connection, statement, first);
        }
        return switch (first) {
            case "explain" -> rows(query, connection, statement, explained(query, tokens, connection));
            case "show", "describe", "desc" -> {
                engine.unity.refresh();
                yield rows(query, connection, statement, new Dialect.Translated(Shows.query(tokens, query), false));
            }
            case "set" -> set(query, connection, statement);
            case "use" -> use(query, tokens, connection);
            default -> throw SparkError.syntaxNear(tokens.get(0).text(), query.sql, 0);
        };
    }

    private Result rows(Query query, Connection connection, Statement statement, Dialect.Translated translated)
            throws SQLException {
        return Result.of(connection, statement, translated, query.rowLimit, switches.chunkRows());
    }

    private Dialect.Translated translated(String sql, Query query) throws SQLException {
        Dialect.Translated translated = Dialect.toDuckDb(sql, query.session.scope(), query.parameters);
        if (translated.sql().contains(UnityCatalog.DATABASE)) {
            engine.unity.refresh();
        }
        return translated;
    }

    private Result write(Query query, Connection connection, Statement statement, String first) throws SQLException {
        if (switches.isReadOnly()) {
            throw SparkError.denied("User does not have MODIFY on the object of this "
                    + first.toUpperCase(java.util.Locale.ROOT) + " statement.");
        }
        int count = statement.executeUpdate(translated(query.sql, query).sql());
        String counts =
                switch (first) {
                    case "insert" -> "CAST(" + count + " AS BIGINT) AS num_inserted_rows";
                    case "update", "delete", "merge" -> "";
                    default -> null;
                };
        if (counts == null) {
            return Result.empty(connection);
        }
        String select =
                "SELECT CAST(" + count + " AS BIGINT) AS num_affected_rows" + (counts.isEmpty() ? "" : ", " + counts);
        return rows(query, connection, statement, new Dialect.Translated(select, false));
    }

    /** As Spark's: what does not analyse is told in the rows of a plan. */
    private Dialect.Translated explained(Query query, List<Token> tokens, Connection connection) throws SQLException {
        int from = tokens.size() > 1 && tokens.get(1).isAny("extended", "codegen", "cost", "formatted") ? 2 : 1;
        if (tokens.size() <= from) {
            throw SparkError.syntaxNear("", query.sql, query.sql.length());
        }
        String inner = query.sql.substring(tokens.get(from).at());
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery(
                        "EXPLAIN " + translated(inner, query).sql())) {
            plan.next();
            return plan("== Physical Plan ==\n" + plan.getString(2));
        } catch (SQLException e) {
            return failedPlan(SparkError.of(String.valueOf(e.getMessage()), inner));
        } catch (SparkError e) {
            return failedPlan(e);
        }
    }

    private Dialect.Translated failedPlan(SparkError error) {
        String message = String.valueOf(error.getMessage());
        if ("42601".equals(error.sqlState) || !switches.isPlanErrorsAsRows()) {
            throw error;
        }
        return plan(("Error occurred during query planning: \n" + message).split("\n"));
    }

    private static Dialect.Translated plan(String... lines) {
        String rows = List.of(lines).stream()
                .map(line -> "(" + Dialect.literal(line) + ")")
                .collect(Collectors.joining(", "));
        return new Dialect.Translated("SELECT * FROM (VALUES " + rows + ") plans(plan)", false);
    }

    private Result set(Query query, Connection connection, Statement statement) throws SQLException {
        Matcher setting = SETTING.matcher(query.sql);
        if (!setting.matches()) {
            String rows = query.session.settings().entrySet().stream()
                    .map(one -> "(" + Dialect.literal(one.getKey()) + ", " + Dialect.literal(one.getValue()) + ")")
                    .collect(Collectors.joining(", "));
            String select = "SELECT * FROM (VALUES " + (rows.isEmpty() ? "('', '')" : rows) + ") settings(key, value)";
            return rows(query, connection, statement, new Dialect.Translated(select, false));
        }
        String key = setting.group(1).replaceAll("\\s", "");
        String value = setting.group(4).replaceAll("^['\"]|['\"]$", "");
        String inner = setting.group(3);
        if (!value.isEmpty()) {
            query.session.set(inner == null ? key : key + "['" + inner + "']", value);
        }
        String known = query.session.settings().getOrDefault(key.toUpperCase(java.util.Locale.ROOT), value);
        String select = "SELECT " + Dialect.literal(key) + " AS key, " + Dialect.literal(known) + " AS value";
        return rows(query, connection, statement, new Dialect.Translated(select, false));
    }

    private static Result use(Query query, List<Token> tokens, Connection connection) {
        List<String> names =
                tokens.stream().skip(1).filter(Token::isName).map(Token::text).toList();
        boolean catalog = tokens.size() > 1 && tokens.get(1).is("catalog");
        String last = names.get(names.size() - 1);
        if (catalog) {
            query.session.use(last, "default");
        } else {
            boolean both = names.size() > 1 && !tokens.get(1).isAny("schema", "database");
            query.session.use(both ? names.get(0) : query.session.catalog(), last);
        }
        return Result.empty(connection);
    }
}
