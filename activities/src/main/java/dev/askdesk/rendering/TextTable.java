package dev.askdesk.rendering;

import dev.askdesk.workflows.ask.Preview;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The first rows of a result as an aligned table: numbers to the right and grouped, cut to a width. */
public final class TextTable {
    public static final int ROWS = 15;
    private static final int WIDEST_CELL = 60;
    private static final String GAP = "  ";

    private TextTable() {}

    /** Lines of the table, its head first; empty for a result without rows. */
    public static List<String> lines(Preview preview, int width) {
        if (preview.columns().isEmpty() || preview.rows().isEmpty()) {
            return List.of();
        }
        List<List<String>> cells = new ArrayList<>();
        cells.add(preview.columns().stream().map(Safe::oneLine).toList());
        preview.rows().stream().limit(ROWS).forEach(row -> cells.add(row(preview, row)));
        int[] widths = widths(cells);
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            lines.add(cut(line(preview, row, widths), width));
            if (lines.size() == 1) {
                lines.add(cut(rule(widths), width));
            }
        }
        return lines;
    }

    private static List<String> row(Preview preview, List<@Nullable String> row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            String shown = cell == null ? "–" : Safe.oneLine(cell);
            cells.add(isNumber(preview, i) && cell != null ? Numbers.grouped(cell) : shown);
        }
        return cells;
    }

    private static int[] widths(List<List<String>> cells) {
        int[] widths = new int[cells.get(0).size()];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length && i < row.size(); i++) {
                widths[i] = Math.min(WIDEST_CELL, Math.max(widths[i], length(row.get(i))));
            }
        }
        return widths;
    }

    private static String line(Preview preview, List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cut(i < row.size() ? row.get(i) : "", widths[i]);
            String padding = " ".repeat(Math.max(0, widths[i] - length(cell)));
            line.append(i == 0 ? "" : GAP).append(isNumber(preview, i) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String rule(int[] widths) {
        List<String> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add("-".repeat(width));
        }
        return String.join(GAP, parts);
    }

    private static boolean isNumber(Preview preview, int column) {
        return column < preview.types().size()
                && "number".equals(preview.types().get(column));
    }

    private static String cut(String text, int width) {
        if (length(text) <= width) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
