package dev.askdesk.databricksdouble;

import dev.askdesk.databricksdouble.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** The words of Databricks' SQL: backticks quote names, and both kinds of quotes make strings with backslashes. */
final class Lexer {

    private static final List<String> SYMBOLS =
            List.of("<=>", "->>", "::", "<=", ">=", "<>", "!=", "==", "||", "->", "=>");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String sql) {
        this.sql = sql;
    }

    static List<Token> tokens(String sql) {
        Lexer lexer = new Lexer(sql);
        while (lexer.at < sql.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (sql.startsWith("--", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
        } else if (sql.startsWith("/*", at)) {
            comment();
        } else if (c == '`') {
            quotedName();
        } else if (c == '\'' || c == '"') {
            string(c, at, false);
        } else if ((c == 'r' || c == 'R') && quoteAt(at + 1)) {
            at++;
            string(sql.charAt(at), at - 1, true);
        } else if (Character.isDigit(c) || (c == '.' && digitAt(at + 1) && !afterName())) {
            number();
        } else if (Character.isLetter(c) || c == '_') {
            int start = at;
            while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
                at++;
            }
            add(Kind.WORD, sql.substring(start, at), start);
        } else {
            symbol();
        }
    }

    private void add(Kind kind, String text, int start) {
        tokens.add(new Token(kind, text, start));
    }

    private boolean quoteAt(int index) {
        return index < sql.length() && (sql.charAt(index) == '\'' || sql.charAt(index) == '"');
    }

    private boolean digitAt(int index) {
        return index < sql.length() && Character.isDigit(sql.charAt(index));
    }

    private boolean afterName() {
        return at > 0
                && !tokens.isEmpty()
                && tokens.get(tokens.size() - 1).isName()
                && !Character.isWhitespace(sql.charAt(at - 1));
    }

    /** They nest. */
    private void comment() {
        int depth = 0;
        int start = at;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
        if (depth > 0) {
            throw SparkError.syntax("[UNCLOSED_BRACKETED_COMMENT] Found an unclosed bracketed comment.", sql, start);
        }
    }

    private void quotedName() {
        int start = at++;
        StringBuilder name = new StringBuilder();
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '`' && (at >= sql.length() || sql.charAt(at) != '`')) {
                add(Kind.QUOTED, name.toString(), start);
                return;
            }
            if (c == '`') {
                at++;
            }
            name.append(c);
        }
        throw SparkError.syntaxNear("`", sql, start);
    }

    /** Strings next to each other are one. */
    private void string(char quote, int start, boolean raw) {
        at++;
        StringBuilder text = new StringBuilder();
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == quote) {
                Token before = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
                if (before != null && before.kind() == Kind.STRING) {
                    tokens.set(tokens.size() - 1, new Token(Kind.STRING, before.text() + text, before.at()));
                } else {
                    add(Kind.STRING, text.toString(), start);
                }
                return;
            }
            if (c == '\\' && !raw && at < sql.length()) {
                escaped(text);
            } else {
                text.append(c);
            }
        }
        throw SparkError.syntaxNear(String.valueOf(quote), sql, start);
    }

    private void escaped(StringBuilder text) {
        char c = sql.charAt(at++);
        switch (c) {
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case 'r' -> text.append('\r');
            case 'b' -> text.append('\b');
            case '0' -> text.append('\0');
            case 'Z' -> text.append('\u001a');
            case '%', '_' -> text.append('\\').append(c);
            case 'u' -> {
                if (at + 4 <= sql.length()) {
                    text.append((char) Integer.parseInt(sql.substring(at, at + 4), 16));
                    at += 4;
                }
            }
            default -> text.append(c);
        }
    }

    private void number() {
        int start = at;
        while (digitAt(at)) {
            at++;
        }
        if (at < sql.length() && sql.charAt(at) == '.') {
            at++;
            while (digitAt(at)) {
                at++;
            }
        }
        if (at < sql.length() && (sql.charAt(at) == 'e' || sql.charAt(at) == 'E')) {
            int sign = at + 1 < sql.length() && "+-".indexOf(sql.charAt(at + 1)) >= 0 ? 1 : 0;
            if (digitAt(at + 1 + sign)) {
                at += 1 + sign;
                while (digitAt(at)) {
                    at++;
                }
            }
        }
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
        String text = sql.substring(start, at);
        boolean name = text.matches("[0-9]+_\\w*|[0-9]+[a-zA-Z]\\w+") && !text.matches("(?i)[0-9.]+(e[0-9]+|bd)");
        add(name ? Kind.QUOTED : Kind.NUMBER, text, start);
    }

    private void symbol() {
        for (String symbol : SYMBOLS) {
            if (sql.startsWith(symbol, at)) {
                add(Kind.SYMBOL, symbol, at);
                at += symbol.length();
                return;
            }
        }
        add(Kind.SYMBOL, String.valueOf(sql.charAt(at)), at);
        at++;
    }
}
