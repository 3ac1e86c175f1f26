package dev.askdesk.adapters.warehouse.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of every table, in the order in which they were made. */
final class SampleRows {
    private final Map<String, List<@Nullable Object[]>> byTable = new LinkedHashMap<>();

    /** @param values one for each column, in the table's order */
    void add(String table, @Nullable Object... values) {
        byTable.computeIfAbsent(table, name -> new ArrayList<>()).add(values);
    }

    List<@Nullable Object[]> of(String table) {
        return byTable.getOrDefault(table, List.of());
    }
}
