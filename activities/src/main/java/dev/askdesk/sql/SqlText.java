package dev.askdesk.sql;

import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a statement before any parser sees it: where strings, quoted names and comments begin and end by the
 * rules of standard SQL, so that a parser which reads a quote differently is found out.
 */
final class SqlText {
    static final int MAX_LENGTH = 20_000;
    static final int MAX_NESTING = 60;

    private final String sql;
    private final StringBuilder statement = new StringBuilder();
    private final List<String> literals = new ArrayList<>();
    private int at;
    private int nesting;

    private SqlText(String sql) {
        this.sql = sql;
    }

    /** @throws Refusal the text is no single plain statement */
    static SqlText of(String sql) {
        if (sql.isBlank()) {
            throw new Refusal(Kind.SYNTAX, "The statement is empty.");
        }
        if (sql.length() > MAX_LENGTH) {
            throw new Refusal(Kind.TOO_LARGE, "The statement is longer than " + MAX_LENGTH + " characters.");
        }
        sql.codePoints().forEach(SqlText::checkVisible);
        SqlText text = new SqlText(sql);
        text.scan();
        if (text.statement.isEmpty()) {
            throw new Refusal(Kind.SYNTAX, "The statement is empty.");
        }
        return text;
    }

    /** The statement without comments and without its closing semicolon. */
    String statement() {
        return statement.toString().strip();
    }

    /** The string literals as written, in order. */
    List<String> literals() {
        return literals;
    }

    /** Characters that a reader cannot see, or takes for another, could make the text mean what it does not show. */
    private static void checkVisible(int character) {
        boolean bad =
                switch (Character.getType(character)) {
                    case Character.CONTROL -> character != '\n' && character != '\r' && character != '\t';
                    case Character.SPACE_SEPARATOR -> character != ' ';
                    case Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.PRIVATE_USE,
                            Character.SURROGATE,
                            Character.UNASSIGNED -> true;
                    default -> false;
                };
        if (bad) {
            throw new Refusal(
                    Kind.SYNTAX,
                    String.format("The statement contains the character U+%04X; use plain spaces.", character));
        }
    }

    private void scan() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'' || c == '"') {
                quoted(c);
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
                statement.append(' ');
            } else if (sql.startsWith("/*", at)) {
                comment();
            } else if (c == ';') {
                at++;
                onlyBlankMayFollow();
            } else {
                plain(c);
            }
        }
    }

    private void onlyBlankMayFollow() {
        SqlText rest = new SqlText(sql.substring(at).replace(";", " "));
        rest.scan();
        if (!rest.statement().isEmpty()) {
            throw new Refusal(Kind.FORBIDDEN, "Only one statement at a time.");
        }
        at = sql.length();
    }

    private void quoted(char quote) {
        int end = at + 1;
        while (true) {
            end = sql.indexOf(quote, end);
            if (end < 0) {
                throw new Refusal(Kind.SYNTAX, "A quote that opens at character " + (at + 1) + " is not closed.");
            }
            if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                end += 2;
            } else {
                break;
            }
        }
        String literal = sql.substring(at, end + 1);
        if (quote == '\'') {
            checkBackslash(literal);
            literals.add(literal);
        }
        statement.append(literal);
        at = end + 1;
    }

    /** Engines differ in whether a backslash hides the quote behind it; only ESCAPE needs the two together. */
    private static void checkBackslash(String literal) {
        if (literal.contains("\\'") && literal.length() > 3) {
            throw new Refusal(Kind.SYNTAX, "A text may not have a backslash before a quote.");
        }
    }

    private void comment() {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0 || sql.substring(at + 2, end).contains("/*")) {
            throw new Refusal(Kind.SYNTAX, "A comment is not closed, or has another one in it.");
        }
        statement.append(' ');
        at = end + 2;
    }

    private void plain(char c) {
        if (sql.startsWith("//", at)) {
            throw new Refusal(Kind.SYNTAX, "Write floor(a / b) for a // b.");
        }
        if (c == '$' || c == '`' || c == '\\' || c == '?') {
            throw new Refusal(
                    Kind.SYNTAX,
                    "The character " + c + " has no place outside quotes; quote text with ' and names with \".");
        }
        int codePoint = sql.codePointAt(at);
        int type = Character.getType(codePoint);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        if (codePoint > 127 && !mark && !Character.isLetterOrDigit(codePoint)) {
            throw new Refusal(
                    Kind.SYNTAX,
                    "The character " + Character.toString(codePoint)
                            + " has no place outside quotes; use plain ASCII.");
        }
        nesting += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
        if (nesting > MAX_NESTING) {
            throw new Refusal(Kind.TOO_LARGE, "The statement is nested deeper than " + MAX_NESTING + " brackets.");
        }
        statement.appendCodePoint(codePoint);
        at += Character.charCount(codePoint);
    }
}
