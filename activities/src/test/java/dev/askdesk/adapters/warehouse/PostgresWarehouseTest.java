package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.wire.FailureType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real server. */
class PostgresWarehouseTest extends WarehouseContract {
    @TempDir
    static Path folder;

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(folder);
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE companies(id INTEGER PRIMARY KEY, name VARCHAR, note VARCHAR)");
            statement.execute("INSERT INTO companies VALUES (1, 'Acme', NULL), (2, 'Börse \"AG\"', 'x')");
            statement.execute("CREATE TABLE rounds(company_id INTEGER REFERENCES companies(id), amount DECIMAL(18,2),"
                    + " share DOUBLE PRECISION, closed DATE, signed_at TIMESTAMP, lead BOOLEAN)");
            statement.execute("INSERT INTO rounds VALUES (1, 1234567890.50, 0.1, '2024-01-31', '2024-01-31 08:05:00',"
                    + " true), (2, NULL, NULL, NULL, NULL, NULL)");
            statement.execute("COMMENT ON TABLE rounds IS 'one row is a round'");
            statement.execute("COMMENT ON COLUMN rounds.amount IS 'in dollars'");
            statement.execute("CREATE SCHEMA legal CREATE VIEW names AS SELECT name FROM public.companies");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static Connection connection() throws Exception {
        return DriverManager.getConnection(server.url(), server.user(), server.password());
    }

    @Override
    Warehouse open() {
        return warehouse(server.user());
    }

    private static Warehouse warehouse(String user) {
        return new PostgresWarehouse(
                server.url(), user, server.password(), 4, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    @Override
    int running() throws Exception {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE application_name LIKE 'askdesk%' AND state = 'active'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Override
    String endless() {
        return "SELECT count(*) FROM generate_series(1, 100000) a, generate_series(1, 10000000) b WHERE a + b = -1";
    }

    @Override
    String series(long rows) {
        return "SELECT i, 'row ' || i AS name FROM generate_series(1, " + rows + ") AS s(i)";
    }

    @Test
    void tables_haveCommentsSchemasAndViews() {
        assertThat(warehouse().tables())
                .extracting(DatabaseTable::name)
                .containsExactly("companies", "rounds", "legal.names");
        assertThat(table("rounds").comment()).isEqualTo("one row is a round");
        assertThat(table("rounds").columns().get(1))
                .isEqualTo(new DatabaseTable.DatabaseColumn("amount", "numeric(18,2)", true, "in dollars"));
    }

    @Test
    void suggestion_isAHint() {
        Problem problem =
                refusal("SELECT nam FROM companies", Duration.ofSeconds(10)).problem();

        assertThat(problem.hints()).containsExactly("companies.name");
        assertThat(problem.message()).isEqualTo("column \"nam\" does not exist");
    }

    @Test
    void statement_isTaggedWithWhomItIsFor() throws Exception {
        CollectedRows rows = new CollectedRows();
        Query.Origin origin = new Query.Origin("ask/C1/17", "U'; DROP");

        warehouse()
                .query(
                        new Query(
                                "SELECT current_setting('application_name')",
                                Query.Limits.of(1, Duration.ofSeconds(5)),
                                origin,
                                null),
                        rows,
                        Watch.NONE);

        assertThat(rows.result(false).rows()).isEqualTo(rows(row("askdesk U___DROP ask/C1/17")));
    }

    @Test
    void unknownUser_isNotTriedForLong() {
        try (Warehouse wrong = warehouse("nobody")) {
            assertThatThrownBy(() -> wrong.query("SELECT 1", 1, Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(OutsideException.class, e -> assertThat(e.type())
                            .isEqualTo(FailureType.WAREHOUSE_CREDENTIALS));
        }
    }

    @Test
    void noServer_isUnavailable() {
        try (Warehouse nowhere = new PostgresWarehouse(
                "jdbc:postgresql://localhost:1/x", "u", "p", 1, Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> nowhere.query("SELECT 1", 1, Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(OutsideException.class, e -> assertThat(e.type())
                            .isEqualTo(FailureType.WAREHOUSE_UNAVAILABLE));
        }
    }
}
