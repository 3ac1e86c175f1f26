package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.askdesk.workflows.ask.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every warehouse must do. The database behind it has {@code companies(id, name, note)} with the primary key
 * {@code id} and the rows (1, Acme, null), (2, Börse "AG", x), and {@code rounds(company_id, amount, share, closed,
 * signed_at, lead)} with a row (1, 1234567890.50, 0.1, 2024-01-31, 2024-01-31 08:05:00, true) and one of company 2 and nulls.
 */
abstract class WarehouseContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long MOST_HEAP_MB = 64;

    private Warehouse warehouse;

    abstract Warehouse open() throws Exception;

    /** Statements of ours that run on the server. */
    abstract int running() throws Exception;

    /** A query that runs longer than anybody waits. */
    abstract String endless();

    /** A query of so many rows: a number from 1 on, and a text with it. */
    abstract String series(long rows);

    @BeforeEach
    void openWarehouse() throws Exception {
        warehouse = open();
    }

    @AfterEach
    void closeWarehouse() throws Exception {
        warehouse.close();
        afterClose();
    }

    /** What is behind it goes after it. */
    void afterClose() throws Exception {}

    @Test
    void query_cellsAreTextByType() throws Exception {
        QueryResult result = warehouse.query("SELECT * FROM rounds ORDER BY company_id", 10, TIMEOUT);

        assertThat(result.columns()).containsExactly("company_id", "amount", "share", "closed", "signed_at", "lead");
        assertThat(result.types()).containsExactly("number", "number", "number", "date", "timestamp", "boolean");
        assertThat(result.rows().get(0))
                .containsExactly("1", "1234567890.50", "0.1", "2024-01-31", "2024-01-31T08:05:00", "true");
        assertThat(result.rows().get(1)).containsExactly("2", null, null, null, null, null);
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void textWithQuotesAndUmlauts_comesBackAsItIs() throws Exception {
        QueryResult result = warehouse.query("SELECT name, note FROM companies ORDER BY id", 10, TIMEOUT);

        assertThat(result.rows()).isEqualTo(rows(row("Acme", null), row("Börse \"AG\"", "x")));
    }

    @Test
    void moreRowsThanAsked_isTruncated() throws Exception {
        QueryResult one = warehouse.query("SELECT id FROM companies", 1, TIMEOUT);
        QueryResult two = warehouse.query("SELECT id FROM companies", 2, TIMEOUT);

        assertThat(one.rows()).hasSize(1);
        assertThat(one.truncated()).isTrue();
        assertThat(two.rows()).hasSize(2);
        assertThat(two.truncated()).isFalse();
    }

    @Test
    void noRow_stillNamesColumns() throws Exception {
        QueryResult result = warehouse.query("SELECT id, name FROM companies WHERE id = 99", 10, TIMEOUT);

        assertThat(result.columns()).containsExactly("id", "name");
        assertThat(result.rows()).isEmpty();
    }

    @Test
    void unknownTable_isTyped() {
        assertThat(problem("SELECT 1 FROM compannies")).isEqualTo(Problem.Kind.UNKNOWN_TABLE);
    }

    @Test
    void unknownColumn_isTyped() {
        assertThat(problem("SELECT nam FROM companies")).isEqualTo(Problem.Kind.UNKNOWN_COLUMN);
    }

    @Test
    void brokenStatement_isSyntax() {
        assertThat(problem("SELEC 1")).isEqualTo(Problem.Kind.SYNTAX);
    }

    @Test
    void errorInTheData_isTypedAlthoughItComesLate() {
        assertThat(problem("SELECT CAST(name AS INTEGER) FROM companies")).isEqualTo(Problem.Kind.TYPE_MISMATCH);
    }

    @Test
    void write_isRefused() {
        assertThat(problem("DELETE FROM rounds")).isEqualTo(Problem.Kind.FORBIDDEN);
    }

    @Test
    void dryRun_acceptsTheGoodAndRefusesTheBad() throws Exception {
        warehouse.dryRun("SELECT name FROM companies");

        assertThatThrownBy(() -> warehouse.dryRun("SELECT nam FROM companies")).isInstanceOf(StatementException.class);
    }

    @Test
    void afterAnError_theNextQueryRuns() throws Exception {
        problem("SELECT nope FROM companies");

        assertThat(warehouse.query("SELECT 1 AS one", 1, TIMEOUT).rows()).isEqualTo(rows(row("1")));
    }

    @Test
    void manyThreads_eachGetTheirOwnRows() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String number = Integer.toString(i);
                calls.add(() -> warehouse
                        .query("SELECT " + number + " + 0 * COUNT(*) AS n FROM companies", 1, TIMEOUT)
                        .rows()
                        .get(0)
                        .get(0));
            }
            List<Future<String>> answers = pool.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).isEqualTo(Integer.toString(i));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void manyRows_allArriveInOrder() throws Exception {
        QueryResult result = warehouse.query(series(1_000) + " ORDER BY i", 2_000, TIMEOUT);

        assertThat(result.rows()).hasSize(1_000);
        assertThat(result.truncated()).isFalse();
        for (int i = 0; i < 1_000; i++) {
            assertThat(result.rows().get(i)).containsExactly(Integer.toString(i + 1), "row " + (i + 1));
        }
    }

    @Test
    void millionsOfRows_stopAtTheLimitInBoundedMemory() throws Exception {
        System.gc();
        long before = used();
        long[] most = {0};
        long[] rows = {0};
        RowSink counting = new RowSink() {
            @Override
            public void begin(List<String> columns, List<String> types) {}

            @Override
            public void row(List<String> cells) {
                if (++rows[0] % 20_000 == 0) {
                    System.gc();
                    most[0] = Math.max(most[0], used());
                }
            }
        };

        Warehouse.Outcome outcome = warehouse.query(
                new Query(series(2_000_000), Query.Limits.of(100_000, TIMEOUT), Query.Origin.ASKDESK, null),
                counting,
                Watch.NONE);

        assertThat(outcome.rows()).isEqualTo(100_000);
        assertThat(rows[0]).isEqualTo(100_000);
        assertThat(outcome.truncated()).isTrue();
        long grown = (most[0] - before) / 1_000_000;
        System.out.println(getClass().getSimpleName() + ": 100,000 of 2,000,000 rows, heap grew by " + grown + " MB");
        assertThat(grown).isLessThan(MOST_HEAP_MB);
        assertThat(running()).isZero();
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void tooManyCharacters_areTooLargeAndStopTheStatement() throws Exception {
        Query query =
                new Query(series(2_000_000), new Query.Limits(1_000_000, 10_000, TIMEOUT), Query.Origin.ASKDESK, null);

        StatementException refusal = catchThrowableOfType(
                StatementException.class, () -> warehouse.query(query, new CollectedRows(), Watch.NONE));

        assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.TOO_LARGE);
        assertThat(running()).isZero();
    }

    @Test
    void cancelledWhileItRuns_endsWithinASecond() throws Exception {
        Stopper stopper = new Stopper(Watch.Moment.RUNNING);

        assertThatThrownBy(() ->
                        warehouse.query(Query.own(endless(), 10, Duration.ofMinutes(1)), new CollectedRows(), stopper))
                .isInstanceOf(StatementCancelled.class);

        assertThat(stopper.sinceStop()).isLessThan(Duration.ofSeconds(1));
        assertNothingRuns();
    }

    @Test
    void cancelledWhileRowsAreRead_endsWithinASecond() throws Exception {
        Stopper stopper = new Stopper(Watch.Moment.READING);
        RowSink slow = new RowSink() {
            @Override
            public void begin(List<String> columns, List<String> types) {}

            @Override
            public void row(List<String> cells) {
                try {
                    Thread.sleep(1);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };

        assertThatThrownBy(() ->
                        warehouse.query(Query.own(series(1_000_000), 1_000_000, Duration.ofMinutes(1)), slow, stopper))
                .isInstanceOf(StatementCancelled.class);

        assertThat(stopper.sinceStop()).isLessThan(Duration.ofSeconds(1));
        assertNothingRuns();
    }

    @Test
    void tooLong_isATimeoutAndStopsTheStatement() throws Exception {
        assertThat(refusal(endless(), Duration.ofMillis(700)).problem().kind()).isEqualTo(Problem.Kind.TIMEOUT);
        assertNothingRuns();
    }

    void assertNothingRuns() throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (running() > 0 && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertThat(running()).isZero();
    }

    /** Whoever stops a statement a moment after it has come to some point. */
    static final class Stopper implements Watch {
        private static final Duration AFTER = Duration.ofMillis(300);

        private final BooleanSupplier isThere;
        private volatile @Nullable Moment now;
        private volatile long reached;
        private volatile long stopped;

        Stopper(Moment moment) {
            this.isThere = () -> now == moment;
        }

        Stopper(BooleanSupplier isThere) {
            this.isThere = isThere;
        }

        @Override
        public void at(Moment moment) {
            now = moment;
        }

        @Override
        public boolean isCancelled() {
            if (reached == 0 && isThere.getAsBoolean()) {
                reached = System.nanoTime();
            }
            boolean isTime = reached != 0 && System.nanoTime() - reached > AFTER.toNanos();
            if (isTime && stopped == 0) {
                stopped = System.nanoTime();
            }
            return isTime;
        }

        Duration sinceStop() {
            return Duration.ofNanos(System.nanoTime() - stopped);
        }
    }

    @Test
    void tables_haveColumnsAndKeys() {
        DatabaseTable companies = table("companies");
        DatabaseTable rounds = table("rounds");

        assertThat(companies.primaryKey()).containsExactly("id");
        assertThat(companies.columns())
                .extracting(DatabaseTable.DatabaseColumn::name)
                .containsExactly("id", "name", "note");
        assertThat(companies.columns().get(0).nullable()).isFalse();
        assertThat(rounds.foreignKeys())
                .containsExactly(new DatabaseTable.ForeignKey(List.of("company_id"), "companies", List.of("id")));
    }

    DatabaseTable table(String name) {
        return warehouse.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Warehouse warehouse() {
        return warehouse;
    }

    Problem.Kind problem(String sql) {
        return refusal(sql, TIMEOUT).problem().kind();
    }

    StatementException refusal(String sql, Duration timeout) {
        return catchThrowableOfType(StatementException.class, () -> warehouse.query(sql, 10, timeout));
    }

    static List<String> row(String... cells) {
        List<String> row = new ArrayList<>();
        for (String cell : cells) {
            row.add(cell);
        }
        return row;
    }

    @SafeVarargs
    static List<List<String>> rows(List<String>... rows) {
        return List.of(rows);
    }
}
