package dev.askdesk.adapters.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads what PostgreSQL knows about the tables and views that its user may read. */
final class PostgresTables {
    private static final String READABLE = """
            n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\\_%'
                AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND NOT c.relispartition
                AND has_table_privilege(c.oid, 'SELECT') AND has_schema_privilege(n.oid, 'USAGE')
            """;

    private static final String TABLES = """
            SELECT n.nspname, c.relname, obj_description(c.oid, 'pg_class'),
                CASE WHEN c.relrowsecurity THEN 'row security' END
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
            SELECT n.nspname, c.relname, k.contype = 'p', names(k.conrelid, k.conkey), tn.nspname, t.relname,
                names(k.confrelid, k.confkey)
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_class t ON t.oid = k.confrelid LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
            WHERE %s AND k.contype IN ('p', 'f') ORDER BY n.nspname, c.relname, k.conname
            """.formatted(READABLE).replaceAll(
            "names\\((\\S+), (\\S+)\\)",
            "ARRAY(SELECT a.attname::text FROM unnest($2) WITH ORDINALITY u(num, pos)"
                    + " JOIN pg_attribute a ON a.attrelid = $1 AND a.attnum = u.num ORDER BY u.pos)");

    private PostgresTables() {}

    static List<DatabaseTable> read(Connection connection) throws SQLException {
        return new SystemTables(connection, "public").read(TABLES, COLUMNS, KEYS);
    }
}
