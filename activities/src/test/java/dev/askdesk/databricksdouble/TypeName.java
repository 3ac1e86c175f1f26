package dev.askdesk.databricksdouble;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A type where SQL names one.
 *
 * @param next the token after it
 */
record TypeName(String duckdb, int next) {

    private static final Map<String, String> SIMPLE = Map.ofEntries(
            Map.entry("string", "VARCHAR"),
            Map.entry("char", "VARCHAR"),
            Map.entry("timestamp", "TIMESTAMPTZ"),
            Map.entry("timestamp_ltz", "TIMESTAMPTZ"),
            Map.entry("timestamp_ntz", "TIMESTAMP"),
            Map.entry("byte", "TINYINT"),
            Map.entry("short", "SMALLINT"),
            Map.entry("int", "INTEGER"),
            Map.entry("long", "BIGINT"),
            Map.entry("float", "FLOAT"),
            Map.entry("real", "FLOAT"),
            Map.entry("dec", "DECIMAL"),
            Map.entry("numeric", "DECIMAL"),
            Map.entry("binary", "BLOB"),
            Map.entry("variant", "JSON"),
            Map.entry("void", "\"NULL\""));

    static boolean isDated(String lower) {
        return lower.equals("date") || lower.startsWith("timestamp");
    }

    static String simple(String lower) {
        return SIMPLE.getOrDefault(lower, lower.toUpperCase(Locale.ROOT));
    }

    /** The type of that name, or else the word as it was. */
    static String simple(String lower, String otherwise) {
        return SIMPLE.getOrDefault(lower, otherwise);
    }

    static TypeName at(List<Token> tokens, int at) {
        String word = tokens.get(at).lower();
        boolean angle = at + 1 < tokens.size() && tokens.get(at + 1).is("<");
        if (angle && word.equals("array")) {
            TypeName element = at(tokens, at + 2);
            return new TypeName(element.duckdb + "[]", element.next + 1);
        }
        if (angle && word.equals("map")) {
            TypeName key = at(tokens, at + 2);
            TypeName value = at(tokens, key.next + 1);
            return new TypeName("MAP(" + key.duckdb + ", " + value.duckdb + ")", value.next + 1);
        }
        if (angle) {
            return struct(tokens, at + 2);
        }
        if (word.equals("interval")) {
            int next = at + 1;
            while (next < tokens.size()
                    && tokens.get(next).isAny("year", "month", "day", "hour", "minute", "second", "to")) {
                next++;
            }
            return new TypeName("INTERVAL", next);
        }
        return sized(tokens, at, simple(word));
    }

    private static TypeName sized(List<Token> tokens, int at, String duckdb) {
        StringBuilder text = new StringBuilder(duckdb);
        int next = at + 1;
        if (next < tokens.size() && tokens.get(next).is("(")) {
            do {
                text.append(tokens.get(next).text());
            } while (!tokens.get(next++).is(")"));
        } else if (duckdb.equals("DECIMAL")) {
            text.append("(10, 0)");
        }
        return new TypeName(text.toString(), next);
    }

    private static TypeName struct(List<Token> tokens, int at) {
        StringBuilder fields = new StringBuilder("STRUCT(");
        int next = at;
        while (true) {
            fields.append(Dialect.name(tokens.get(next).text())).append(' ');
            TypeName type = at(tokens, tokens.get(next + 1).is(":") ? next + 2 : next + 1);
            fields.append(type.duckdb);
            next = type.next + 1;
            if (!tokens.get(type.next).is(",")) {
                return new TypeName(fields + ")", next);
            }
            fields.append(", ");
        }
    }
}
