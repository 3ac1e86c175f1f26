package dev.askdesk.databricksdouble;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** SHOW and DESCRIBE as queries on information_schema. */
final class Shows {

    private static final String VIEWS = UnityCatalog.DATABASE + ".system_is.";

    private Shows() {}

    static String query(List<Token> tokens, Query query) {
        if (!tokens.get(0).is("show")) {
            return describe(tokens, query);
        }
        String what = tokens.size() > 1 ? tokens.get(1).lower() : "";
        return switch (what) {
            case "catalogs" ->
                "SELECT catalog_name AS catalog FROM " + VIEWS + "catalogs"
                        + where(like("catalog_name", after(tokens, "like"))) + " ORDER BY 1";
            case "schemas", "databases" -> schemas(tokens, query);
            case "tables", "views" -> tables(tokens, query);
            case "columns" -> columns(tokens, query);
            case "keys" -> keys(tokens);
            case "foreign" -> foreignKeys(tokens);
            case "functions" -> "SELECT '' AS \"functionName\" WHERE false";
            case "table_types" -> "SELECT * FROM (VALUES ('TABLE'), ('VIEW')) t(\"tableType\")";
            default ->
                throw SparkError.syntaxNear(
                        what, query.sql, tokens.size() > 1 ? tokens.get(1).at() : query.sql.length());
        };
    }

    private static String schemas(List<Token> tokens, Query query) {
        boolean all = contains(tokens, "all");
        String catalog = all ? null : orElse(after(tokens, "in"), query.session.catalog());
        String like = after(tokens, "like");
        return "SELECT schema_name AS \"databaseName\"" + (all ? ", catalog_name AS catalog" : "") + " FROM " + VIEWS
                + "schemata" + where(is("catalog_name", catalog), like("schema_name", like)) + " ORDER BY 1";
    }

    private static String tables(List<Token> tokens, Query query) {
        String rows = ", table_name AS \"tableName\", false AS \"isTemporary\"";
        if (!contains(tokens, "catalog") && !contains(tokens, "catalogs")) {
            List<String> place = chain(tokens, "in");
            String schema = place.isEmpty() ? query.session.schema() : place.get(place.size() - 1);
            String catalog = place.size() > 1 ? place.get(0) : query.session.catalog();
            return "SELECT table_schema AS database" + rows + " FROM " + VIEWS + "tables"
                    + where(
                            is("table_catalog", catalog),
                            is("table_schema", schema.equals("default") ? "main" : schema),
                            like("table_name", after(tokens, "like")))
                    + " ORDER BY 2";
        }
        boolean schema = contains(tokens, "schema");
        String first = after(tokens, "like");
        String second = schema ? second(tokens) : first;
        return "SELECT table_catalog AS \"catalogName\", table_schema AS namespace" + rows
                + ", CAST(NULL AS VARCHAR) AS information, comment AS remarks,"
                + " CASE table_type WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END AS \"tableType\" FROM " + VIEWS + "tables"
                + where(
                        is("table_catalog", after(tokens, "catalog")),
                        like("table_schema", schema ? first : null),
                        like("table_name", second))
                + " ORDER BY 1, 2, 3";
    }

    private static String columns(List<Token> tokens, Query query) {
        if (!contains(tokens, "catalog") && !contains(tokens, "catalogs")) {
            List<String> place = chain(tokens, "in");
            return "SELECT column_name AS col_name FROM " + VIEWS + "columns" + where(placed(place, query))
                    + " ORDER BY ordinal_position";
        }
        String select =
                "SELECT table_catalog AS \"catalogName\", table_schema AS namespace, table_name AS \"tableName\","
                        + " column_name AS col_name, upper(full_data_type) AS \"columnType\", numeric_precision AS \"columnSize\","
                        + " numeric_scale AS \"decimalDigits\", numeric_precision_radix AS radix, CASE is_nullable WHEN 'YES' THEN"
                        + " 'true' ELSE 'false' END AS \"isNullable\", comment AS remarks, ordinal_position AS \"ordinalPosition\","
                        + " 'NO' AS \"isAutoIncrement\", 'NO' AS \"isGenerated\" FROM " + VIEWS + "columns";
        String column = null;
        for (int i = 1; i + 1 < tokens.size(); i++) {
            boolean of = tokens.get(i).is("like") && !tokens.get(i - 1).isAny("schema", "table");
            column = of ? tokens.get(i + 1).text() : column;
        }
        return select
                + where(
                        is("table_catalog", after(tokens, "catalog")),
                                like("table_schema", afterBoth(tokens, "schema")),
                        like("table_name", afterBoth(tokens, "table")), like("column_name", column))
                + " ORDER BY table_catalog, table_schema, table_name, ordinal_position";
    }

    private static String keys(List<Token> tokens) {
        return "SELECT k.table_catalog AS \"catalogName\", k.table_schema AS namespace, k.table_name AS \"tableName\","
                + " k.column_name AS col_name, k.ordinal_position AS \"keySeq\", k.constraint_name AS \"constraintName\" FROM "
                + VIEWS + "key_column_usage k"
                + where(
                        "k.position_in_unique_constraint IS NULL",
                        is("k.table_catalog", after(tokens, "catalog")),
                        is("k.table_schema", after(tokens, "schema")),
                        is("k.table_name", after(tokens, "table")))
                + " ORDER BY 5";
    }

    private static String foreignKeys(List<Token> tokens) {
        return "SELECT p.table_catalog AS \"parentCatalogName\", p.table_schema AS \"parentNamespace\", p.table_name AS"
                + " \"parentTableName\", p.column_name AS \"parentColName\", k.table_catalog AS \"catalogName\", k.table_schema"
                + " AS namespace, k.table_name AS \"tableName\", k.column_name AS col_name, k.ordinal_position AS \"keySeq\","
                + " 'NO ACTION' AS \"updateRule\", 'NO ACTION' AS \"deleteRule\", k.constraint_name AS \"constraintName\","
                + " r.unique_constraint_name AS \"parentConstraintName\", 'NOT DEFERRABLE' AS deferrability FROM "
                + VIEWS
                + "key_column_usage k JOIN " + VIEWS + "referential_constraints r ON r.constraint_catalog ="
                + " k.constraint_catalog AND r.constraint_schema = k.constraint_schema AND r.constraint_name ="
                + " k.constraint_name JOIN " + VIEWS + "key_column_usage p ON p.constraint_catalog ="
                + " r.unique_constraint_catalog AND p.constraint_schema = r.unique_constraint_schema AND p.constraint_name ="
                + " r.unique_constraint_name AND p.ordinal_position = k.position_in_unique_constraint"
                + where(
                        is("k.table_catalog", after(tokens, "catalog")),
                        is("k.table_schema", after(tokens, "schema")),
                        is("k.table_name", after(tokens, "table")))
                + " ORDER BY 12, 9";
    }

    private static String describe(List<Token> tokens, Query query) {
        int from = tokens.size() > 1 && tokens.get(1).is("table") ? 2 : 1;
        from += tokens.size() > from && tokens.get(from).is("extended") ? 1 : 0;
        List<String> place = chainAt(tokens, from);
        return "SELECT column_name AS col_name, full_data_type AS data_type, comment FROM " + VIEWS + "columns"
                + where(placed(place, query)) + " ORDER BY ordinal_position";
    }

    private static String[] placed(List<String> place, Query query) {
        int size = place.size();
        String schema = size > 1 ? place.get(size - 2) : query.session.schema();
        return new String[] {
            is("table_name", size > 0 ? place.get(size - 1) : ""),
            is("table_schema", schema.equals("default") ? "main" : schema),
            is("table_catalog", size > 2 ? place.get(0) : query.session.catalog())
        };
    }

    private static String where(String... conditions) {
        String all = String.join(
                " AND ",
                List.of(conditions).stream().filter(one -> !one.isEmpty()).toList());
        return all.isEmpty() ? "" : " WHERE " + all;
    }

    private static String is(String column, @Nullable String value) {
        return value == null ? "" : column + " = " + Dialect.literal(value);
    }

    /** With * for any text and | for or, and % as well. */
    private static String like(String column, @Nullable String pattern) {
        if (pattern == null) {
            return "";
        }
        return column + " ILIKE " + Dialect.literal(pattern.replace('*', '%'));
    }

    private static boolean contains(List<Token> tokens, String word) {
        return tokens.stream().anyMatch(token -> token.is(word));
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static @Nullable String after(List<Token> tokens, String word) {
        for (int i = 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is(word) && !tokens.get(i + 1).is("like")) {
                return tokens.get(i + 1).text();
            }
        }
        return null;
    }

    /** What {@code word LIKE} is followed by. */
    private static @Nullable String afterBoth(List<Token> tokens, String word) {
        for (int i = 1; i + 2 < tokens.size(); i++) {
            if (tokens.get(i).is(word) && tokens.get(i + 1).is("like")) {
                return tokens.get(i + 2).text();
            }
        }
        return null;
    }

    private static @Nullable String second(List<Token> tokens) {
        boolean found = false;
        for (int i = 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("like")) {
                if (found) {
                    return tokens.get(i + 1).text();
                }
                found = true;
            }
        }
        return null;
    }

    private static List<String> chain(List<Token> tokens, String word) {
        for (int i = 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isAny(word, "from")) {
                return chainAt(tokens, i + 1);
            }
        }
        return List.of();
    }

    private static List<String> chainAt(List<Token> tokens, int from) {
        return tokens.stream()
                .skip(from)
                .takeWhile(token -> token.isName() || token.is("."))
                .filter(Token::isName)
                .map(Token::text)
                .toList();
    }
}
