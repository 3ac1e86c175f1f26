package dev.askdesk.adapters.warehouse;

import dev.askdesk.sql.ProblemTyping;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.PSQLException;

/**
 * Types PostgreSQL's errors by their SQLState, which the server always sends (appendix A of its manual).
 */
final class PostgresProblems {
    private static final Pattern SUGGESTION = Pattern.compile("reference the column \"([^\"]+)\"");

    private static final Map<String, Kind> STATES = Map.ofEntries(
            Map.entry("42601", Kind.SYNTAX),
            Map.entry("42P01", Kind.UNKNOWN_TABLE),
            Map.entry("3F000", Kind.UNKNOWN_TABLE),
            Map.entry("42703", Kind.UNKNOWN_COLUMN),
            Map.entry("42883", Kind.UNKNOWN_FUNCTION),
            Map.entry("42702", Kind.AMBIGUOUS_COLUMN),
            Map.entry("42804", Kind.TYPE_MISMATCH),
            Map.entry("42846", Kind.TYPE_MISMATCH),
            Map.entry("42725", Kind.TYPE_MISMATCH),
            Map.entry("42501", Kind.PERMISSION),
            Map.entry("25006", Kind.FORBIDDEN),
            Map.entry("57014", Kind.TIMEOUT),
            Map.entry("54000", Kind.TOO_LARGE),
            Map.entry("22P02", Kind.TYPE_MISMATCH),
            Map.entry("22007", Kind.TYPE_MISMATCH),
            Map.entry("22008", Kind.TYPE_MISMATCH));

    private PostgresProblems() {}

    static Problem of(SQLException error) {
        Kind kind = STATES.getOrDefault(String.valueOf(error.getSQLState()), Kind.ENGINE);
        // The operator is what does not exist, where it is used on types that it has not.
        boolean operator = kind == Kind.UNKNOWN_FUNCTION && message(error).startsWith("operator does not exist");
        return new Problem(operator ? Kind.TYPE_MISMATCH : kind, message(error), hints(error));
    }

    private static List<String> hints(SQLException error) {
        Matcher suggestion = SUGGESTION.matcher(String.valueOf(error.getMessage()));
        return suggestion.find() ? List.of(suggestion.group(1)) : List.of();
    }

    /** One line, without the position and the source that the driver adds. */
    static String message(SQLException error) {
        String said = error instanceof PSQLException server && server.getServerErrorMessage() != null
                ? String.valueOf(server.getServerErrorMessage().getMessage())
                : String.valueOf(error.getMessage());
        return ProblemTyping.firstLines(said);
    }
}
