package dev.askdesk.databricksdouble;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code information_schema} of every catalog and of {@code system}, from what DuckDB has and what tests add to it. The
 * columns are those of https://docs.databricks.com/sql/language-manual/information-schema/.
 */
final class UnityCatalog {

    static final String DATABASE = "unity_catalog_of_the_double";

    private static final Map<String, String> VIEWS = UnityViews.all();

    private final Connection connection;

    UnityCatalog(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("ATTACH ':memory:' AS " + DATABASE);
            statement.execute(
                    "CREATE TABLE " + DATABASE + ".main.types (duckdb VARCHAR, full_type VARCHAR, simple VARCHAR,"
                            + " numeric_precision INTEGER, radix INTEGER, numeric_scale INTEGER)");
            statement.execute("CREATE TABLE " + DATABASE + ".main.tags (catalog_name VARCHAR, schema_name VARCHAR,"
                    + " table_name VARCHAR, column_name VARCHAR, tag_name VARCHAR, tag_value VARCHAR)");
            statement.execute("CREATE TABLE " + DATABASE + ".main.masks (table_catalog VARCHAR, table_schema VARCHAR,"
                    + " table_name VARCHAR, column_name VARCHAR, mask_name VARCHAR)");
            statement.execute("CREATE TABLE " + DATABASE + ".main.filters (table_catalog VARCHAR, table_schema VARCHAR,"
                    + " table_name VARCHAR, filter_name VARCHAR, target_columns VARCHAR)");
            statement.execute("CREATE TABLE " + DATABASE + ".main.generated (n INTEGER)");
            statement.execute("CREATE SCHEMA " + DATABASE + ".system_is");
            for (Map.Entry<String, String> view : VIEWS.entrySet()) {
                statement.execute("CREATE VIEW " + DATABASE + ".system_is." + view.getKey() + " AS "
                        + view.getValue().replace("UC.", DATABASE + ".main."));
            }
        }
    }

    /** Before a statement that asks for metadata: the types and catalogs that have come since. */
    synchronized void refresh() throws SQLException {
        for (String type : strings("SELECT DISTINCT data_type FROM duckdb_columns() WHERE database_name <> '" + DATABASE
                + "' AND data_type NOT IN (SELECT duckdb FROM " + DATABASE + ".main.types)")) {
            ColumnType column = ColumnType.of(type);
            String full = column.text().replace(", ", ",").replace(": ", ":").toLowerCase(Locale.ROOT);
            update("INSERT INTO " + DATABASE + ".main.types VALUES (" + Dialect.literal(type) + ", "
                    + Dialect.literal(full) + ", " + Dialect.literal(column.name()) + ", " + numbers(column) + ")");
        }
        for (String catalog : catalogs()) {
            String schema = DATABASE + "." + Dialect.name(catalog + "_is");
            if (strings("SELECT schema_name FROM duckdb_schemas() WHERE database_name = '" + DATABASE
                            + "' AND schema_name = " + Dialect.literal(catalog + "_is"))
                    .isEmpty()) {
                update("CREATE SCHEMA " + schema);
                for (String view : VIEWS.keySet()) {
                    update("CREATE VIEW " + schema + "." + view + " AS SELECT * FROM " + DATABASE + ".system_is." + view
                            + " WHERE " + UnityViews.catalogOf(view) + " = " + Dialect.literal(catalog));
                }
            }
        }
    }

    List<String> catalogs() throws SQLException {
        return strings(
                "SELECT database_name FROM duckdb_databases() WHERE NOT internal AND database_name NOT IN ('memory', '"
                        + DATABASE + "') ORDER BY 1");
    }

    private static String numbers(ColumnType column) {
        return switch (column.name()) {
            case "BYTE" -> "8, 2, 0";
            case "SHORT" -> "16, 2, 0";
            case "INT" -> "32, 2, 0";
            case "LONG" -> "64, 2, 0";
            case "FLOAT" -> "32, 2, NULL";
            case "DOUBLE" -> "64, 2, NULL";
            case "DECIMAL" -> column.precision() + ", 10, " + column.scale();
            default -> "NULL, NULL, NULL";
        };
    }

    private List<String> strings(String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private void update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @param table with catalog and schema, or as much of it as is needed */
    synchronized void tag(String table, String column, String name, String value) {
        insert("tags", table, column, name, value);
    }

    synchronized void mask(String table, String column, String function) {
        insert("masks", table, column, function);
    }

    synchronized void filter(String table, String function, String columns) {
        insert("filters", table, function, columns);
    }

    private void insert(String into, String table, String... rest) {
        List<String> values = new ArrayList<>(List.of(table.split("\\.")));
        if (values.size() == 1) {
            values.add(0, "main");
        }
        if (values.size() == 2) {
            values.add(0, "fund");
        }
        values.addAll(List.of(rest));
        try {
            update("INSERT INTO " + DATABASE + ".main." + into + " VALUES ("
                    + String.join(", ", values.stream().map(Dialect::literal).toList()) + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized void estate(int tables) throws SQLException {
        update("DELETE FROM " + DATABASE + ".main.generated");
        update("INSERT INTO " + DATABASE + ".main.generated SELECT CAST(range AS INTEGER) FROM range(1, " + (tables + 1)
                + ")");
    }
}
