package dev.askdesk.sql;

import dev.askdesk.dialect.Dialect;
import dev.askdesk.dialect.UnreadableText;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;

/** Turns text into a checked tree, in bounded time and stack. */
final class StatementParser {
    private static final long TIMEOUT_MILLIS = 3_000;
    private static final long STACK_BYTES = 16L * 1024 * 1024;
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Parsing recurses once per bracket and operator: on a stack of its own it needs no luck. */
    private static final ExecutorService PARSERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(null, task, "sql-parser-" + COUNT.incrementAndGet(), STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    });

    private static final Pattern WHERE = Pattern.compile("at line (\\d+), column (\\d+)");
    private static final Pattern NEAR =
            Pattern.compile("Encountered(?: unexpected token)?: ?(?:<[^>]*> / )?\"([^\"]+)\"");

    /** First words of statements that the parser may not know, but that are clearly no queries. */
    private static final Set<String> VERBS = Set.of("""
            ALTER ANALYZE ATTACH BEGIN CALL CHECKPOINT COMMENT COMMIT COPY CREATE DEALLOCATE DELETE DESC DESCRIBE DETACH
            DROP EXECUTE EXPLAIN EXPORT FORCE FROM GRANT IMPORT INSERT INSTALL KILL LOAD MERGE PIVOT PRAGMA PREPARE
            REPLACE RESET REVOKE ROLLBACK SET SHOW START SUMMARIZE TABLE TRUNCATE UNPIVOT UPDATE UPSERT USE VACUUM
            """.strip().split("\\s+"));

    private StatementParser() {}

    /**
     * Reads what somebody wrote for an engine.
     *
     * @throws Refusal the text is not a single query of allowed parts
     */
    static Select parse(String sql, Dialect dialect) {
        return plain(read(sql, dialect), dialect);
    }

    /**
     * The same for a text that is in the plain form already.
     *
     * @throws Refusal the text is not a single query of allowed parts
     */
    static Select plain(String sql, Dialect dialect) {
        SqlText text = SqlText.of(sql);
        if (VERBS.contains(firstWord(text.statement()))) {
            throw new Refusal(Kind.FORBIDDEN, "Only queries that start with SELECT or WITH are allowed.");
        }
        Select select = ShapeRules.check(tree(text.statement()), dialect);
        checkSameStrings(text.literals(), select.toString());
        return select;
    }

    /** @throws Refusal the text could be read in different ways */
    static String read(String sql, Dialect dialect) {
        try {
            return dialect.read(sql);
        } catch (UnreadableText e) {
            throw new Refusal(Kind.SYNTAX, e.getMessage());
        }
    }

    /**
     * A checked statement, or a part of one, as the engine takes it.
     *
     * @throws Refusal it cannot be written for certain
     */
    static String write(Object checked, Dialect dialect) {
        try {
            return dialect.write(checked.toString());
        } catch (UnreadableText e) {
            throw new Refusal(Kind.SYNTAX, e.getMessage());
        }
    }

    /** @throws Refusal the text does not parse */
    static Statement tree(String sql) {
        try {
            return CCJSqlParserUtil.parse(sql, PARSERS, parser -> parser.withTimeOut(TIMEOUT_MILLIS));
        } catch (JSQLParserException e) {
            throw new Refusal(Kind.SYNTAX, explain(sql, String.valueOf(e.getMessage())));
        }
    }

    /** What will run has the very strings that were written: no quote was read in two ways. */
    private static void checkSameStrings(List<String> written, String rendered) {
        if (!SqlText.of(rendered).literals().equals(written)) {
            throw new Refusal(Kind.SYNTAX, "The statement's quotes cannot be read with certainty; write it simpler.");
        }
    }

    private static String firstWord(String sql) {
        return sql.strip().split("[\\s(]", 2)[0].toUpperCase(Locale.ROOT);
    }

    private static String explain(String sql, String error) {
        String first = firstWord(sql);
        StringBuilder message = new StringBuilder("The statement does not parse");
        Matcher where = WHERE.matcher(error);
        if (where.find()) {
            message.append(" at line ")
                    .append(where.group(1))
                    .append(", column ")
                    .append(where.group(2));
        }
        Matcher near = NEAR.matcher(error);
        if (near.find()) {
            message.append(", near ").append(near.group(1));
        }
        if (error.contains("Time out") || error.contains("Timeout")) {
            message.append(" in time; write it simpler");
        }
        boolean query = first.equals("SELECT") || first.equals("WITH");
        return message.append(query ? "." : "; start it with SELECT or WITH.").toString();
    }
}
