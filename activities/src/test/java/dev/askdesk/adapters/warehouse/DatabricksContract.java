package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import dev.askdesk.databricksdouble.DatabricksDouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What holds over both of Databricks' protocols, against the double, by the unmodified driver. */
abstract class DatabricksContract extends WarehouseContract {
    static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** What keeps the double's URL from the driver's own ways: Arrow, in chunks behind links. */
    static final String WITHOUT_LINKS = ";(UseBoundedSeaApi|EnableQueryResultDownload)=0";

    private static final int CHUNK = 5_000;

    DatabricksDouble databricks;

    abstract Protocol protocol();

    @Override
    Warehouse open() {
        databricks = DatabricksDouble.start();
        databricks.duckdb("CREATE TABLE companies(id INTEGER PRIMARY KEY, name VARCHAR, note VARCHAR)");
        databricks.duckdb("INSERT INTO companies VALUES (1, 'Acme', NULL), (2, 'Börse \"AG\"', 'x')");
        databricks.duckdb("CREATE TABLE rounds(company_id INTEGER REFERENCES companies(id), amount DECIMAL(18,2),"
                + " share DOUBLE, closed DATE, signed_at TIMESTAMP, lead BOOLEAN)");
        databricks.duckdb("INSERT INTO rounds VALUES (1, 1234567890.50, 0.1, '2024-01-31', '2024-01-31 08:05:00',"
                + " true), (2, NULL, NULL, NULL, NULL, NULL)");
        databricks.duckdb("COMMENT ON TABLE rounds IS 'one row is a round'");
        databricks.duckdb("COMMENT ON COLUMN rounds.amount IS 'in dollars'");
        databricks.readOnly(true);
        databricks.chunkRows(CHUNK);
        return warehouse(new Credentials.Token(DatabricksDouble.TOKEN));
    }

    Warehouse warehouse(Credentials credentials) {
        return new DatabricksWarehouse(settings(credentials, null, Duration.ofSeconds(20)));
    }

    DatabricksSettings settings(Credentials credentials, UserTokens users, Duration patience) {
        return new DatabricksSettings(
                databricks.url(protocol() == Protocol.THRIFT).replaceAll(WITHOUT_LINKS, "") + ";ConnSchema=main",
                protocol(),
                credentials,
                users,
                4,
                patience,
                Duration.ofSeconds(30));
    }

    @Override
    void afterClose() {
        databricks.close();
    }

    @Override
    int running() {
        return databricks.running();
    }

    @Override
    String endless() {
        return "SELECT COUNT(*) FROM range(10000000) a(x), range(10000000) b(y) WHERE x * y % 7 = 3";
    }

    @Override
    String series(long rows) {
        return "SELECT id AS i, concat('row ', id) AS name FROM range(1, " + (rows + 1) + ") r(id)";
    }

    @Test
    void outcome_namesStatementAndWarehouse() throws Exception {
        Warehouse.Outcome outcome = warehouse()
                .query(
                        new Query(
                                "SELECT name FROM companies",
                                Query.Limits.of(10, TIMEOUT),
                                new Query.Origin("ask/C1/17", "U1"),
                                null),
                        new CollectedRows(),
                        Watch.NONE);

        assertThat(outcome.use().warehouse()).isEqualTo(databricks.warehouse());
        assertThat(outcome.use().rowsRead()).isNotNull();
        assertThat(outcome.use().bytesRead()).isNotNull();
        DatabricksDouble.Executed ran = databricks.statements().stream()
                .filter(statement -> statement.sql().contains("companies"))
                .findFirst()
                .orElseThrow();
        assertThat(ran.sql()).startsWith("/* askdesk workflow=ask/C1/17 user=U1 */ SELECT");
        assertThat(ran.id()).isEqualTo(outcome.use().statementId());
        assertThat(ran.tags().toString()).contains("askdesk");
    }

    @Test
    void cancelledInTheQueue_endsWithinASecond() throws Exception {
        warehouse().query("SELECT 1", 1, TIMEOUT);
        databricks.holdQueued();
        Stopper stopper = new Stopper(() -> databricks.running() > 0);

        assertThatThrownBy(() -> warehouse()
                        .query(Query.own(endless(), 10, Duration.ofMinutes(1)), new CollectedRows(), stopper))
                .isInstanceOf(StatementCancelled.class);

        assertThat(stopper.sinceStop()).isLessThan(Duration.ofSeconds(1));
        assertNothingRuns();
    }

    @Test
    void cancelledWhileAChunkIsAwaited_endsWithinASecond() throws Exception {
        databricks.holdFetching();
        Stopper stopper = new Stopper(() -> databricks.fetching() > 0);

        assertThatThrownBy(() -> warehouse()
                        .query(Query.own(series(50_000), 50_000, Duration.ofMinutes(1)), new CollectedRows(), stopper))
                .isInstanceOf(StatementCancelled.class);

        assertThat(stopper.sinceStop()).isLessThan(Duration.ofSeconds(1));
        databricks.release();
        assertNothingRuns();
    }

    @Test
    void sleepingWarehouse_isWaitedForAndTellsSo() throws Exception {
        databricks.sleeps(Duration.ofSeconds(3));
        List<Watch.Moment> moments = new CopyOnWriteArrayList<>();
        Watch watch = new Watch() {
            @Override
            public void at(Moment moment) {
                moments.add(moment);
            }
        };
        CollectedRows rows = new CollectedRows();

        // Its time counts from when it has started.
        warehouse().query(Query.own("SELECT 1 AS one", 1, Duration.ofSeconds(2)), rows, watch);

        assertThat(rows.result(false).rows()).hasSize(1);
        assertThat(moments).containsAnyOf(Watch.Moment.QUEUED, Watch.Moment.CONNECTING);
    }
}
