package dev.askdesk.catalog;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/** Database files of a few statements. */
final class DuckDbFiles {
    private DuckDbFiles() {}

    /** A new file in the folder that the statements have been run on. */
    static Path of(Path folder, List<String> statements) throws SQLException {
        Path file = folder.resolve(UUID.randomUUID() + ".duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            for (String sql : statements) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        }
        return file;
    }
}
