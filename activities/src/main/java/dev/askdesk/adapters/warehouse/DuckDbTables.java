package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.adapters.warehouse.DatabaseTable.ForeignKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what DuckDB knows about the tables and views of a database. */
final class DuckDbTables {
    private static final String TABLES = """
            SELECT schema_name, table_name AS name, comment FROM duckdb_tables()
            WHERE NOT internal AND NOT temporary AND database_name = current_database()
            UNION ALL
            SELECT schema_name, view_name, comment FROM duckdb_views()
            WHERE NOT internal AND NOT temporary AND database_name = current_database()
            ORDER BY schema_name <> 'main', schema_name, name
            """;

    private static final String COLUMNS = """
            SELECT schema_name, table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
            WHERE NOT internal AND database_name = current_database()
            ORDER BY schema_name, table_name, column_index
            """;

    private static final String KEYS = """
            SELECT schema_name, table_name, constraint_type, constraint_column_names, referenced_table,
                referenced_column_names
            FROM duckdb_constraints()
            WHERE database_name = current_database() AND constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY')
            ORDER BY schema_name, table_name, constraint_index
            """;

    private final Connection connection;
    private final Map<String, List<DatabaseColumn>> columns = new LinkedHashMap<>();
    private final Map<String, List<String>> primaryKeys = new LinkedHashMap<>();
    private final Map<String, List<ForeignKey>> foreignKeys = new LinkedHashMap<>();

    private DuckDbTables(Connection connection) {
        this.connection = connection;
    }

    static List<DatabaseTable> read(Connection connection) throws SQLException {
        DuckDbTables reader = new DuckDbTables(connection);
        reader.readColumns();
        reader.readKeys();
        return reader.readTables();
    }

    private void readColumns() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                columns.computeIfAbsent(name(rows.getString(1), rows.getString(2)), key -> new ArrayList<>())
                        .add(new DatabaseColumn(
                                rows.getString(3), rows.getString(4), rows.getBoolean(5), comment(rows.getString(6))));
            }
        }
    }

    private void readKeys() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(KEYS)) {
            while (rows.next()) {
                String table = name(rows.getString(1), rows.getString(2));
                List<String> own = texts(rows.getArray(4));
                if (rows.getString(3).equals("PRIMARY KEY")) {
                    primaryKeys.put(table, own);
                } else {
                    // A foreign key never leaves its schema.
                    String target = name(rows.getString(1), rows.getString(5));
                    foreignKeys
                            .computeIfAbsent(table, key -> new ArrayList<>())
                            .add(new ForeignKey(own, target, texts(rows.getArray(6))));
                }
            }
        }
    }

    private List<DatabaseTable> readTables() throws SQLException {
        List<DatabaseTable> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(TABLES)) {
            while (rows.next()) {
                String name = name(rows.getString(1), rows.getString(2));
                tables.add(new DatabaseTable(
                        name,
                        comment(rows.getString(3)),
                        columns.getOrDefault(name, List.of()),
                        primaryKeys.getOrDefault(name, List.of()),
                        foreignKeys.getOrDefault(name, List.of())));
            }
        }
        return tables;
    }

    private static String name(String schema, String table) {
        return schema.equals("main") ? table : schema + "." + table;
    }

    private static @Nullable String comment(@Nullable String comment) {
        return comment == null || comment.isBlank() ? null : comment;
    }

    private static List<String> texts(Array array) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Object value : (Object[]) array.getArray()) {
            texts.add(String.valueOf(value));
        }
        return texts;
    }
}
