package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import dev.askdesk.adapters.warehouse.RecordedErrors.Text;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import dev.askdesk.workflows.wire.FailureType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Error texts as Databricks SQL words them, with and without their class and their SQLState. */
class DatabricksErrorsTest {

    static List<Text> texts() {
        return RecordedErrors.texts();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_isTyped(Text text) {
        Problem problem = DatabricksErrors.problem(text.text(), text.state());

        assertThat(problem.kind()).isEqualTo(text.kind());
        assertThat(problem.message())
                .isNotBlank()
                .hasSizeLessThan(401)
                .doesNotContain("\n", "SQLSTATE", "== SQL", "Did you mean", "'Project", "bypass");
    }

    @Test
    void texts_areAtLeastTwenty_andOneForEachTypeThatAnEngineReports() {
        Set<Kind> reported = texts().stream().map(Text::kind).collect(Collectors.toSet());
        Set<Kind> ours = EnumSet.of(Kind.UNKNOWN_VALUE, Kind.ALL_NULL, Kind.UNREADABLE_REPLY, Kind.INCOMPLETE);

        assertThat(texts()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(reported)
                .containsAll(Arrays.stream(Kind.values())
                        .filter(kind -> !ours.contains(kind))
                        .toList());
    }

    @Test
    void suggestions_areHintsAndNotInTheMessage() {
        Text unresolved = texts().get(6);

        Problem problem = DatabricksErrors.problem(unresolved.text(), unresolved.state());

        assertThat(problem.hints()).containsExactly("amount", "amount_usd", "d.account");
        assertThat(problem.message())
                .isEqualTo("[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name"
                        + " `amout` cannot be resolved.");
    }

    @Test
    void answerOfThrift_isReducedToItsError() {
        Problem problem = DatabricksErrors.problem(
                "Operation failed with error: [no error details from server] for statement [x], with response"
                        + " [TGetOperationStatusResp(status:TStatus(statusCode:SUCCESS_STATUS), operationState:ERROR_STATE,"
                        + " sqlState:42703, errorMessage:[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function"
                        + " parameter with name `nope` cannot be resolved. Did you mean one of the following? [`name`]."
                        + " SQLSTATE: 42703; line 1 pos 7, hasResultSet:true, displayMessage:x)]",
                "42703");

        assertThat(problem.kind()).isEqualTo(Kind.UNKNOWN_COLUMN);
        assertThat(problem.hints()).containsExactly("name");
        assertThat(problem.message()).endsWith("`nope` cannot be resolved.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WAREHOUSE_CREDENTIALS | CONNECTION_ERROR | Error while establishing a connection in databricks: Invalid"
                        + " access token. (HTTP 403)",
                "WAREHOUSE_CREDENTIALS | 08000 | HTTP Response code: 401, Error message: Unauthorized",
                "WAREHOUSE_RATE_LIMITED | RATE_LIMIT_EXCEEDED | createSession failed with HTTP 429 (rate limit exceeded)"
                        + " after retries. Warehouse id: abc, Error: Too many requests",
                "WAREHOUSE_UNAVAILABLE | 08000 | HTTP request failed by code: 503, TEMPORARILY_UNAVAILABLE",
                "WAREHOUSE_UNAVAILABLE | SDK_CLIENT_ERROR | Error while processing the execute statement request",
                "WAREHOUSE_UNAVAILABLE | 08S01 | Connect to localhost:1 failed: Connection refused"
            })
    void troubleWithTheOutside_isNoProblemOfTheStatement(FailureType type, String state, String said) {
        DatabricksSettings settings = new DatabricksSettings(
                "jdbc:databricks://dbc-1.cloud.databricks.com;httpPath=/sql/1.0/warehouses/abc",
                Protocol.SQL_API,
                new Credentials.Token("dapi-secret"),
                null,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1));

        OutsideException failure = catchThrowableOfType(
                OutsideException.class, () -> DatabricksErrors.failure(new SQLException(said, state), settings));

        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure.getMessage())
                .contains("https://dbc-1.cloud.databricks.com")
                .doesNotContain("dapi-secret");
        assertThat(failure.getCause()).isNull();
    }
}
