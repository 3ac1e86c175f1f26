package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
    @Test
    void aServerIsStartedAndStopped(@TempDir Path folder) throws Exception {
        try (PostgresServer server = PostgresServer.start(folder)) {
            try (var connection = DriverManager.getConnection(server.url(), server.user(), server.password());
                    var rows = connection.createStatement().executeQuery("SELECT 1 + 1")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(2);
            }
        }
    }
}
