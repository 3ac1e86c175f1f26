package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Types the errors of an engine, so that a repair is told what to look at. */
public final class ProblemTyping {
    private static final int MAX_MESSAGE = 400;

    /** DuckDB names no SQLState; its messages are stable, so the first pattern that is found decides. */
    private static final List<Map.Entry<Pattern, Kind>> DUCKDB = List.of(
            rule("^Parser Error", Kind.SYNTAX),
            rule("^Out of Memory Error", Kind.TOO_LARGE),
            rule("^INTERRUPT Error|Interrupted!", Kind.TIMEOUT),
            rule("^Permission Error", Kind.FORBIDDEN),
            rule("attached in read-only mode|configuration has been locked|disabled by configuration", Kind.FORBIDDEN),
            rule("can only be used with queries that return a ResultSet", Kind.FORBIDDEN),
            rule("Table with name .* does not exist|Referenced table .* not found", Kind.UNKNOWN_TABLE),
            rule("Function with name .* does not exist", Kind.UNKNOWN_FUNCTION),
            rule("Ambiguous reference to column|ambiguous", Kind.AMBIGUOUS_COLUMN),
            rule(
                    "Referenced column .* not found|does not have a column named|column .* does not exist",
                    Kind.UNKNOWN_COLUMN),
            rule(
                    "No function matches|best candidate function|^Conversion Error|^Mismatch Type Error",
                    Kind.TYPE_MISMATCH),
            rule(
                    "Cannot compare values of type|Cannot mix values of type|needs? to be cast|explicit type cast",
                    Kind.TYPE_MISMATCH));

    /** The name that an error is about is the first quoted one, or the word after "with name". */
    private static final Pattern SUBJECT =
            Pattern.compile("with name \"?(.+?)\"? does not exist|named \"([^\"]+)\"|\"([^\"]+)\"");

    private ProblemTyping() {}

    private static Map.Entry<Pattern, Kind> rule(String pattern, Kind kind) {
        return Map.entry(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE), kind);
    }

    /** The problem behind an error of DuckDB; {@link #withHints} adds what the catalog knows. */
    public static Problem ofDuckDb(SQLException error) {
        String message = String.valueOf(error.getMessage());
        for (Map.Entry<Pattern, Kind> rule : DUCKDB) {
            if (rule.getKey().matcher(message).find()) {
                return Problem.of(rule.getValue(), firstLines(message));
            }
        }
        return Problem.of(Kind.ENGINE, firstLines(message));
    }

    /** Adds the nearest names that the catalog has to a problem about an unknown name; other problems stay. */
    public static Problem withHints(Problem problem, Catalog catalog) {
        String subject = subject(problem.message());
        if (subject == null || !problem.hints().isEmpty()) {
            return problem;
        }
        List<String> hints =
                switch (problem.kind()) {
                    case UNKNOWN_TABLE -> NearestNames.tables(subject, catalog.tables());
                    case UNKNOWN_COLUMN -> NearestNames.columns(subject, catalog.tables());
                    default -> List.of();
                };
        return new Problem(problem.kind(), problem.message(), hints);
    }

    private static @Nullable String subject(String message) {
        Matcher matcher = SUBJECT.matcher(message);
        if (!matcher.find()) {
            return null;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return null;
    }

    /**
     * An engine's message as one short line: without the picture of the statement, the list of every overload and the
     * advice on settings.
     */
    public static String firstLines(String message) {
        StringBuilder text = new StringBuilder();
        for (String line : message.split("\\R", -1)) {
            if (line.startsWith("LINE ") || line.startsWith("\t") || line.startsWith("Possible solutions")) {
                break;
            }
            // DuckDB's guesses may name tables that the catalog does not have.
            boolean guess = line.startsWith("Did you mean") || line.startsWith("Candidate");
            boolean settings = line.contains("SET ") || line.startsWith("Database is launched");
            if (!line.isBlank() && !guess && !settings) {
                text.append(text.isEmpty() ? "" : " ").append(line.strip());
            }
        }
        String line = text.toString();
        return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + "…";
    }
}
