package dev.askdesk.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** PostgreSQL's texts in the plain form; with {@code standard_conforming_strings}, which is its default, most are. */
final class PostgresReader extends TextReader {
    /** Longer names are cut, and could be another's then. */
    private static final int MAX_NAME = 63;

    private final boolean fold;

    /** @param fold whether names in quotes become lower case, as those without become */
    PostgresReader(String sql, boolean fold) {
        super(sql);
        this.fold = fold;
    }

    @Override
    void quoted(char quote) {
        if (quote == '`') {
            throw new UnreadableText("Quote names with \" instead of `.");
        }
        if (wordBefore().isEmpty() && at > 1 && sql.regionMatches(true, at - 2, "u&", 0, 2)) {
            throw new UnreadableText("Write the characters themselves instead of U& and their numbers.");
        }
        if (quote == '\'') {
            checkPrefix("Write text as 'text', without a letter before the quote.");
        }
        String inside = inside(quote);
        if (quote == '"') {
            if (inside.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
                throw new UnreadableText("A name is longer than " + MAX_NAME + " bytes.");
            }
            name(fold ? inside.toLowerCase(Locale.ROOT) : inside);
        } else {
            text(inside);
            checkNoTextFollows();
        }
    }

    private String inside(char quote) {
        StringBuilder value = new StringBuilder();
        int start = at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c != quote) {
                value.append(c);
            } else if (at < sql.length() && sql.charAt(at) == quote) {
                value.append(quote);
                at++;
            } else {
                return value.toString();
            }
        }
        throw UnreadableText.unclosed(start);
    }

    @Override
    void checkPlain(char c) {
        if (isWord(c) && !(at > 0 && isWord(sql.charAt(at - 1)))) {
            checkLength();
        }
        boolean contains = sql.startsWith("@>", at) || (at > 0 && sql.startsWith("<@", at - 1));
        if (c == '@' && !contains) {
            throw new UnreadableText("The character " + c + " has no place outside quotes.");
        }
    }

    private void checkLength() {
        int end = at;
        while (end < sql.length() && isWord(sql.charAt(end))) {
            end++;
        }
        if (sql.substring(at, end).getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            throw new UnreadableText("A name is longer than " + MAX_NAME + " bytes.");
        }
    }

    /** The server folds ASCII only; a name that it would leave as it is must not be another one here. */
    @Override
    char outsideQuotes(char c) {
        return fold && c > 127 ? Character.toLowerCase(c) : c;
    }
}
