package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that must not run: the guard refuses each, and without the guard the engine's own limits hold. */
class HostileStatementsTest {
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    /** Files that some of the statements try to write. */
    private static final Path STOLEN = Path.of("/tmp");

    @TempDir
    static Path folder;

    private static Path file;
    private static byte[] bytes;
    private static DuckDbWarehouse warehouse;
    private static SqlGuard guard;

    /**
     * @param harmless whether the engine lets it read: its own settings and catalog, or tables that only the catalog
     *     leaves out
     * @param guard whether the guard alone is enough to stop it
     */
    record Hostile(String kind, String sql, boolean harmless, boolean guard) {
        @Override
        public String toString() {
            return kind + ": " + sql.strip();
        }
    }

    @BeforeAll
    static void makeDatabase() throws Exception {
        file = folder.resolve("fund.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE companies(id INTEGER, name VARCHAR, password VARCHAR)");
            statement.execute("INSERT INTO companies SELECT i, 'company ' || i, 'secret' FROM range(1000) r(i)");
            statement.execute("CREATE TABLE rounds(company_id INTEGER, amount DOUBLE)");
            statement.execute("CREATE TABLE salaries(company_id INTEGER, salary DOUBLE)");
            statement.execute("INSERT INTO salaries VALUES (1, 100)");
            statement.execute("CREATE TABLE ticks AS SELECT i AS n FROM range(100000) r(i)");
        }
        bytes = Files.readAllBytes(file);
        warehouse = DuckDbWarehouse.open(file);
        guard = new SqlGuard(
                Catalogs.catalog(
                        List.of(
                                Catalogs.table("companies", "id", "name"),
                                Catalogs.table("rounds", "company_id", "amount"),
                                Catalogs.table("ticks", "n")),
                        null),
                1000);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    static Stream<Hostile> statements() throws IOException {
        try (var in = HostileStatementsTest.class.getResourceAsStream("/sql/hostile-statements.jsonl")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().map(HostileStatementsTest::read).toList().stream();
        }
    }

    private static Hostile read(String line) {
        try {
            JsonNode json = new ObjectMapper().readTree(line);
            return new Hostile(
                    json.get("kind").asText(),
                    json.get("sql").asText(),
                    json.path("harmless").asBoolean(false),
                    json.path("guard").asBoolean(true));
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    @Test
    void thereAreManyStatements() throws IOException {
        assertThat(statements().filter(Hostile::guard)).hasSizeGreaterThan(120);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void withTheGuard_noneIsAdmitted(Hostile hostile) {
        Admission admission = guard.admit(hostile.sql(), "anyone");

        if (hostile.guard()) {
            assertThat(admission.sql()).isNull();
            assertThat(admission.problem().message()).isNotBlank().hasSizeLessThan(400);
        } else {
            assertThat(admission.tables()).containsOnly("companies");
        }
    }

    @ParameterizedTest
    @MethodSource("statements")
    void withoutTheGuard_theEngineStopsIt(Hostile hostile) throws IOException {
        long before = stolenFiles();

        Throwable thrown = catchThrowable(() -> warehouse.query(hostile.sql(), 10, TIMEOUT));

        if (!hostile.harmless()) {
            assertThat(thrown).isInstanceOf(StatementException.class);
        }
        assertThat(stolenFiles()).isEqualTo(before);
        assertThat(Arrays.equals(Files.readAllBytes(file), bytes)).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static long stolenFiles() throws IOException {
        try (var files = Files.list(STOLEN)) {
            return files.filter(path -> path.getFileName().toString().matches("askdesk-(stolen|other).*"))
                    .count();
        }
    }
}
