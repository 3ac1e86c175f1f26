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

/** Puts tables together from what an engine's own tables say of them. */
final class SystemTables {
    private final Connection connection;
    private final String defaultSchema;
    private final Map<String, List<DatabaseColumn>> columns = new LinkedHashMap<>();
    private final Map<String, List<String>> primaryKeys = new LinkedHashMap<>();
    private final Map<String, List<ForeignKey>> foreignKeys = new LinkedHashMap<>();

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    /** @param defaultSchema that names go without */
    SystemTables(Connection connection, String defaultSchema) {
        this.connection = connection;
        this.defaultSchema = defaultSchema;
    }

    /**
     * The tables in the order of the first query.
     *
     * @param tablesSql schema, table, comment, row filter
     * @param columnsSql schema, table, column, type, whether it may be NULL, comment
     * @param keysSql schema, table, whether it is the primary key, its columns, and what it refers to: schema, table,
     *     columns
     */
    List<DatabaseTable> read(String tablesSql, String columnsSql, String keysSql) throws SQLException {
        each(columnsSql, row -> columns.computeIfAbsent(name(row, 1), key -> new ArrayList<>())
                .add(new DatabaseColumn(
                        row.getString(3), row.getString(4), row.getBoolean(5), comment(row.getString(6)))));
        each(keysSql, this::readKey);
        List<DatabaseTable> tables = new ArrayList<>();
        each(tablesSql, row -> {
            String name = name(row, 1);
            tables.add(new DatabaseTable(
                    name,
                    comment(row.getString(3)),
                    columns.getOrDefault(name, List.of()),
                    primaryKeys.getOrDefault(name, List.of()),
                    foreignKeys.getOrDefault(name, List.of()),
                    List.of(),
                    row.getString(4)));
        });
        return tables;
    }

    private void readKey(ResultSet row) throws SQLException {
        String table = name(row, 1);
        List<String> own = texts(row.getArray(4));
        if (row.getBoolean(3)) {
            primaryKeys.put(table, own);
        } else {
            foreignKeys
                    .computeIfAbsent(table, key -> new ArrayList<>())
                    .add(new ForeignKey(own, name(row, 5), texts(row.getArray(7))));
        }
    }

    private void each(String sql, Row reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /** Of the schema in a column and the table in the next. */
    private String name(ResultSet row, int schemaColumn) throws SQLException {
        String schema = row.getString(schemaColumn);
        String table = row.getString(schemaColumn + 1);
        return schema.equals(defaultSchema) ? table : schema + "." + table;
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
