package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.wire.FailureType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DuckDbWarehouseTest extends WarehouseContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Override
    Warehouse open() throws Exception {
        return DuckDbWarehouse.open(database(folder.resolve("fund.duckdb")));
    }

    /** In this process: what is cancelled has ended when the call is back. */
    @Override
    int running() {
        return 0;
    }

    @Override
    String endless() {
        return "SELECT COUNT(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range % 7 = 3";
    }

    @Override
    String series(long rows) {
        return "SELECT i, 'row ' || i AS name FROM range(1, " + (rows + 1) + ") s(i)";
    }

    private static Path database(Path file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE companies(id INTEGER PRIMARY KEY, name VARCHAR, note VARCHAR)");
            statement.execute("INSERT INTO companies VALUES (1, 'Acme', NULL), (2, 'Börse \"AG\"', 'x')");
            statement.execute("CREATE TABLE rounds(company_id INTEGER REFERENCES companies(id), amount DECIMAL(18,2),"
                    + " share DOUBLE, closed DATE, signed_at TIMESTAMP, lead BOOLEAN)");
            statement.execute("INSERT INTO rounds VALUES (1, 1234567890.50, 0.1, '2024-01-31', '2024-01-31 08:05:00',"
                    + " true), (2, NULL, NULL, NULL, NULL, NULL)");
            statement.execute("COMMENT ON TABLE rounds IS 'one row is a round'");
            statement.execute("COMMENT ON COLUMN rounds.amount IS 'in dollars'");
            statement.execute("CREATE SCHEMA legal");
            statement.execute("CREATE VIEW legal.names AS SELECT name FROM companies");
        }
        return file;
    }

    @Test
    void tables_haveCommentsSchemasAndViews() {
        assertThat(warehouse().tables())
                .extracting(DatabaseTable::name)
                .containsExactly("companies", "rounds", "legal.names");
        assertThat(table("rounds").comment()).isEqualTo("one row is a round");
        assertThat(table("companies").comment()).isNull();
        assertThat(table("rounds").columns().get(1))
                .isEqualTo(new DatabaseTable.DatabaseColumn("amount", "DECIMAL(18,2)", true, "in dollars"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1::DOUBLE | number | 0.1",
                "0.1::FLOAT | number | 0.1",
                "1e15::DOUBLE | number | 1000000000000000",
                "1.5e-7::DOUBLE | number | 0.00000015",
                "100.0::DOUBLE | number | 100",
                "-0.0::DOUBLE | number | 0",
                "3.10::DECIMAL(5,2) | number | 3.10",
                "170141183460469231731687303715884105727::HUGEINT | number | 170141183460469231731687303715884105727",
                "1/0 | number | ",
                "'nan'::FLOAT | number | ",
                "DATE '2024-02-29' | date | 2024-02-29",
                "TIMESTAMP '2024-03-31 02:30:00.25' | timestamp | 2024-03-31T02:30:00.25",
                "TIMESTAMP_S '2024-03-31 02:30:00' | timestamp | 2024-03-31T02:30:00",
                "TIME '08:05:00' | text | 08:05:00",
                "INTERVAL 1 DAY | text | 1 day",
                "[1, 2] | text | [1,2]",
                "'x'::ENUM('x', 'y') | text | x",
                "NULL | text | ",
                "false | boolean | false"
            })
    void oneCell_isWrittenByItsType(String expression, String type, String text) throws Exception {
        QueryResult result = warehouse().query("SELECT " + expression + " AS cell", 1, TIMEOUT);

        assertThat(result.types()).containsExactly(type);
        assertThat(result.rows()).isEqualTo(List.of(row(text)));
    }

    @Test
    void hugeResult_isReadInPieces() throws Exception {
        long before = residentKilobytes();

        QueryResult result = warehouse().query("SELECT i FROM range(500000000) r(i)", 100_000, TIMEOUT);

        assertThat(result.rows()).hasSize(100_000);
        assertThat(result.truncated()).isTrue();
        assertThat(residentKilobytes() - before).isLessThan(400_000);
    }

    @Test
    void endlessAggregate_isCancelledInTime() {
        long start = System.nanoTime();

        StatementException refusal = refusal(
                "SELECT COUNT(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range % 7 = 3",
                Duration.ofMillis(700));

        assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void endlessSearchForTheFirstRow_isCancelledInTime() {
        StatementException refusal = refusal(
                "SELECT a.range FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = -1",
                Duration.ofMillis(700));

        assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.TIMEOUT);
    }

    @Test
    void sortBeyondTheMemory_isTooLargeAndLeavesNoFile() throws Exception {
        StatementException refusal = refusal("SELECT i FROM range(100000000) r(i) ORDER BY hash(i)", TIMEOUT);

        assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.TOO_LARGE);
        assertThat(refusal.problem().message()).doesNotContain("SET ");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void wideCells_areTooLarge() {
        StatementException refusal = refusal("SELECT repeat('x', 10000000) FROM range(10)", TIMEOUT);

        assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.TOO_LARGE);
    }

    @Test
    void secondWarehouseOnTheSameFile_works() throws Exception {
        try (Warehouse second = DuckDbWarehouse.open(folder.resolve("fund.duckdb"))) {
            assertThat(second.query("SELECT 1 AS one", 1, TIMEOUT).rows()).hasSize(1);
        }
        assertThat(warehouse().query("SELECT 1 AS one", 1, TIMEOUT).rows()).hasSize(1);
    }

    @Test
    void missingFile_saysWhatToDo() {
        assertUnavailable(folder.resolve("nope.duckdb"), "There is no database file at");
        assertThat(folder.resolve("nope.duckdb")).doesNotExist();
    }

    @Test
    void folderInsteadOfFile_saysWhatToDo() {
        assertUnavailable(folder, "give the path of a DuckDB file");
    }

    @Test
    void anotherKindOfFile_saysWhatToDo() throws Exception {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello ".repeat(5000));

        assertUnavailable(text, "is not a DuckDB database");
    }

    @Test
    void cutFile_saysWhatToDo() throws Exception {
        byte[] bytes = Files.readAllBytes(database(folder.resolve("whole.duckdb")));
        Path cut = Files.write(folder.resolve("cut.duckdb"), java.util.Arrays.copyOf(bytes, 6000));

        assertUnavailable(cut, "cut.duckdb");
    }

    @Test
    void afterClose_saysThatItIsClosed() throws Exception {
        Warehouse closed = DuckDbWarehouse.open(database(folder.resolve("closed.duckdb")));
        closed.close();

        assertThatThrownBy(() -> closed.query("SELECT 1", 1, TIMEOUT))
                .isInstanceOf(OutsideException.class)
                .hasMessageContaining("is closed");
    }

    private static void assertUnavailable(Path file, String part) {
        assertThatThrownBy(() -> DuckDbWarehouse.open(file).close())
                .isInstanceOfSatisfying(
                        OutsideException.class, e -> assertThat(e.type()).isEqualTo(FailureType.WAREHOUSE_UNAVAILABLE))
                .hasMessageContaining(part)
                .hasMessageNotContaining("\n");
    }

    private static long residentKilobytes() throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
