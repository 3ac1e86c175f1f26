package dev.askdesk.adapters.slack;

import dev.askdesk.adapters.warehouse.QueryResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows as comma-separated values (RFC 4180), in UTF-8 with the mark that spreadsheets know it by. A text that a
 * spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises: what is in a cell of the data must
 * not run on the reader's machine.
 */
final class CsvFile {
    private static final String MARK = "\uFEFF";
    private static final String FORMULA = "=+-@\t\r\n|";

    private CsvFile() {}

    static byte[] bytes(QueryResult result) {
        StringBuilder csv = new StringBuilder(MARK);
        line(csv, result.columns(), List.of());
        result.rows().forEach(row -> line(csv, row, result.types()));
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder csv, List<@Nullable String> cells, List<String> types) {
        for (int i = 0; i < cells.size(); i++) {
            boolean number = i < types.size() && "number".equals(types.get(i));
            csv.append(i == 0 ? "" : ",").append(cell(cells.get(i), number));
        }
        csv.append("\r\n");
    }

    private static String cell(@Nullable String cell, boolean number) {
        if (cell == null) {
            return "";
        }
        boolean formula = !number && !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
        String safe = formula ? "'" + cell : cell;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** Part of a file's name: letters, digits and dots alone. */
    static String safeName(String key) {
        return key.chars()
                .mapToObj(c -> Character.isLetterOrDigit(c) && c < 128 || c == '.' ? String.valueOf((char) c) : "-")
                .collect(Collectors.joining());
    }
}
