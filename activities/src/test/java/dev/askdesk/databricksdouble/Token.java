package dev.askdesk.databricksdouble;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word of SQL.
 *
 * @param text of a string or of a quoted name: what it means, without quotes
 * @param at where it starts in the SQL as received
 */
record Token(Kind kind, String text, int at) {

    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SYMBOL
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
    }

    boolean isAny(String... words) {
        for (String word : words) {
            if (is(word)) {
                return true;
            }
        }
        return false;
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    String lower() {
        return text.toLowerCase(Locale.ROOT);
    }

    static boolean matches(@Nullable Token token, String word) {
        return token != null && token.is(word);
    }
}
