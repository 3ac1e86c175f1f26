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

/** Reads what PostgreSQL knows about the tables and views that its user may read. */
final class PostgresTables {
    private static final String READABLE = """
            n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
                AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND NOT c.relispartition
                AND has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE')
            """;

    private static final String TABLES = """
            SELECT n.nspname, c.relname, obj_description(c.oid, 'pg_class'), c.relrowsecurity
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE %s ORDER BY n.nspname <> 'public', n.nspname, c.relname
            """.formatted(READABLE);

    private static final String COLUMNS = """
            SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
                col_description(c.oid, a.attnum)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE %s AND a.attnum > 0 AND NOT a.attisdropped
                AND has_column_privilege(c.oid, a.attnum, 'SELECT')
            ORDER BY n.nspname, c.relname, a.attnum
            """.formatted(READABLE);

    private static final String KEYS = """
            SELECT n.nspname, c.relname, k.contype::text, names(k.conrelid, k.conkey), tn.nspname, t.relname,
                names(k.confrelid, k.confkey)
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_class t ON t.oid = k.confrelid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE %s AND k.contype IN ('p', 'f') ORDER BY n.nspname, c.relname, k.conname
            """.formatted(READABLE).replaceAll(
            "names\\((\\S+), (\\S+)\\)",
            "ARRAY(SELECT a.attname::text FROM unnest($2) WITH ORDINALITY u(num, pos)"
                    + " JOIN pg_attribute a ON a.attrelid = $1 AND a.attnum = u.num ORDER BY u.pos)");

    private final Connection connection;
    private final Map<String, List<DatabaseColumn>> columns = new LinkedHashMap<>();
    private final Map<String, List<String>> primaryKeys = new LinkedHashMap<>();
    private final Map<String, List<ForeignKey>> foreignKeys = new LinkedHashMap<>();

    private PostgresTables(Connection connection) {
        this.connection = connection;
    }

    static List<DatabaseTable> read(Connection connection) throws SQLException {
        PostgresTables reader = new PostgresTables(connection);
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
                if (rows.getString(3).equals("p")) {
                    primaryKeys.put(table, own);
                } else {
                    String target = name(rows.getString(5), rows.getString(6));
                    foreignKeys
                            .computeIfAbsent(table, key -> new ArrayList<>())
                            .add(new ForeignKey(own, target, texts(rows.getArray(7))));
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
                        foreignKeys.getOrDefault(name, List.of()),
                        List.of(),
                        rows.getBoolean(4) ? "row security" : null));
            }
        }
        return tables;
    }

    private static String name(String schema, String table) {
        return schema.equals("public") ? table : schema + "." + table;
    }

    private static @Nullable String comment(@Nullable String comment) {
        return comment == null || comment.isBlank() ? null : comment;
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
