package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
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

    /** @param state as the driver gives it; {@code null} where it does not */
    record Text(Kind kind, String state, String text) {
        @Override
        public String toString() {
            return kind + " " + state + " " + text.lines().findFirst().orElse("");
        }
    }

    static List<Text> texts() {
        return List.of(
                new Text(
                        Kind.SYNTAX,
                        "42601",
                        "\n[PARSE_SYNTAX_ERROR] Syntax error at or near 'FORM'. SQLSTATE: 42601 (line 1, pos 9)\n\n== SQL"
                                + " ==\nSELECT * FORM fund.sales.deals\n---------^^^\n"),
                new Text(Kind.SYNTAX, null, "[PARSE_EMPTY_STATEMENT] Syntax error, unexpected empty statement."),
                new Text(
                        Kind.SYNTAX,
                        null,
                        "org.apache.spark.sql.catalyst.parser.ParseException: \nmismatched input 'FORM' expecting"
                                + " {<EOF>, ';'}(line 1, pos 9)"),
                new Text(
                        Kind.UNKNOWN_TABLE,
                        "42P01",
                        "[TABLE_OR_VIEW_NOT_FOUND] The table or view `fund`.`sales`.`dealz` cannot be found. Verify the"
                                + " spelling and correctness of the schema and catalog.\nIf you did not qualify the name with"
                                + " a schema, verify the current_schema() output, or qualify the name with the correct schema"
                                + " and catalog.\nTo tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF"
                                + " EXISTS. SQLSTATE: 42P01; line 1 pos 14"),
                new Text(
                        Kind.UNKNOWN_TABLE,
                        "EXECUTE_STATEMENT_FAILED",
                        "[SCHEMA_NOT_FOUND] The schema `fund`.`sale` cannot be found. Verify the spelling and correctness"
                                + " of the schema and catalog. SQLSTATE: 42704"),
                new Text(
                        Kind.UNKNOWN_TABLE,
                        null,
                        "[NO_SUCH_CATALOG_EXCEPTION] Catalog 'fond' was not found. Please verify the catalog name and then"
                                + " retry the query or command again. SQLSTATE: 42704"),
                new Text(
                        Kind.UNKNOWN_COLUMN,
                        "42703",
                        "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name `amout`"
                                + " cannot be resolved. Did you mean one of the following? [`amount`, `amount_usd`,"
                                + " `d`.`account`]. SQLSTATE: 42703; line 1 pos 7;\n'Project ['amout]\n+- SubqueryAlias"
                                + " fund.sales.deals"),
                new Text(
                        Kind.UNKNOWN_COLUMN,
                        null,
                        "[UNRESOLVED_COLUMN.WITHOUT_SUGGESTION] A column, variable, or function parameter with name `x`"
                                + " cannot be resolved.  SQLSTATE: 42703; line 1 pos 7"),
                new Text(
                        Kind.UNKNOWN_COLUMN,
                        "42704",
                        "[FIELD_NOT_FOUND] No such struct field `cty` in `city`, `street`. SQLSTATE: 42704"),
                new Text(
                        Kind.UNKNOWN_FUNCTION,
                        "42883",
                        "[UNRESOLVED_ROUTINE] Cannot resolve routine `strftime` on search path [`system`.`builtin`,"
                                + " `system`.`session`, `fund`.`sales`].\nVerify the spelling of `strftime`, check that the"
                                + " routine exists, and confirm you have `USE` privilege on the catalog and schema. SQLSTATE:"
                                + " 42883; line 1 pos 7"),
                new Text(
                        Kind.AMBIGUOUS_COLUMN,
                        "42704",
                        "[AMBIGUOUS_REFERENCE] Reference `id` is ambiguous, could be: [`c`.`id`, `d`.`id`]. SQLSTATE: 42704;"
                                + " line 1 pos 7"),
                new Text(
                        Kind.TYPE_MISMATCH,
                        "42K09",
                        "[DATATYPE_MISMATCH.BINARY_OP_DIFF_TYPES] Cannot resolve \"(name + true)\" due to data type mismatch:"
                                + " the left and right operands of the binary operator have incompatible types (\"STRING\" and"
                                + " \"BOOLEAN\"). SQLSTATE: 42K09; line 1 pos 7"),
                new Text(
                        Kind.TYPE_MISMATCH,
                        "22018",
                        "[CAST_INVALID_INPUT] The value 'Acme' of the type \"STRING\" cannot be cast to \"INT\" because it is"
                                + " malformed. Correct the value as per the syntax, or change its target type. Use `try_cast`"
                                + " to tolerate malformed input and return NULL instead. If necessary set"
                                + " \"spark.sql.ansi.enabled\" to \"false\" to bypass this error. SQLSTATE: 22018\n== SQL (line"
                                + " 1, position 8) ==\nSELECT CAST(name AS INT) FROM companies"),
                new Text(
                        Kind.TYPE_MISMATCH,
                        null,
                        "[WRONG_NUM_ARGS.WITHOUT_SUGGESTION] The `date_trunc` requires 2 parameters but the actual number is"
                                + " 1. Please, refer to the documentation for a fix. SQLSTATE: 42605"),
                new Text(
                        Kind.ENGINE,
                        "22012",
                        "[DIVIDE_BY_ZERO] Division by zero. Use `try_divide` to tolerate divisor being 0 and return NULL"
                                + " instead. If necessary set \"ansi_mode\" to \"false\" to bypass this error. SQLSTATE: 22012"),
                new Text(
                        Kind.ENGINE,
                        "42803",
                        "[MISSING_AGGREGATION] The non-aggregating expression \"name\" is based on columns which are not"
                                + " participating in the GROUP BY clause. SQLSTATE: 42803"),
                new Text(
                        Kind.PERMISSION,
                        "42501",
                        "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have SELECT on Table"
                                + " 'fund.people.salaries'. SQLSTATE: 42501"),
                new Text(
                        Kind.PERMISSION,
                        null,
                        "PERMISSION_DENIED: User does not have USE SCHEMA on Schema 'fund.people'."),
                new Text(
                        Kind.FORBIDDEN,
                        "42501",
                        "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have MODIFY on Table"
                                + " 'fund.sales.deals'. SQLSTATE: 42501"),
                new Text(
                        Kind.FORBIDDEN,
                        null,
                        "[UC_COMMAND_NOT_SUPPORTED.WITHOUT_RECOMMENDATION] The command(s): LOAD DATA are not supported in"
                                + " Unity Catalog. SQLSTATE: 0AKUC"),
                new Text(
                        Kind.TIMEOUT,
                        "57KD0",
                        "[QUERY_EXECUTION_TIMEOUT_EXCEEDED] Query execution exceeded the configured timeout. SQLSTATE:"
                                + " 57KD0"),
                new Text(
                        Kind.TIMEOUT,
                        null,
                        "The query was cancelled: it timed out after 40 seconds (STATEMENT_TIMEOUT)."),
                new Text(
                        Kind.TOO_LARGE,
                        null,
                        "Job aborted due to stage failure: Total size of serialized results of 13 tasks (4.1 GiB) is bigger"
                                + " than spark.driver.maxResultSize 4.0 GiB."),
                new Text(
                        Kind.TOO_LARGE,
                        "EXECUTE_STATEMENT_FAILED",
                        "Statement execution failed 01f0-77 -> SELECT * FROM t\nFAILED. Error Message: Inline byte limit"
                                + " exceeded. Statements executed with disposition=INLINE can have a result size of at most"
                                + " 26214400 bytes., Error code: BAD_REQUEST"));
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
