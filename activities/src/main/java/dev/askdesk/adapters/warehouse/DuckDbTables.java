package dev.askdesk.adapters.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads what DuckDB knows about the tables and views of a database. */
final class DuckDbTables {
    private static final String TABLES = """
            SELECT schema_name, table_name AS name, comment, NULL::VARCHAR FROM duckdb_tables()
            WHERE NOT internal AND NOT temporary AND database_name = current_database()
            UNION ALL
            SELECT schema_name, view_name, comment, NULL::VARCHAR FROM duckdb_views()
            WHERE NOT internal AND NOT temporary AND database_name = current_database()
            ORDER BY schema_name <> 'main', schema_name, name
            """;

    private static final String COLUMNS = """
            SELECT schema_name, table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
            WHERE NOT internal AND database_name = current_database()
            ORDER BY schema_name, table_name, column_index
            """;

    /** A foreign key never leaves its schema. */
    private static final String KEYS = """
            SELECT schema_name, table_name, constraint_type = 'PRIMARY KEY', constraint_column_names, schema_name,
                referenced_table, referenced_column_names
            FROM duckdb_constraints()
            WHERE database_name = current_database() AND constraint_type IN ('PRIMARY KEY', 'FOREIGN KEY')
            ORDER BY schema_name, table_name, constraint_index
            """;

    private DuckDbTables() {}

    static List<DatabaseTable> read(Connection connection) throws SQLException {
        return new SystemTables(connection, "main").read(TABLES, COLUMNS, KEYS);
    }
}
