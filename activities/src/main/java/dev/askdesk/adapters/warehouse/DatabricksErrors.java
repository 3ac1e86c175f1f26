package dev.askdesk.adapters.warehouse;

import com.databricks.internal.sdk.core.DatabricksError;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import dev.askdesk.workflows.wire.FailureType;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types the errors of Databricks: by the error class at the head of a message ({@code [TABLE_OR_VIEW_NOT_FOUND]}), since
 * the driver's SQLState is missing or a name of its own as often as not; then by the SQLState, where it is one; then by
 * words of errors that have neither.
 */
final class DatabricksErrors {
    private static final int LONGEST = 400;
    private static final Pattern CLASS = Pattern.compile("\\[([A-Z][A-Z0-9_]*)((?:\\.[A-Z0-9_]+)*)]\\s*");
    private static final Pattern STATE = Pattern.compile("SQLSTATE: ([0-9A-Z]{5})");
    private static final Pattern HTTP =
            Pattern.compile("(?i)HTTP (?:response code: |status(?: code)?:? |error code:? )?\\(?(4\\d\\d|5\\d\\d)\\b");
    private static final Pattern SUGGESTIONS =
            Pattern.compile("Did you mean(?: one of the following)?\\? ?\\[?((?:`[^`]*`(?:\\.`[^`]*`)*(?:, )?)+)]?");
    private static final Pattern RETRY_AFTER = Pattern.compile("(?i)retry-after:? (\\d{1,5})");

    /** Privileges of those who change data: who lacks one has sent something else than a query. */
    private static final Pattern WRITES = Pattern.compile("\\b(MODIFY|CREATE|DELETE|INSERT|UPDATE|MANAGE|REFRESH)\\b");

    private static final Map<String, Kind> CLASSES = Map.ofEntries(
            Map.entry("PARSE_SYNTAX_ERROR", Kind.SYNTAX),
            Map.entry("PARSE_EMPTY_STATEMENT", Kind.SYNTAX),
            Map.entry("INVALID_SQL_SYNTAX", Kind.SYNTAX),
            Map.entry("UNCLOSED_BRACKETED_COMMENT", Kind.SYNTAX),
            Map.entry("TABLE_OR_VIEW_NOT_FOUND", Kind.UNKNOWN_TABLE),
            Map.entry("SCHEMA_NOT_FOUND", Kind.UNKNOWN_TABLE),
            Map.entry("CATALOG_NOT_FOUND", Kind.UNKNOWN_TABLE),
            Map.entry("NO_SUCH_CATALOG_EXCEPTION", Kind.UNKNOWN_TABLE),
            Map.entry("UNRESOLVED_COLUMN", Kind.UNKNOWN_COLUMN),
            Map.entry("UNRESOLVED_USING_COLUMN_FOR_JOIN", Kind.UNKNOWN_COLUMN),
            Map.entry("UNRESOLVED_FIELD", Kind.UNKNOWN_COLUMN),
            Map.entry("UNRESOLVED_MAP_KEY", Kind.UNKNOWN_COLUMN),
            Map.entry("FIELD_NOT_FOUND", Kind.UNKNOWN_COLUMN),
            Map.entry("UNRESOLVED_ROUTINE", Kind.UNKNOWN_FUNCTION),
            Map.entry("ROUTINE_NOT_FOUND", Kind.UNKNOWN_FUNCTION),
            Map.entry("UNRESOLVABLE_TABLE_VALUED_FUNCTION", Kind.UNKNOWN_FUNCTION),
            Map.entry("AMBIGUOUS_REFERENCE", Kind.AMBIGUOUS_COLUMN),
            Map.entry("AMBIGUOUS_REFERENCE_TO_FIELDS", Kind.AMBIGUOUS_COLUMN),
            Map.entry("AMBIGUOUS_COLUMN_OR_FIELD", Kind.AMBIGUOUS_COLUMN),
            Map.entry("AMBIGUOUS_COLUMN_REFERENCE", Kind.AMBIGUOUS_COLUMN),
            Map.entry("DATATYPE_MISMATCH", Kind.TYPE_MISMATCH),
            Map.entry("CAST_INVALID_INPUT", Kind.TYPE_MISMATCH),
            Map.entry("CAST_OVERFLOW", Kind.TYPE_MISMATCH),
            Map.entry("CANNOT_PARSE_TIMESTAMP", Kind.TYPE_MISMATCH),
            Map.entry("INVALID_DATETIME_PATTERN", Kind.TYPE_MISMATCH),
            Map.entry("CONVERSION_INVALID_INPUT", Kind.TYPE_MISMATCH),
            Map.entry("INCOMPARABLE_PIVOT_COLUMN", Kind.TYPE_MISMATCH),
            Map.entry("INCOMPATIBLE_COLUMN_TYPE", Kind.TYPE_MISMATCH),
            Map.entry("WRONG_NUM_ARGS", Kind.TYPE_MISMATCH),
            Map.entry("INSUFFICIENT_PERMISSIONS", Kind.PERMISSION),
            Map.entry("INSUFFICIENT_PERMISSIONS_EXT_LOC", Kind.PERMISSION),
            Map.entry("PERMISSION_DENIED", Kind.PERMISSION),
            Map.entry("QUERY_EXECUTION_TIMEOUT_EXCEEDED", Kind.TIMEOUT),
            Map.entry("QUERY_WATCHDOG", Kind.TOO_LARGE),
            Map.entry("QUERIED_TABLE_TOO_LARGE", Kind.TOO_LARGE),
            Map.entry("DRIVER_RESULT_SIZE_EXCEEDED", Kind.TOO_LARGE),
            Map.entry("COLLECTION_SIZE_LIMIT_EXCEEDED", Kind.TOO_LARGE),
            Map.entry("UC_COMMAND_NOT_SUPPORTED", Kind.FORBIDDEN),
            Map.entry("UNSUPPORTED_FEATURE", Kind.FORBIDDEN),
            Map.entry("NOT_SUPPORTED_WITH_SERVERLESS", Kind.FORBIDDEN));

    private static final Map<String, Kind> STATES = Map.ofEntries(
            Map.entry("42601", Kind.SYNTAX),
            Map.entry("42P01", Kind.UNKNOWN_TABLE),
            Map.entry("42703", Kind.UNKNOWN_COLUMN),
            Map.entry("42883", Kind.UNKNOWN_FUNCTION),
            Map.entry("42702", Kind.AMBIGUOUS_COLUMN),
            Map.entry("42K09", Kind.TYPE_MISMATCH),
            Map.entry("22018", Kind.TYPE_MISMATCH),
            Map.entry("22007", Kind.TYPE_MISMATCH),
            Map.entry("42501", Kind.PERMISSION),
            Map.entry("57KD0", Kind.TIMEOUT));

    /** Errors without a class; the first that is found decides. */
    private static final List<Map.Entry<Pattern, Kind>> WORDS = List.of(
            rule(
                    "maxResultSize|result (?:set )?(?:size|exceed)|exceed(?:s|ed|ing)? .*(?:25 ?MiB|byte limit)",
                    Kind.TOO_LARGE),
            rule("timed? ?out after|statement_timeout|execution timed", Kind.TIMEOUT),
            rule(
                    "does not have .* (?:permission|privilege)|PERMISSION_DENIED|insufficient privileges",
                    Kind.PERMISSION),
            rule("mismatched input|no viable alternative|ParseException|extraneous input", Kind.SYNTAX),
            rule("Table or view not found|Table .* not found", Kind.UNKNOWN_TABLE),
            rule("cannot resolve .* given input columns", Kind.UNKNOWN_COLUMN),
            rule("Undefined function", Kind.UNKNOWN_FUNCTION),
            rule("is ambiguous, could be", Kind.AMBIGUOUS_COLUMN),
            rule("data type mismatch", Kind.TYPE_MISMATCH));

    private DatabricksErrors() {}

    private static Map.Entry<Pattern, Kind> rule(String pattern, Kind kind) {
        return Map.entry(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), kind);
    }

    /**
     * The problem with a statement.
     *
     * @param state SQLState as the driver or the server gives it; {@code null} or something else as often as not
     */
    static Problem problem(String said, @Nullable String state) {
        String message = bare(said);
        return new Problem(kind(message, state), sentence(message), suggestions(message));
    }

    private static Kind kind(String message, @Nullable String state) {
        Matcher named = CLASS.matcher(message);
        if (named.find()) {
            Kind kind = CLASSES.get(named.group(1));
            if (kind != null) {
                return kind == Kind.PERMISSION && WRITES.matcher(message).find() ? Kind.FORBIDDEN : kind;
            }
        }
        Matcher told = STATE.matcher(message);
        String known = state != null && STATES.containsKey(state) ? state : told.find() ? told.group(1) : "";
        Kind byState = STATES.get(known);
        if (byState != null) {
            return byState;
        }
        return WORDS.stream()
                .filter(rule -> rule.getKey().matcher(message).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Kind.ENGINE);
    }

    /** The server's own words, without those that the driver puts around them, which have the statement in them. */
    private static String bare(String said) {
        int error = said.indexOf(" Error Message: ");
        String message = said.startsWith("Statement execution failed") && error >= 0
                ? said.substring(error + " Error Message: ".length()).replaceAll(", Error code: \\w+$", "")
                : said;
        Matcher named = CLASS.matcher(message);
        // What stands before the class is names of Java classes, or the start of Thrift's answer, whose fields follow.
        return (named.find() ? message.substring(named.start()) : message)
                .split(", (?:hasResultSet|displayMessage|diagnosticInfo|taskStatus|operationStarted):", 2)[0];
    }

    /** One line: the class as a word, and what is the matter, without advice, suggestions and plans. */
    private static String sentence(String message) {
        String line =
                message.split("\\R\\s*(?:==|at |'?Project|'?Aggregate|\\+-|If you did not qualify|To tolerate)", 2)[0];
        line = SUGGESTIONS.matcher(line).replaceAll("");
        line = line.replaceAll("\\s*(?:;|\\.)? ?SQLSTATE: [0-9A-Z]{5}", "")
                .replaceAll("; line \\d+,? pos \\d+;?", "")
                .replaceAll("If necessary set \\S+ to \\S+ to bypass this error\\.?", "")
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static List<String> suggestions(String message) {
        List<String> names = new ArrayList<>();
        Matcher found = SUGGESTIONS.matcher(message);
        if (found.find()) {
            for (String name : found.group(1).split(", ")) {
                names.add(name.replace("`", ""));
            }
        }
        return names;
    }

    /** An error of the driver, which is of the statement, of the connection, or of the network. */
    static StatementException failure(SQLException error, DatabricksSettings settings) {
        String said = String.valueOf(error.getMessage());
        String state = String.valueOf(error.getSQLState());
        FailureType outside = outside(said, state);
        if (outside != null) {
            throw new OutsideException(outside, words(outside, said, settings), null, retryAfter(said));
        }
        return new StatementException(problem(said, error.getSQLState()), error);
    }

    /**
     * The same of what the driver lets through from the SDK within it, which is not declared.
     *
     * @throws RuntimeException the error itself, where it is not the driver's
     */
    static StatementException failure(RuntimeException error, DatabricksSettings settings) {
        if (!error.getClass().getName().startsWith("com.databricks.")) {
            throw error;
        }
        int status = 0;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            status = cause instanceof DatabricksError refused ? refused.getStatusCode() : status;
        }
        String said = error.getMessage() + (status == 0 ? "" : " (HTTP " + status + ")");
        return failure(new SQLException(said, "SDK_CLIENT_ERROR"), settings);
    }

    /** What kind of trouble with the outside an error is; {@code null} where it is the statement's own. */
    static @Nullable FailureType outside(String said, String state) {
        boolean ofStatement = CLASS.matcher(said).find() || state.matches("42...|22...|57KD0");
        Matcher http = HTTP.matcher(said);
        int status = http.find() ? Integer.parseInt(http.group(1)) : 0;
        String lower = said.toLowerCase(Locale.ROOT);
        boolean token = lower.contains("invalid access token")
                || lower.contains("invalid token")
                || lower.contains("token is expired")
                || lower.contains("invalid_client")
                || lower.contains("unauthenticated")
                || lower.contains("credential was not sent");
        if (token || status == 401 || (status == 403 && !ofStatement)) {
            return FailureType.WAREHOUSE_CREDENTIALS;
        }
        if (status == 429 || lower.contains("rate limit") || lower.contains("too many requests")) {
            return FailureType.WAREHOUSE_RATE_LIMITED;
        }
        boolean connection = status != 0
                || state.startsWith("08")
                || state.matches(
                        "CONNECTION_ERROR|SDK_CLIENT_ERROR|INVALID_STATE|COMMUNICATION_FAILURE|RESULT_SET_ERROR"
                                + "|CHUNK_\\w+|AUTH_ERROR|RATE_LIMIT_EXCEEDED")
                || lower.contains("temporarily unavailable")
                || lower.contains("connection refused")
                || lower.contains("connection reset")
                || lower.contains("after 4 retries");
        return connection && !ofStatement ? FailureType.WAREHOUSE_UNAVAILABLE : null;
    }

    /** Our own words: the driver's may have headers and parts of requests in them. */
    private static String words(FailureType type, String said, DatabricksSettings settings) {
        String where = "Databricks at " + settings.workspace();
        Matcher http = HTTP.matcher(said);
        String status = http.find() ? " (HTTP " + http.group(1) + ")" : "";
        return switch (type) {
            case WAREHOUSE_CREDENTIALS ->
                where + " refuses the credentials" + status + ": the token or client is wrong, expired, or may not use"
                        + " the warehouse " + settings.warehouse() + ".";
            case WAREHOUSE_RATE_LIMITED -> where + " is limiting the rate" + status + ".";
            default -> where + " does not answer" + status + ".";
        };
    }

    private static @Nullable Duration retryAfter(String said) {
        Matcher after = RETRY_AFTER.matcher(said);
        return after.find() ? Duration.ofSeconds(Long.parseLong(after.group(1))) : null;
    }
}
