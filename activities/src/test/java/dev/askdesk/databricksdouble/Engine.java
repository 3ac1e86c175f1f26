package dev.askdesk.databricksdouble;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** The DuckDB behind the warehouse; every statement has a connection of its own to it. */
final class Engine implements AutoCloseable {

    private final DuckDBConnection root;
    final UnityCatalog unity;

    Engine(String file) {
        try {
            root = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            try (Statement statement = root.createStatement()) {
                statement.execute("ATTACH " + Dialect.literal(file) + " AS fund");
                statement.execute("SET GLOBAL default_null_order = 'nulls_first_on_asc_last_on_desc'");
                statement.execute("SET GLOBAL ieee_floating_point_ops = false");
                statement.execute("SET GLOBAL error_on_division_by_zero = true");
                statement.execute("USE fund.main");
            }
            unity = new UnityCatalog(root);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A connection in a session's place and time zone. */
    Connection open(Session session) throws SQLException {
        Connection connection = root.duplicate();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = " + Dialect.literal(session.timeZone()));
            statement.execute("USE fund.main");
            use(statement, session);
        }
        return connection;
    }

    private static void use(Statement statement, Session session) throws SQLException {
        String schema = session.schema().equals("default") ? "main" : session.schema();
        try {
            statement.execute("USE " + Dialect.name(session.catalog()) + "." + Dialect.name(schema));
        } catch (SQLException ignored) {
            // As in Databricks, what is unqualified is then found missing when it is asked for.
        }
    }

    void run(String sql) {
        try (Statement statement = root.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + "\n" + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
