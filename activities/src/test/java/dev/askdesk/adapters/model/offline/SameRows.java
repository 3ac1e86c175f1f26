package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.warehouse.QueryResult;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether a result holds a reference: every column of it, row by row, numbers to two decimals; more columns are allowed. */
final class SameRows {
    private SameRows() {}

    static boolean tolerantly(QueryResult reference, QueryResult result, boolean ordered) {
        return reference.rows().size() == result.rows().size()
                && matches(reference, result, ordered, 0, new ArrayList<>());
    }

    /** Tries every way of finding the reference's columns among the result's. */
    private static boolean matches(
            QueryResult reference, QueryResult result, boolean ordered, int column, List<Integer> chosen) {
        if (column == reference.columns().size()) {
            return rows(reference, all(column), ordered).equals(rows(result, chosen, ordered));
        }
        for (int candidate = 0; candidate < result.columns().size(); candidate++) {
            boolean same = !chosen.contains(candidate)
                    && rows(reference, List.of(column), false).equals(rows(result, List.of(candidate), false));
            if (same) {
                List<Integer> longer = new ArrayList<>(chosen);
                longer.add(candidate);
                if (matches(reference, result, ordered, column + 1, longer)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Integer> all(int columns) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            all.add(i);
        }
        return all;
    }

    private static List<String> rows(QueryResult result, List<Integer> columns, boolean ordered) {
        List<String> rows = new ArrayList<>();
        for (List<String> row : result.rows()) {
            StringBuilder text = new StringBuilder();
            columns.forEach(column -> text.append(comparable(row.get(column))).append('\u0001'));
            rows.add(text.toString());
        }
        if (!ordered) {
            Collections.sort(rows);
        }
        return rows;
    }

    private static String comparable(String cell) {
        try {
            return cell == null
                    ? ""
                    : new BigDecimal(cell).setScale(2, RoundingMode.HALF_UP).toPlainString();
        } catch (NumberFormatException text) {
            return cell.replace("T00:00:00", "").replace(" 00:00:00", "");
        }
    }
}
