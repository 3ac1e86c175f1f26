package dev.askdesk.databricksdouble;

import static dev.askdesk.databricksdouble.DoubleClient.await;
import static dev.askdesk.databricksdouble.DoubleClient.connect;
import static dev.askdesk.databricksdouble.DoubleClient.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.jdbc.api.ExecutionState;
import com.databricks.jdbc.api.IDatabricksConnection;
import com.databricks.jdbc.api.IDatabricksResultSet;
import com.databricks.jdbc.api.IDatabricksStatement;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The unmodified driver with the double, in every way it has to fetch results. */
class DatabricksDoubleTest {

    private final DatabricksDouble databricks = DatabricksDouble.start();

    enum Mode {
        JSON,
        ARROW,
        LZ4,
        THRIFT,
        THRIFT_DIRECT;

        String url(DatabricksDouble databricks) {
            String url = databricks.url(false) + ";asyncexecpollinterval=20";
            return switch (this) {
                case JSON -> url;
                case THRIFT -> databricks.url(true) + ";asyncexecpollinterval=20";
                case THRIFT_DIRECT -> databricks.url(true).replace("EnableDirectResults=0", "EnableDirectResults=1");
                case ARROW -> url.replace("EnableQueryResultDownload=0", "EnableQueryResultDownload=1");
                case LZ4 ->
                    url.replace(
                            ";UseBoundedSeaApi=0;EnableQueryResultDownload=0", ";EnableQueryResultLZ4Compression=1");
            };
        }
    }

    @BeforeEach
    void data() {
        databricks.duckdb("CREATE TABLE fund.main.t (id INTEGER PRIMARY KEY, name VARCHAR)");
        databricks.duckdb("INSERT INTO fund.main.t VALUES (1, 'Zoë 😀'), (2, NULL), (3, '')");
    }

    @AfterEach
    void close() {
        databricks.close();
    }

    private Connection open(Mode mode) throws SQLException {
        return connect(mode.url(databricks), DatabricksDouble.TOKEN);
    }

    @ParameterizedTest
    @EnumSource
    void typesAreExactAtTheirEnds(Mode mode) throws Exception {
        try (Connection connection = open(mode)) {
            assertThat(rows(
                                    connection,
                                    "SELECT CAST('12345678901234567890.123456789012345678' AS DECIMAL(38,18)),"
                                            + " 9223372036854775807, -9223372036854775808, CAST('NaN' AS DOUBLE), CAST(1.5 AS FLOAT),"
                                            + " CAST(1 AS TINYINT), CAST(2 AS SMALLINT), 3, true, DATE '0001-01-01', DATE '9999-12-31',"
                                            + " CAST('2024-03-10 02:30:00.123456' AS TIMESTAMP_NTZ), CAST(NULL AS STRING)")
                            .get(0))
                    .containsExactly(
                            new BigDecimal("12345678901234567890.123456789012345678"),
                            Long.MAX_VALUE,
                            Long.MIN_VALUE,
                            Double.NaN,
                            1.5f,
                            (byte) 1,
                            (short) 2,
                            3,
                            true,
                            Date.valueOf("0001-01-01"),
                            Date.valueOf("9999-12-31"),
                            Timestamp.valueOf("2024-03-10 02:30:00.123456"),
                            null);
            assertThat(rows(connection, "SELECT array(1, NULL, 3), named_struct('x', 1, 'y', 'z'), map('k', 2)"))
                    .hasToString("[[[1,null,3], {\"x\":1,\"y\":\"z\"}, {\"k\":2}]]");
            assertThat(rows(connection, "SELECT name FROM t ORDER BY name DESC"))
                    .containsExactly(List.of("Zoë 😀"), List.of(""), java.util.Arrays.asList((Object) null));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyRowsComeInChunks(Mode mode) throws Exception {
        try (Connection connection = open(mode)) {
            List<List<Object>> rows = rows(connection, "SELECT id, CAST(id AS STRING) AS s FROM range(1000) r(id)");
            assertThat(rows).hasSize(1000).last().isEqualTo(List.of(999L, "999"));
            assertThat(rows.get(301)).isEqualTo(List.of(301L, "301"));
            assertThat(databricks.resultsOpen()).isZero();
        }
        assertThat(databricks.sessionsOpen()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void quotesMeanWhatTheyMeanInDatabricks(Mode mode) throws Exception {
        try (Connection connection = open(mode)) {
            assertThat(rows(connection, "SELECT 'a''b', 'it\\'s', \"name\", `name` FROM t WHERE id = 1"))
                    .containsExactly(List.of("ab", "it's", "name", "Zoë 😀"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorsCarryTheirClassAndSqlState(Mode mode) throws Exception {
        try (Connection connection = open(mode)) {
            assertThatThrownBy(() -> rows(connection, "SELECT nam FROM fund.main.t"))
                    .hasMessageContaining(
                            "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter"
                                    + " with name `nam` cannot be resolved. Did you mean one of the following? [`name`]. SQLSTATE:"
                                    + " 42703; line 1 pos 7")
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(SQLException.class))
                    .returns("42703", SQLException::getSQLState);
            databricks.sqlStates(false);
            assertThatThrownBy(() -> rows(connection, "SELECT * FROM nope"))
                    .hasMessageContaining("[TABLE_OR_VIEW_NOT_FOUND]")
                    .hasMessageContaining("SQLSTATE: 42P01");
            assertThatThrownBy(() -> rows(connection, "SELEC 1")).hasMessageContaining("[PARSE_SYNTAX_ERROR]");
            assertThatThrownBy(() -> rows(connection, "SELECT 1 / 0")).hasMessageContaining("[DIVIDE_BY_ZERO]");
            databricks.answers(java.util.regex.Pattern.compile("FROM t$"), "[OUT] Of order.", "57000");
            assertThatThrownBy(() -> rows(connection, "SELECT 1 FROM t")).hasMessageContaining("[OUT] Of order.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aQueuedStatementCanBeCanceled(Mode mode) throws Exception {
        databricks.holdQueued();
        cancels(mode, "SELECT 1");
    }

    @ParameterizedTest
    @EnumSource
    void aRunningStatementCanBeCanceled(Mode mode) throws Exception {
        cancels(
                mode,
                "SELECT count(*) FROM range(100000000) a CROSS JOIN range(100000) b WHERE a.range % 7 = b.range % 5");
    }

    private void cancels(Mode mode, String sql) throws Exception {
        try (Connection connection = open(mode);
                Statement statement = connection.createStatement()) {
            try (ResultSet pending =
                    statement.unwrap(IDatabricksStatement.class).executeAsync(sql)) {
                await(() -> databricks.running() == 1);
                Thread.sleep(100);
                assertThat(pending.unwrap(IDatabricksResultSet.class)
                                .getExecutionStatus()
                                .getExecutionState())
                        .isIn(ExecutionState.PENDING, ExecutionState.RUNNING);
                statement.cancel();
                await(() -> databricks.running() == 0);
                assertThat(databricks.statements().get(0).state()).isEqualTo("CANCELED");
                assertThat(databricks.statements().get(0).canceledBy()).isEqualTo(DatabricksDouble.USER);
                assertThatThrownBy(() ->
                                statement.unwrap(IDatabricksStatement.class).getExecutionResult())
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherConnectionPicksUpARunningStatement(Mode mode) throws Exception {
        databricks.holdRunning();
        String id;
        try (Connection first = open(mode)) {
            Statement statement = first.createStatement();
            ResultSet pending = statement.unwrap(IDatabricksStatement.class).executeAsync("SELECT 42 AS answer");
            id = pending.unwrap(IDatabricksResultSet.class).getStatementId();
            await(() -> databricks.statements().get(0).state().equals("RUNNING"));
            try (Connection second = open(mode)) {
                Statement again = second.unwrap(IDatabricksConnection.class).getStatement(id);
                databricks.release();
                await(() -> databricks.running() == 0);
                try (ResultSet result = again.unwrap(IDatabricksStatement.class).getExecutionResult()) {
                    assertThat(rows(result)).containsExactly(List.of(42));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "THRIFT"})
    void theDriversMetadataIsThere(Mode mode) throws Exception {
        databricks.duckdb("COMMENT ON COLUMN fund.main.t.name IS 'its name'");
        try (Connection connection = open(mode)) {
            try (ResultSet tables = connection.getMetaData().getTables("fund", "main", "%", null)) {
                assertThat(tables.next()).isTrue();
                assertThat(tables.getString("TABLE_NAME")).isEqualTo("t");
            }
            try (ResultSet columns = connection.getMetaData().getColumns("fund", "main", "t", "name")) {
                assertThat(columns.next()).isTrue();
                assertThat(columns.getString("REMARKS")).isEqualTo("its name");
                assertThat(columns.getInt("ORDINAL_POSITION")).isEqualTo(2);
            }
            try (ResultSet keys = connection.getMetaData().getPrimaryKeys("fund", "main", "t")) {
                assertThat(keys.next()).isTrue();
                assertThat(keys.getString("COLUMN_NAME")).isEqualTo("id");
            }
        }
    }
}
