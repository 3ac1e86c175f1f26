package dev.askdesk.adapters.warehouse;

import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Errors of statements as Databricks SQL words them, with and without their class and their SQLState. */
public final class RecordedErrors {
    private RecordedErrors() {}

    /**
     * One.
     *
     * @param kind how it is typed
     * @param state as the driver gives it; {@code null} where it does not
     */
    public record Text(Kind kind, @Nullable String state, String text) {
        @Override
        public String toString() {
            return kind + " " + state + " " + text.lines().findFirst().orElse("");
        }
    }

    public static List<Text> texts() {
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
}
