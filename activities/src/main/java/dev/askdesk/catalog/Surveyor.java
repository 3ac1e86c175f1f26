package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.DatabaseTable;
import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.TableSurvey.ColumnSurvey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Measures tables with a few small queries each. A query that the engine refuses or that takes too long leaves its
 * figures out; once the time is up no more queries are sent.
 */
final class Surveyor {
    static final int SAMPLES = 200;
    /** Figures of so many rows are figures enough. */
    private static final int MAX_ROWS = 200_000;

    private static final int MAX_KEYS = 2_000;
    private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(15);
    private static final int LONG_TEXT = 120;

    private final Warehouse warehouse;
    private final SqlNames names;
    private final long deadline;

    Surveyor(Warehouse warehouse, Duration budget) {
        this.warehouse = warehouse;
        this.names = new SqlNames(warehouse.dialect());
        this.deadline = System.nanoTime() + budget.toNanos();
    }

    boolean outOfTime() {
        return deadline - System.nanoTime() <= 0;
    }

    TableSurvey survey(DatabaseTable table) {
        List<DatabaseColumn> measured = table.columns().stream()
                .filter(column -> ColumnKind.of(column.type()) != ColumnKind.OTHER)
                .filter(column -> !ColumnKind.of(column.type()).looksSecret(column.name()))
                // Whoever drafts may see more of it than those whom the catalog is for.
                .filter(column -> column.mask() == null)
                .toList();
        long rows = number(one("SELECT COUNT(*) FROM " + names.table(table.name())), 0, -1);
        List<String> figures = new ArrayList<>(List.of("COUNT(*)"));
        for (DatabaseColumn column : measured) {
            String name = names.column(column.name());
            figures.add("COUNT(" + name + ")");
            figures.add("COUNT(DISTINCT " + name + ")");
            figures.add(isText(column) ? "AVG(LENGTH(" + name + "))" : "0");
        }
        List<@Nullable String> row = rows <= 0 || measured.isEmpty()
                ? List.of()
                : one("SELECT " + String.join(", ", figures) + " FROM " + some(table, "*"));
        Map<String, ColumnSurvey> columns = new LinkedHashMap<>();
        for (int i = 0; i < measured.size() && row.size() > 3 * measured.size(); i++) {
            columns.put(measured.get(i).name(), column(table, measured.get(i), row.subList(3 * i + 1, 3 * i + 4)));
        }
        return new TableSurvey(table, rows, number(row, 0, 0), columns);
    }

    private ColumnSurvey column(DatabaseTable table, DatabaseColumn column, List<@Nullable String> figures) {
        double length = figures.get(2) == null ? 0 : Double.parseDouble(Objects.requireNonNull(figures.get(2)));
        boolean worth = isText(column) && length <= LONG_TEXT;
        return new ColumnSurvey(
                number(figures, 0, 0),
                number(figures, 1, 0),
                length,
                worth ? samples(table, column.name()) : List.of());
    }

    private List<String> samples(DatabaseTable table, String column) {
        String name = names.column(column);
        return rows(
                        "SELECT " + name + " FROM " + some(table, name) + " WHERE " + name + " IS NOT NULL GROUP BY "
                                + name + " ORDER BY COUNT(*) DESC, " + name + " LIMIT " + SAMPLES,
                        SAMPLES)
                .stream()
                .map(row -> Objects.requireNonNullElse(row.get(0), ""))
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** Whether no two rows of the whole table share a value. */
    boolean isUnique(TableSurvey one, String column) {
        if (one.isPrimaryKey(column)) {
            return true;
        }
        if (!one.seemsUnique(column) || one.looked() == one.rows()) {
            return one.seemsUnique(column);
        }
        String name = names.column(column);
        List<@Nullable String> row = one("SELECT COUNT(*) - COUNT(DISTINCT " + name + ") FROM "
                + names.table(one.table().name()));
        return number(row, 0, 1) == 0;
    }

    /** Which part of a column's values the other column has too; 0 where there are none, or where it is not known. */
    double contained(String manyTable, String manyColumn, String oneTable, String oneColumn) {
        String many = names.column(manyColumn);
        String one = names.column(oneColumn);
        List<@Nullable String> row = one("SELECT COUNT(*), COUNT(o.k) FROM (SELECT DISTINCT " + many + " AS k FROM "
                + names.table(manyTable) + " WHERE " + many + " IS NOT NULL LIMIT " + MAX_KEYS
                + ") AS m LEFT JOIN (SELECT DISTINCT "
                + one + " AS k FROM " + names.table(oneTable) + ") AS o ON m.k = o.k");
        long all = number(row, 0, 0);
        return all == 0 ? 0 : (double) number(row, 1, 0) / all;
    }

    /** The first cell of a query; {@code null} where it is NULL or the query fails. */
    @Nullable
    String cell(String sql) {
        List<@Nullable String> row = one(sql);
        return row.isEmpty() ? null : row.get(0);
    }

    String table(String name) {
        return names.table(name);
    }

    String columnName(String name) {
        return names.column(name);
    }

    private String some(DatabaseTable table, String columns) {
        return "(SELECT " + columns + " FROM " + names.table(table.name()) + " LIMIT " + MAX_ROWS + ") AS s";
    }

    private List<@Nullable String> one(String sql) {
        List<List<@Nullable String>> rows = rows(sql, 1);
        return rows.isEmpty() ? List.of() : rows.get(0);
    }

    private List<List<@Nullable String>> rows(String sql, int maxRows) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return List.of();
        }
        try {
            Duration timeout = left < QUERY_TIMEOUT.toNanos() ? Duration.ofNanos(left) : QUERY_TIMEOUT;
            QueryResult result = warehouse.query(sql, maxRows, timeout);
            return result.rows();
        } catch (StatementException e) {
            return List.of();
        }
    }

    private static boolean isText(DatabaseColumn column) {
        return ColumnKind.of(column.type()) == ColumnKind.TEXT;
    }

    private static long number(List<@Nullable String> row, int i, long otherwise) {
        String cell = row.size() > i ? row.get(i) : null;
        return cell == null ? otherwise : Long.parseLong(cell);
    }
}
