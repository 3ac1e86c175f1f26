package dev.askdesk.databricksdouble;

import static dev.askdesk.databricksdouble.DoubleClient.await;
import static dev.askdesk.databricksdouble.DoubleClient.connect;
import static dev.askdesk.databricksdouble.DoubleClient.post;
import static dev.askdesk.databricksdouble.DoubleClient.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.databricks.jdbc.api.IDatabricksStatement;
import dev.askdesk.databricksdouble.DatabricksDouble.Call;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with the double, and who may log in to it. */
class DatabricksDoubleFaultsTest {

    private final DatabricksDouble databricks = DatabricksDouble.start();

    @AfterEach
    void close() {
        databricks.close();
    }

    private Connection open(DatabricksDoubleTest.Mode mode) throws SQLException {
        return connect(mode.url(databricks), DatabricksDouble.TOKEN);
    }

    @ParameterizedTest
    @EnumSource(names = {"JSON", "THRIFT"})
    void aStatementCanBeCanceledWhileItsRowsAreFetched(DatabricksDoubleTest.Mode mode) throws Exception {
        databricks.holdFetching();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try (Connection connection = open(mode);
                Statement statement = connection.createStatement()) {
            CompletableFuture<List<List<Object>>> rows = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return rows(statement.executeQuery("SELECT * FROM range(1000)"));
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    reader);
            await(() -> databricks.fetching() > 0);
            statement.unwrap(IDatabricksStatement.class).cancel();
            assertThatThrownBy(rows::get).hasRootCauseInstanceOf(Exception.class);
            assertThat(databricks.statements().get(0).canceledBy()).isEqualTo(DatabricksDouble.USER);
            assertThat(databricks.resultsOpen()).isZero();
        } finally {
            reader.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anExpiredTokenIsRefused(boolean thrift) throws Exception {
        try (Connection connection = connect(databricks.url(thrift), DatabricksDouble.TOKEN)) {
            assertThat(rows(connection, "SELECT 1")).containsExactly(List.of(1));
            databricks.expire(DatabricksDouble.TOKEN);
            assertThatThrownBy(() -> rows(connection, "SELECT 1")).isInstanceOf(SQLException.class);
            databricks.token(DatabricksDouble.TOKEN, DatabricksDouble.USER);
        }
        assertThatThrownBy(() -> connect(databricks.url(thrift), "other")).isInstanceOf(SQLException.class);
    }

    @Test
    void aServicePrincipalLogsIn() throws Exception {
        databricks.client("principal", "secret");
        Properties properties = new Properties();
        properties.put("OAuth2ClientId", "principal");
        properties.put("OAuth2Secret", "secret");
        try (Connection connection = DriverManager.getConnection(
                databricks.url(true) + ";AuthMech=11;Auth_Flow=1;OAuthDiscoveryURL=" + databricks.discoveryUrl(),
                properties)) {
            assertThat(rows(connection, "SELECT current_user()")).containsExactly(List.of("principal"));
        }
        assertThat(databricks.statements().get(0).user()).isEqualTo("principal");
    }

    @Test
    void aTokenOfAnotherIssuerIsExchanged() throws Exception {
        databricks.subject("jwt-of-ann", "ann@example.com");
        HttpResponse<String> answer = exchange("jwt-of-ann");
        assertThat(answer.statusCode()).isEqualTo(200);
        String token = Json.objectIn(answer.body()).path("access_token").asText();
        try (Connection connection = connect(databricks.url(true), token)) {
            assertThat(rows(connection, "SELECT current_user()")).containsExactly(List.of("ann@example.com"));
        }
        assertThat(exchange("jwt-of-nobody").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> exchange(String jwt) throws Exception {
        String body = "grant_type="
                + URLEncoder.encode("urn:ietf:params:oauth:grant-type:token-exchange", StandardCharsets.UTF_8)
                + "&subject_token=" + jwt + "&scope=sql&subject_token_type="
                + URLEncoder.encode("urn:ietf:params:oauth:token-type:jwt", StandardCharsets.UTF_8);
        return post(databricks, "/oidc/v1/token", body, "Content-Type", "application/x-www-form-urlencoded");
    }

    @Test
    void theDriverRetriesWhatSaysWhen() throws Exception {
        try (Connection connection = open(DatabricksDoubleTest.Mode.JSON)) {
            databricks.answersNext(Call.STATEMENT_POST, 1, 429, 1);
            assertThat(rows(connection, "SELECT 1")).containsExactly(List.of(1));
            databricks.answersNext(Call.STATEMENT_POST, 1, 400, null);
            assertThatThrownBy(() -> rows(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSleepingWarehouseIsWaitedFor(boolean thrift) throws Exception {
        databricks.sleeps(Duration.ofMillis(1500));
        long start = System.nanoTime();
        try (Connection connection = connect(databricks.url(thrift), DatabricksDouble.TOKEN)) {
            assertThat(rows(connection, "SELECT 1")).containsExactly(List.of(1));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(1500));
    }

    @Test
    void whoMayOnlyReadIsRefusedWrites() throws Exception {
        databricks.duckdb("CREATE TABLE fund.main.t (id INTEGER)");
        try (Connection connection = open(DatabricksDoubleTest.Mode.JSON);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO fund.main.t VALUES (1), (2)"))
                    .isEqualTo(2);
            databricks.readOnly(true);
            assertThatThrownBy(() -> statement.executeUpdate("DROP TABLE fund.main.t"))
                    .hasMessageContaining("[INSUFFICIENT_PERMISSIONS]");
            assertThat(rows(connection, "SELECT count(*) FROM fund.main.t")).containsExactly(List.of(2L));
        }
    }
}
