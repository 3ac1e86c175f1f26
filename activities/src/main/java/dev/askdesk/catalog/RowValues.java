package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values that a part of the rows has.
 *
 * @param catalog with those of the values which it lists that are in these rows
 * @param read values of the columns that are looked up
 */
public record RowValues(Catalog catalog, List<ColumnValues> read) {

    /**
     * Reads them, as {@link ValueDictionary#build} does.
     *
     * @param rows condition on a table's rows, with {@code {t}}; empty for all of them
     */
    public static RowValues read(Catalog catalog, Warehouse warehouse, Function<Table, Optional<String>> rows) {
        List<ColumnValues> read = new ValueReader(catalog, warehouse, rows).read();
        Map<String, ColumnValues> byColumn = new HashMap<>();
        read.forEach(values -> byColumn.put(ValueDictionary.key(values.table(), values.column()), values));
        List<Table> tables = catalog.tables().stream()
                .map(table -> rows.apply(table).isEmpty()
                        ? table
                        : table.with(table.columns().stream()
                                .map(column ->
                                        with(column, byColumn.get(ValueDictionary.key(table.name(), column.name()))))
                                .toList()))
                .toList();
        // A list without a lookup was read to cut it down; what else is in the column is no name.
        return new RowValues(
                catalog.with(tables),
                read.stream().filter(values -> isLookedUp(catalog, values)).toList());
    }

    private static boolean isLookedUp(Catalog catalog, ColumnValues values) {
        return catalog.table(values.table())
                .flatMap(table -> table.column(values.column()))
                .filter(column -> column.lookup() != null)
                .isPresent();
    }

    public ValueDictionary dictionary() {
        return ValueDictionary.of(catalog, read);
    }

    private static Column with(Column column, @Nullable ColumnValues read) {
        Set<String> there = new HashSet<>();
        if (read != null) {
            read.values().forEach(value -> there.add(value.text()));
        }
        return column.with(column.values().entrySet().stream()
                .filter(value -> there.contains(value.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
