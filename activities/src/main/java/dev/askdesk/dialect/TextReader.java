package dev.askdesk.dialect;

import java.util.Locale;
import java.util.Set;

/** Goes through a statement once: comments are left out, quotes are for the engine's own reader. */
abstract class TextReader {
    /** Types that may stand right before a text: {@code DATE'2024-01-01'}. */
    private static final Set<String> TYPES = Set.of("date", "time", "timestamp", "timestamptz", "interval");

    final String sql;
    final StringBuilder plain = new StringBuilder();
    int at;

    TextReader(String sql) {
        this.sql = sql;
    }

    final String read() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                quoted(c);
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
                plain.append(' ');
            } else if (sql.startsWith("/*", at)) {
                comment();
            } else {
                if (c == '$' || c == '\\' || c == '?' || c == '#' || c == '{' || c == '}') {
                    throw new UnreadableText("The character " + c + " has no place outside quotes.");
                }
                checkPlain(c);
                plain.append(outsideQuotes(c));
                at++;
            }
        }
        return plain.toString();
    }

    /** Reads from the quote at the current place to behind its end. */
    abstract void quoted(char quote);

    /** @throws UnreadableText the character means something else to other readers */
    abstract void checkPlain(char c);

    char outsideQuotes(char c) {
        return c;
    }

    /** Some engines nest comments and others do not; hints are comments, and left out as well. */
    private void comment() {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0 || sql.substring(at + 2, end).contains("/*")) {
            throw new UnreadableText("A comment is not closed, or has another one in it.");
        }
        plain.append(' ');
        at = end + 2;
    }

    /** The word that stands right before the current place, in lower case; empty where a space or sign does. */
    final String wordBefore() {
        int start = at;
        while (start > 0 && isWord(sql.charAt(start - 1))) {
            start--;
        }
        return sql.substring(start, at).toLowerCase(Locale.ROOT);
    }

    /** A letter before a quote changes what the text means; a type's name does not. */
    final void checkPrefix(String advice) {
        String word = wordBefore();
        if (word.isEmpty()) {
            return;
        }
        if (!TYPES.contains(word)) {
            throw new UnreadableText(advice);
        }
        plain.append(' ');
    }

    /** Texts side by side are one text to some engines, and an error or a name to others. */
    final void checkNoTextFollows() {
        int next = at;
        while (next < sql.length() && Character.isWhitespace(sql.charAt(next))) {
            next++;
        }
        if (next < sql.length() && isText(sql.charAt(next))) {
            throw new UnreadableText("Write a text in one piece, or join its pieces with ||.");
        }
    }

    /** Whether the character opens a text. */
    boolean isText(char c) {
        return c == '\'';
    }

    static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    final void text(String value) {
        plain.append('\'').append(value.replace("'", "''")).append('\'');
    }

    final void name(String name) {
        if (name.isEmpty() || name.contains("${")) {
            throw new UnreadableText("A name in quotes is empty, or has ${ in it.");
        }
        plain.append('"').append(name.replace("\"", "\"\"")).append('"');
    }
}
