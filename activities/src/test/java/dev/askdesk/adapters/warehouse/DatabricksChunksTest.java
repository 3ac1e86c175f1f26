package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import dev.askdesk.databricksdouble.DatabricksDouble;
import dev.askdesk.workflows.wire.FailureType;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results in several chunks come whole, or not at all. */
class DatabricksChunksTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int ROWS = 1_000;
    private static final int CHUNK = 300;

    private static DatabricksDouble databricks;

    /** How rows come. */
    private enum Way {
        JSON,
        ARROW_LINKS,
        THRIFT
    }

    @BeforeAll
    static void start() {
        databricks = DatabricksDouble.start();
        databricks.chunkRows(CHUNK);
    }

    @AfterAll
    static void stop() {
        databricks.close();
    }

    @AfterEach
    void countAgain() {
        databricks.chunkCounts(true);
    }

    @ParameterizedTest
    @EnumSource
    void everyChunk_arrivesInOrder(Way way) throws Exception {
        assertThat(read(way, ROWS))
                .isEqualTo(IntStream.range(0, ROWS)
                        .mapToObj(i -> List.of(Integer.toString(i)))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void asManyRowsAsAChunkHolds_allArrive(Way way) throws Exception {
        assertThat(read(way, CHUNK)).hasSize(CHUNK);
        assertThat(read(way, CHUNK + 1)).hasSize(CHUNK + 1);
    }

    @Test
    void fewerRowsThanTheServerCounted_areNotUsed() {
        databricks.chunkCounts(false);

        OutsideException refused = catchThrowableOfType(OutsideException.class, () -> read(Way.JSON, ROWS));

        assertThat(refused.type()).isEqualTo(FailureType.WAREHOUSE_UNAVAILABLE);
        assertThat(refused).hasMessageContaining(CHUNK + " of " + ROWS + " rows");
    }

    private static List<List<String>> read(Way way, int rows) throws Exception {
        String url = databricks.url(way == Way.THRIFT);
        try (Warehouse warehouse = new DatabricksWarehouse(new DatabricksSettings(
                way == Way.JSON ? url : url.replaceAll(DatabricksContract.WITHOUT_LINKS, ""),
                way == Way.THRIFT ? Protocol.THRIFT : Protocol.SQL_API,
                new Credentials.Token(DatabricksDouble.TOKEN),
                null,
                2,
                TIMEOUT,
                TIMEOUT))) {
            QueryResult result =
                    warehouse.query("SELECT id FROM range(" + rows + ") r(id) ORDER BY id", 2 * ROWS, TIMEOUT);
            assertThat(result.truncated()).isFalse();
            return result.rows();
        }
    }
}
