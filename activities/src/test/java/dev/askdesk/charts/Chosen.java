package dev.askdesk.charts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What is chosen for rows that a test writes briefly: {@code name:type,name:type}. */
final class Chosen {
    private Chosen() {}

    @SafeVarargs
    static Optional<ChartSpec> choose(String columns, List<@Nullable String>... rows) {
        return choose(columns, List.of(rows));
    }

    static Optional<ChartSpec> chooseRows(String columns, int count, IntFunction<List<@Nullable String>> row) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row.apply(i));
        }
        return choose(columns, rows);
    }

    static Optional<ChartSpec> choose(String columns, List<? extends List<@Nullable String>> rows) {
        if (columns.isEmpty()) {
            return ChartChoice.choose(List.of(), List.of(), Collections.nCopies(rows.size(), List.of()), null);
        }
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (String column : columns.split(",")) {
            names.add(column.substring(0, column.indexOf(':')));
            types.add(column.substring(column.indexOf(':') + 1));
        }
        return ChartChoice.choose(names, types, rows, null);
    }
}
