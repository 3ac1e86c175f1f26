package dev.askdesk.catalog;

import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.catalog.ColumnValues.Value;
import dev.askdesk.catalog.ValueIndex.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that stand for other names, and the sentences that say so. */
final class Aliases {
    private static final Set<String> OF_THE_PAST =
            Set.of("former", "formerly", "previous", "prior", "old", "past", "was");

    private final Catalog catalog;
    private final Map<String, Set<String>> namesByTable = new HashMap<>();

    /** @param read values by {@link ValueDictionary#key} of their column */
    Aliases(Catalog catalog, Map<String, ColumnValues> read) {
        this.catalog = catalog;
        for (Table table : catalog.tables()) {
            ColumnValues names =
                    table.label() == null ? null : read.get(ValueDictionary.key(table.name(), table.label()));
            boolean hasAliases = catalog.joins().stream().anyMatch(join -> isFrom(join, table));
            if (names != null && hasAliases) {
                namesByTable.put(
                        table.name(), names.values().stream().map(Value::text).collect(Collectors.toSet()));
            }
        }
    }

    private boolean isFrom(Join join, Table named) {
        boolean toNamed = catalog.table(join.oneTable()).filter(named::equals).isPresent();
        return toNamed
                && catalog.table(join.manyTable()).stream()
                        .flatMap(table -> table.columns().stream())
                        .anyMatch(column ->
                                column.lookup() != null && column.lookup().means() != null);
    }

    /** The alias as an entry that leads to the table whose row it names, where a table of aliases joins that one. */
    Entry entry(int number, Table table, Column column, Value alias, String name) {
        String means =
                Objects.requireNonNull(Objects.requireNonNull(column.lookup()).means());
        String targetTable = table.name();
        String targetColumn = means;
        for (Join join : catalog.joins()) {
            Table one = catalog.table(join.oneTable()).orElse(table);
            boolean fromHere =
                    catalog.table(join.manyTable()).filter(table::equals).isPresent();
            if (fromHere
                    && one.label() != null
                    && namesByTable.getOrDefault(one.name(), Set.of()).contains(name)) {
                targetTable = one.name();
                targetColumn = one.label();
            }
        }
        String why = assumption(column.name(), alias.text(), name);
        return new Entry(
                number, alias.text(), false, false, targetTable, targetColumn, name, alias.preferred(), null, why);
    }

    /** @param column name of the column that holds the alias: it tells what kind of alias it is */
    static String assumption(String column, String alias, String name) {
        if (ValueDictionary.normalise(alias).equals(ValueDictionary.normalise(name))) {
            return "\"" + alias + "\" is another spelling of \"" + name + "\".";
        }
        List<String> words = Words.of(column).stream().map(Words.Word::text).toList();
        boolean past = words.stream().anyMatch(OF_THE_PAST::contains);
        return "\"" + alias + (past ? "\" is now called \"" : "\" is another name of \"") + name + "\".";
    }
}
