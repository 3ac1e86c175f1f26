package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.databricks.jdbc.api.IDatabricksResultSet;
import com.databricks.jdbc.api.IDatabricksStatement;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import dev.askdesk.databricksdouble.DatabricksDouble;
import dev.askdesk.databricksdouble.DatabricksDouble.Call;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.wire.FailureType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a workspace lets Askdesk and people in, and what it answers when it does not. */
class DatabricksAccessTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Credentials TOKEN = new Credentials.Token(DatabricksDouble.TOKEN);

    @TempDir
    Path people;

    private DatabricksDouble databricks;

    @BeforeEach
    void start() {
        databricks = DatabricksDouble.start();
    }

    @AfterEach
    void stop() {
        databricks.close();
    }

    private DatabricksSettings settings(Protocol protocol, Credentials credentials, UserTokens users) {
        return new DatabricksSettings(
                databricks.url(protocol == Protocol.THRIFT),
                protocol,
                credentials,
                users,
                4,
                Duration.ofSeconds(15),
                Duration.ofSeconds(30));
    }

    private static Query query(String sql, String user, String earlier) {
        return new Query(sql, Query.Limits.of(10, TIMEOUT), new Query.Origin("ask/1", user), earlier);
    }

    private OutsideException failure(Credentials credentials, Protocol protocol) {
        try (Warehouse warehouse = new DatabricksWarehouse(settings(protocol, credentials, null))) {
            return catchThrowableOfType(OutsideException.class, () -> warehouse.query("SELECT 1", 1, TIMEOUT));
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void wrongToken_isSaidAtOnceWithoutIt(Protocol protocol) {
        OutsideException failure = failure(new Credentials.Token("dapi-wrong-one"), protocol);

        assertThat(failure.type()).isEqualTo(FailureType.WAREHOUSE_CREDENTIALS);
        assertThat(failure.getMessage()).doesNotContain("dapi-wrong-one");
    }

    @Test
    void tokenThatExpires_isSaidAtTheNextStatement() throws Exception {
        try (Warehouse warehouse = new DatabricksWarehouse(settings(Protocol.SQL_API, TOKEN, null))) {
            warehouse.query("SELECT 1", 1, TIMEOUT);
            databricks.expire(DatabricksDouble.TOKEN);

            OutsideException failure =
                    catchThrowableOfType(OutsideException.class, () -> warehouse.query("SELECT 1", 1, TIMEOUT));

            assertThat(failure.type()).isEqualTo(FailureType.WAREHOUSE_CREDENTIALS);
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void oauthClient_isLetIn(Protocol protocol) throws Exception {
        databricks.client("app-1", "its secret");

        try (Warehouse warehouse =
                new DatabricksWarehouse(settings(protocol, new Credentials.Client("app-1", "its secret"), null))) {
            assertThat(warehouse.query("SELECT 1 AS one", 1, TIMEOUT).rows()).hasSize(1);
        }
        OutsideException failure = failure(new Credentials.Client("app-1", "another"), protocol);
        assertThat(failure.type()).isEqualTo(FailureType.WAREHOUSE_CREDENTIALS);
        assertThat(failure.getMessage()).contains("app-1").doesNotContain("another");
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void statement_runsAsThePersonWhoAsked(Protocol protocol) throws Exception {
        databricks.subject("jwt-of-ann", "ann@firm.com");
        Files.writeString(people.resolve("U1"), "jwt-of-ann\n");

        try (Warehouse warehouse = new DatabricksWarehouse(settings(protocol, TOKEN, new UserTokens(people)))) {
            warehouse.query(query("SELECT 7 AS hers", "U1", null), new CollectedRows(), Watch.NONE);
            warehouse.query("SELECT 8 AS ours", 1, TIMEOUT);
        }

        assertThat(user("hers")).isEqualTo("ann@firm.com");
        assertThat(user("ours")).isEqualTo(DatabricksDouble.USER);
    }

    private String user(String part) {
        return databricks.statements().stream()
                .filter(statement -> statement.sql().contains(part))
                .map(DatabricksDouble.Executed::user)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"U2", "../U1", "", ".", "U1/../U1"})
    void nobodyVouchesFor_isRefusedAndNothingRuns(String user) throws Exception {
        databricks.subject("jwt-of-ann", "ann@firm.com");
        Files.writeString(people.resolve("U1"), "jwt-of-ann");

        assertRefused(user);
    }

    @Test
    void workspaceDoesNotTakeThePersonsToken_isRefusedAndNothingRuns() throws Exception {
        Files.writeString(people.resolve("U3"), "jwt-of-a-stranger");

        assertRefused("U3");
    }

    private void assertRefused(String user) {
        try (Warehouse warehouse = new DatabricksWarehouse(settings(Protocol.SQL_API, TOKEN, new UserTokens(people)))) {
            StatementException refusal = catchThrowableOfType(
                    StatementException.class,
                    () -> warehouse.query(query("SELECT 7 AS hers", user, null), new CollectedRows(), Watch.NONE));

            assertThat(refusal.problem().kind()).isEqualTo(Problem.Kind.PERMISSION);
            assertThat(refusal.problem().message()).doesNotContain("jwt");
        }
        assertThat(databricks.statements()).isEmpty();
    }

    @Test
    void busyServer_isAskedAgainAfterItsTime() throws Exception {
        try (Warehouse warehouse = new DatabricksWarehouse(settings(Protocol.SQL_API, TOKEN, null))) {
            warehouse.query("SELECT 1", 1, TIMEOUT);
            databricks.answersNext(Call.STATEMENT_POST, 1, 429, 1);
            databricks.answersNext(Call.STATEMENT_GET, 1, 503, 1);

            assertThat(warehouse.query("SELECT 2 AS two", 1, TIMEOUT).rows()).isEqualTo(List.of(List.of("2")));
        }
    }

    @Test
    void serverThatGoesOnLimiting_isSaid() throws Exception {
        try (Warehouse warehouse = new DatabricksWarehouse(settings(Protocol.SQL_API, TOKEN, null))) {
            warehouse.query("SELECT 1", 1, TIMEOUT);
            databricks.answersNext(Call.STATEMENT_POST, 50, 429, 1);

            OutsideException failure =
                    catchThrowableOfType(OutsideException.class, () -> warehouse.query("SELECT 2", 1, TIMEOUT));

            assertThat(failure.type()).isEqualTo(FailureType.WAREHOUSE_RATE_LIMITED);
        }
    }

    @Test
    void noServer_isUnavailable() {
        int port = databricks.port();
        databricks.close();
        DatabricksSettings nowhere = new DatabricksSettings(
                "jdbc:databricks://localhost:" + port + ";ssl=0;httpPath=/sql/1.0/warehouses/x",
                Protocol.THRIFT,
                TOKEN,
                null,
                1,
                Duration.ofSeconds(15),
                Duration.ofSeconds(5));
        try (Warehouse warehouse = new DatabricksWarehouse(nowhere)) {
            OutsideException failure =
                    catchThrowableOfType(OutsideException.class, () -> warehouse.query("SELECT 1", 1, TIMEOUT));

            assertThat(failure.type()).isEqualTo(FailureType.WAREHOUSE_UNAVAILABLE);
        }
    }

    @Test
    void statementOfAKilledWorker_isTakenUpAgainOverTheApi() throws Exception {
        String id = abandoned(Protocol.SQL_API);
        CollectedRows rows = new CollectedRows();

        try (Warehouse other = new DatabricksWarehouse(settings(Protocol.SQL_API, TOKEN, null))) {
            other.query(query("SELECT 41 + 1 AS n", "U1", id), rows, Watch.NONE);
        }

        assertThat(rows.result(false).rows()).isEqualTo(List.of(List.of("42")));
        assertThat(sent()).as("not sent twice").isEqualTo(1);
        assertThat(databricks.running()).isZero();
    }

    @Test
    void statementOfAKilledWorker_isEndedAndSentAgainOverThrift() throws Exception {
        String id = abandoned(Protocol.THRIFT);
        CollectedRows rows = new CollectedRows();

        try (Warehouse other = new DatabricksWarehouse(settings(Protocol.THRIFT, TOKEN, null))) {
            other.query(query("SELECT 41 + 1 AS n", "U1", id), rows, Watch.NONE);
        }

        assertThat(rows.result(false).rows()).isEqualTo(List.of(List.of("42")));
        assertThat(databricks.running()).isZero();
    }

    @Test
    void statementThatTheServerHasNoMore_isSentAgain() throws Exception {
        CollectedRows rows = new CollectedRows();

        try (Warehouse warehouse = new DatabricksWarehouse(settings(Protocol.SQL_API, TOKEN, null))) {
            warehouse.query(query("SELECT 41 + 1 AS n", "U1", "01ef-gone"), rows, Watch.NONE);
        }

        assertThat(rows.result(false).rows()).isEqualTo(List.of(List.of("42")));
    }

    private long sent() {
        return databricks.statements().stream()
                .filter(statement -> statement.sql().contains("41 + 1"))
                .count();
    }

    /** A statement that is left running by whoever sent it, as by a worker that is killed. */
    private String abandoned(Protocol protocol) throws Exception {
        databricks.holdRunning();
        Connection connection = DriverManager.getConnection(
                settings(protocol, TOKEN, null).driverUrl(), DatabricksSettings.ofToken(DatabricksDouble.TOKEN));
        IDatabricksResultSet sent = (IDatabricksResultSet)
                connection.createStatement().unwrap(IDatabricksStatement.class).executeAsync("SELECT 41 + 1 AS n");
        assertThat(databricks.running()).isEqualTo(1);
        databricks.release();
        return sent.getStatementId();
    }
}
