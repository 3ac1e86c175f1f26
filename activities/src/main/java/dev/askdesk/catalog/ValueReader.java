package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Lookup;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.catalog.ColumnValues.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the values of the catalog's lookup columns, one query a column. */
final class ValueReader {
    /** Where a column has more, the values of most rows are read. */
    static final int MAX_VALUES = 50_000;
    /** Over all columns: about 60 MB of memory. */
    static final int MAX_TOTAL = 200_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Catalog catalog;
    private final Warehouse warehouse;
    private final SqlNames names;

    private final Function<Table, Optional<String>> rows;

    /** @param rows condition on a table's rows, with {@code {t}}; empty for all of them */
    ValueReader(Catalog catalog, Warehouse warehouse, Function<Table, Optional<String>> rows) {
        this.rows = rows;
        this.catalog = catalog;
        this.warehouse = warehouse;
        this.names = new SqlNames(catalog.dialect());
    }

    List<ColumnValues> read() {
        List<ColumnValues> all = new ArrayList<>();
        int left = MAX_TOTAL;
        for (Table table : catalog.tables()) {
            for (Column column : table.columns()) {
                Lookup lookup = lookup(table, column);
                if (lookup != null) {
                    ColumnValues values = read(table, column, lookup, Math.min(MAX_VALUES, left));
                    left -= values.values().size();
                    all.add(values);
                }
            }
        }
        return all;
    }

    /** Of what the catalog lists, a part of the rows may have but a part. */
    private @Nullable Lookup lookup(Table table, Column column) {
        boolean listed = !column.values().isEmpty() && rows.apply(table).isPresent();
        return column.lookup() == null && listed ? new Lookup(null, null, null) : column.lookup();
    }

    private ColumnValues read(Table table, Column column, Lookup lookup, int limit) {
        if (limit == 0) {
            return new ColumnValues(table.name(), column.name(), List.of(), true);
        }
        try {
            QueryResult result = warehouse.query(sql(table, column, lookup, limit), limit, TIMEOUT);
            List<Value> values = new ArrayList<>();
            for (List<@Nullable String> row : result.rows()) {
                boolean oneLabel = Objects.equals(row.get(1), row.get(2));
                values.add(new Value(
                        Objects.requireNonNullElse(row.get(0), ""),
                        "1".equals(row.get(3)),
                        oneLabel ? row.get(1) : null,
                        row.get(4)));
            }
            return new ColumnValues(table.name(), column.name(), values, result.truncated());
        } catch (StatementException e) {
            String message = "The values of " + table.name() + "." + column.name() + " cannot be looked up: "
                    + e.problem().message() + "; see `askdesk catalog check`.";
            throw new CatalogException(message.replaceAll("\\s+", " "), e);
        }
    }

    private String condition(Table table) {
        return rows.apply(table)
                .map(rule -> " AND (" + rule.replace("{t}", "t") + ")")
                .orElse("");
    }

    private String sql(Table table, Column column, Lookup lookup, int limit) {
        String value = "t." + names.column(column.name());
        boolean labelled = table.label() != null && !column.name().equalsIgnoreCase(table.label());
        String label = labelled ? "t." + names.column(Objects.requireNonNull(table.label())) : names.noText();
        String means = lookup.means() == null ? names.noText() : "t." + names.column(lookup.means());
        String preferred = lookup.prefer() == null
                ? "0"
                : "MAX(CASE WHEN " + lookup.prefer().replace("{t}", "t") + " THEN 1 ELSE 0 END)";
        return "SELECT " + value + " AS v, MIN(" + label + ") AS label1, MAX(" + label + ") AS label2, " + preferred
                + " AS preferred, " + "MIN(" + means + ")" + " AS means"
                + " FROM " + names.table(table.name()) + " AS t WHERE " + value + " IS NOT NULL" + condition(table)
                + " GROUP BY " + value
                + (lookup.means() == null ? "" : ", " + means)
                + " ORDER BY COUNT(*) DESC, " + value + " LIMIT " + (limit + 1L);
    }
}
