package dev.askdesk.rendering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Breaks a statement into readable lines at its outer clauses. Layout only: no token is changed. */
public final class SqlLayout {
    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/|\\w+|\\s+|.", Pattern.DOTALL);
    private static final Set<String> CLAUSES = Set.of(
            "SELECT", "FROM", "WHERE", "GROUP", "HAVING", "QUALIFY", "ORDER", "LIMIT", "UNION", "INTERSECT", "EXCEPT");
    private static final Set<String> JOIN_WORDS = Set.of("LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER", "JOIN");

    private final List<String> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private int depth;
    private boolean between;
    private String previous = "";

    private SqlLayout() {}

    public static List<String> lines(String sql) {
        SqlLayout layout = new SqlLayout();
        String text = sql.strip();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            layout.take(matcher.group(), text.startsWith("(", matcher.end()));
        }
        layout.breakLine("");
        return layout.lines;
    }

    private void take(String token, boolean called) {
        if (token.isBlank()) {
            if (line.length() > 0 && !line.toString().endsWith(" ")) {
                line.append(' ');
            }
            return;
        }
        String word = token.toUpperCase(Locale.ROOT);
        String indent = depth == 0 && !called ? indent(word) : null;
        if (indent != null) {
            breakLine(indent);
        }
        depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
        between = word.equals("BETWEEN") || (between && !word.equals("AND"));
        previous = word;
        line.append(token);
        if (token.startsWith("--")) {
            breakLine("");
        }
    }

    /** What a word's own line begins with; {@code null} where it stays on the line before. */
    private @Nullable String indent(String word) {
        if (CLAUSES.contains(word)) {
            return word.equals("FROM") && previous.equals("DISTINCT") ? null : "";
        }
        if (JOIN_WORDS.contains(word)) {
            return JOIN_WORDS.contains(previous) ? null : "  ";
        }
        return word.equals("AND") && !between ? "  " : null;
    }

    private void breakLine(String indent) {
        if (!line.toString().isBlank()) {
            lines.add(line.toString().stripTrailing());
        }
        line.setLength(0);
        line.append(indent);
    }
}
