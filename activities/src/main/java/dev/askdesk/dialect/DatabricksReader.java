package dev.askdesk.dialect;

/**
 * Databricks' texts in the plain form: a backslash hides what follows it, {@code "…"} is a text, {@code `…`} a name,
 * {@code r'…'} a text without escapes.
 */
final class DatabricksReader extends TextReader {
    DatabricksReader(String sql) {
        super(sql);
    }

    @Override
    void quoted(char quote) {
        if (quote == '`') {
            int end = doubled(quote);
            name(sql.substring(at + 1, end).replace("``", "`"));
            at = end + 1;
            return;
        }
        if (quote == '"' && isName()) {
            String name = escaped(quote);
            name(name);
            return;
        }
        if (wordBefore().equals("r")) {
            plain.setLength(plain.length() - 1);
            int end = sql.indexOf(quote, at + 1);
            if (end < 0) {
                throw UnreadableText.unclosed(at);
            }
            text(sql.substring(at + 1, end));
            at = end + 1;
        } else {
            checkPrefix("Write text as 'text', without a letter before the quote.");
            text(escaped(quote));
        }
        checkNoTextFollows();
    }

    @Override
    boolean isText(char c) {
        return c == '\'' || c == '"';
    }

    /** Models quote aliases as other engines do; behind AS and beside a point no text can stand. */
    private boolean isName() {
        String before = plain.toString().stripTrailing();
        boolean behindAs = before.matches("(?is).*[\\s)]as") && Character.isWhitespace(sql.charAt(at - 1));
        if (behindAs || (at > 0 && sql.charAt(at - 1) == '.')) {
            return true;
        }
        int end = sql.indexOf('"', at + 1);
        boolean beforePoint = end > 0 && end + 1 < sql.length() && sql.charAt(end + 1) == '.';
        return beforePoint && !sql.substring(at, end).contains("\\");
    }

    private int doubled(char quote) {
        int end = at + 1;
        while (true) {
            end = sql.indexOf(quote, end);
            if (end < 0) {
                throw UnreadableText.unclosed(at);
            }
            if (end + 1 >= sql.length() || sql.charAt(end + 1) != quote) {
                return end;
            }
            end += 2;
        }
    }

    /** The value from the quote at the current place on; the place is behind its end then. */
    private String escaped(char quote) {
        StringBuilder value = new StringBuilder();
        int start = at++;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\' && at + 1 < sql.length()) {
                value.append(escape(sql.charAt(at + 1)));
                at += 2;
            } else if (c == quote && sql.startsWith("" + quote + quote, at)) {
                // What was meant is a quote, whatever the runtime makes of two.
                value.append(quote);
                at += 2;
            } else if (c == quote) {
                at++;
                return value.toString();
            } else {
                value.append(c);
                at++;
            }
        }
        throw UnreadableText.unclosed(start);
    }

    private static String escape(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            // Within a pattern these two stay hidden.
            case '%', '_' -> "\\" + c;
            case 'b', 'Z', 'u', 'U', '0', '1', '2', '3' ->
                throw new UnreadableText("Write the character itself instead of \\" + c + ".");
            default -> String.valueOf(c);
        };
    }

    @Override
    void checkPlain(char c) {
        boolean cast = sql.startsWith("::", at) || (at > 0 && sql.startsWith("::", at - 1));
        if (c == ':' && !cast) {
            throw new UnreadableText("Write get_json_object(column, '$.path') instead of column:path.");
        }
        if (c == '@') {
            throw new UnreadableText("The character " + c + " has no place outside quotes.");
        }
    }
}
