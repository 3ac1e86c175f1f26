package dev.askdesk.dialect;

/** Puts an engine's quotes in place of those of the checked form; all else stays as it is. */
final class DialectWriter {
    private DialectWriter() {}

    static String write(Dialect dialect, String plain) {
        StringBuilder sql = new StringBuilder();
        int at = 0;
        while (at < plain.length()) {
            char c = plain.charAt(at);
            if (c == '\'' || c == '"') {
                int end = end(plain, at, c);
                String inside = plain.substring(at + 1, end).replace("" + c + c, "" + c);
                sql.append(c == '\'' ? dialect.text(inside) : dialect.quoted(inside));
                at = end + 1;
            } else if (plain.startsWith("--", at) || plain.startsWith("/*", at)) {
                // Operators that happen to stand side by side would hide the rest of the statement.
                throw new UnreadableText("Two operators in a row could be taken for a comment; put brackets there.");
            } else {
                sql.append(c);
                at++;
            }
        }
        return sql.toString();
    }

    private static int end(String plain, int start, char quote) {
        int at = start + 1;
        while (true) {
            int end = plain.indexOf(quote, at);
            if (end < 0) {
                throw UnreadableText.unclosed(start);
            }
            if (end + 1 >= plain.length() || plain.charAt(end + 1) != quote) {
                return end;
            }
            at = end + 2;
        }
    }
}
