package dev.askdesk.adapters.warehouse;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which tables are meant: names such as {@code fund.sales.*}, {@code sales.deal_*} or {@code companies}, where
 * {@code *} is any part of a name. A pattern with fewer parts than a name matches its last ones.
 *
 * @param patterns any of which is enough; none for all tables
 */
public record TablePattern(List<String> patterns) {
    public static final TablePattern ALL = new TablePattern(List.of());

    public TablePattern {
        patterns = List.copyOf(patterns);
        for (String pattern : patterns) {
            if (pattern.isBlank() || Arrays.stream(pattern.split("\\.", -1)).anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("'" + pattern + "' is no pattern of tables, such as sales.deal_*.");
            }
        }
    }

    /** Whether a table is meant, whose name has its schema and catalog in front where it is known. */
    public boolean matches(String name) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        String[] wanted = pattern.split("\\.");
        String[] parts = name.split("\\.");
        if (wanted.length > parts.length) {
            return false;
        }
        for (int i = 1; i <= wanted.length; i++) {
            if (!part(wanted[wanted.length - i], parts[parts.length - i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean part(String pattern, String part) {
        String regex = Arrays.stream(pattern.toLowerCase(Locale.ROOT).split("\\*", -1))
                .map(Pattern::quote)
                .reduce((one, other) -> one + ".*" + other)
                .orElse("");
        return part.toLowerCase(Locale.ROOT).matches(regex);
    }

    /** The patterns as SQL conditions on the last part of a name and the schema before it, for an engine that can filter. */
    public List<Part> parts() {
        return patterns.stream()
                .map(pattern -> pattern.split("\\."))
                .map(parts -> new Part(
                        parts.length > 2 ? parts[parts.length - 3] : "*",
                        parts.length > 1 ? parts[parts.length - 2] : "*",
                        parts[parts.length - 1]))
                .toList();
    }

    /** One pattern by its parts; {@code *} is any part of a name. */
    public record Part(String catalog, String schema, String table) {}
}
