package dev.askdesk.adapters.slack;

import dev.askdesk.workflows.ask.Preview;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as an aligned table in letters of one width, as far as a message shows them well.
 *
 * @param lines the head, a rule, the rows; none where there is nothing to show
 * @param rows how many rows are shown
 * @param whole whether every row, column and cell is shown in full
 */
record RowsTable(List<String> lines, int rows, boolean whole) {
    /** More rows push the words out of sight. */
    static final int MAX_ROWS = 15;

    /** What an answer with more rows shows of them. */
    private static final int FIRST_ROWS = 10;

    /** Slack breaks longer lines on a laptop's screen. */
    private static final int WIDTH = 88;

    private static final int WIDEST_CELL = 40;
    private static final String GAP = "  ";
    /** Below this a number is more likely a year or an id than an amount. */
    private static final BigDecimal GROUPED_FROM = BigDecimal.valueOf(10_000);

    RowsTable {
        lines = List.copyOf(lines);
    }

    /** @param rowCount how many rows there are, of which the preview may hold the first alone */
    static RowsTable of(Preview preview, long rowCount) {
        int held = preview.rows().size();
        if (preview.columns().isEmpty() || held == 0) {
            return new RowsTable(List.of(), 0, rowCount == 0);
        }
        boolean all = rowCount <= held && held <= MAX_ROWS;
        int rows = all ? held : Math.min(held, FIRST_ROWS);
        List<List<String>> cells = new ArrayList<>();
        cells.add(preview.columns().stream().map(RowsTable::plain).toList());
        preview.rows().subList(0, rows).forEach(row -> cells.add(row(preview, row)));
        return aligned(preview, cells, all);
    }

    private static RowsTable aligned(Preview preview, List<List<String>> cells, boolean all) {
        int[] widths = new int[preview.columns().size()];
        boolean whole = all;
        int total = 0;
        int columns = 0;
        for (; columns < widths.length; columns++) {
            int widest = widest(cells, columns);
            widths[columns] = Math.min(widest, WIDEST_CELL);
            total += widths[columns] + (columns == 0 ? 0 : GAP.length());
            if (total > WIDTH) {
                break;
            }
            whole &= widest <= WIDEST_CELL;
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            lines.add(line(preview, row, widths, columns));
            if (lines.size() == 1) {
                lines.add(rule(widths, columns));
            }
        }
        return new RowsTable(lines, cells.size() - 1, whole && columns == widths.length);
    }

    private static List<String> row(Preview preview, List<@Nullable String> row) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < preview.columns().size(); i++) {
            String cell = i < row.size() ? row.get(i) : null;
            cells.add(cell == null ? "–" : isNumber(preview, i) ? grouped(cell) : plain(cell));
        }
        return cells;
    }

    private static int widest(List<List<String>> cells, int column) {
        int widest = 1;
        for (List<String> row : cells) {
            widest = Math.max(widest, Columns.width(row.get(column)));
        }
        return widest;
    }

    private static String line(Preview preview, List<String> row, int[] widths, int columns) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns; i++) {
            String cell = Columns.cut(row.get(i), widths[i]);
            String padding = " ".repeat(Math.max(0, widths[i] - Columns.width(cell)));
            line.append(i == 0 ? "" : GAP).append(isNumber(preview, i) ? padding + cell : cell + padding);
        }
        return line.toString().stripTrailing();
    }

    private static String rule(int[] widths, int columns) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            parts.add("-".repeat(widths[i]));
        }
        return String.join(GAP, parts);
    }

    private static boolean isNumber(Preview preview, int column) {
        return column < preview.types().size()
                && "number".equals(preview.types().get(column));
    }

    private static String plain(String cell) {
        return Columns.isolated(Mrkdwn.oneLine(Lengths.cut(cell, 4 * WIDEST_CELL)));
    }

    /** With a comma between thousands, every digit kept. */
    private static String grouped(String cell) {
        BigDecimal number;
        try {
            number = new BigDecimal(cell);
        } catch (NumberFormatException e) {
            return plain(cell);
        }
        if (number.abs().compareTo(GROUPED_FROM) < 0 || cell.length() > WIDEST_CELL) {
            return plain(cell);
        }
        String[] halves = number.toPlainString().split("\\.", 2);
        String whole = halves[0].replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",");
        return halves.length == 1 ? whole : whole + "." + halves[1];
    }
}
