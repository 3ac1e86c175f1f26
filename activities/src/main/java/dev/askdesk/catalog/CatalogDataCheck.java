package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Lookup;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.catalog.CatalogCheck.Finding;
import dev.askdesk.catalog.CatalogCheck.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The part of the check that asks the data: whether SQL of the catalog runs, joins hold, and values are still the same. */
final class CatalogDataCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MAX_VALUES = 500;
    private static final int NEW_VALUES = 20;

    private final Catalog catalog;
    private final Warehouse warehouse;
    private final SqlNames names;
    private final BiPredicate<String, String> isThere;
    private final List<Finding> findings;

    /** @param isThere whether the database has a column of a table; what it lacks has been found already */
    CatalogDataCheck(
            Catalog catalog, Warehouse warehouse, BiPredicate<String, String> isThere, List<Finding> findings) {
        this.catalog = catalog;
        this.warehouse = warehouse;
        this.names = new SqlNames(catalog.dialect());
        this.isThere = isThere;
        this.findings = findings;
    }

    void check() {
        catalog.tables().forEach(this::checkTable);
        catalog.joins().forEach(this::checkJoin);
        catalog.measures().forEach(measure -> {
            String where = measure.filter() == null ? "" : " WHERE " + measure.filter();
            dryRun("measure " + measure.name(), "SELECT " + measure.sql() + from(measure.table()) + where);
        });
        catalog.verified().forEach(verified -> dryRun("verified \"" + verified.question() + "\"", verified.sql()));
        if (catalog.access() != null) {
            catalog.access().roles().forEach((name, role) -> role.rows()
                    .forEach((table, condition) ->
                            dryRun("role " + name, "SELECT COUNT(*)" + from(table) + " WHERE " + condition)));
        }
        checkAsOf();
    }

    private void checkTable(Table table) {
        for (Catalog.DefaultFilter filter : table.defaultFilters()) {
            dryRun(table.name(), "SELECT COUNT(*)" + from(table.name()) + " WHERE " + filter.sql());
        }
        for (Column column : table.columns()) {
            if (isThere.test(table.name(), column.name())) {
                checkLookup(table, column);
                checkValues(table, column);
            }
        }
    }

    private void checkLookup(Table table, Column column) {
        Lookup lookup = column.lookup();
        if (lookup == null) {
            return;
        }
        String where = table.name() + "." + column.name();
        if (lookup.prefer() != null) {
            dryRun(where, "SELECT COUNT(*)" + from(table.name()) + " WHERE " + lookup.prefer());
        }
        List<@Nullable String> row =
                row(where, "SELECT COUNT(DISTINCT " + names.column(column.name()) + ")" + from(table.name()));
        if (number(row, 0) > ValueReader.MAX_VALUES) {
            add(
                    Severity.WARNING,
                    where,
                    String.format(
                            Locale.ROOT, "The column has %,d values, too many to look up all of them.", number(row, 0)),
                    "Remove its lookup, or expect rare values not to be recognised.");
        }
    }

    private void checkValues(Table table, Column column) {
        if (column.values().isEmpty()) {
            return;
        }
        String name = names.column(column.name());
        String where = table.name() + "." + column.name();
        List<List<@Nullable String>> rows = rows(
                where,
                "SELECT DISTINCT " + name + from(table.name()) + " WHERE " + name + " IS NOT NULL ORDER BY 1",
                MAX_VALUES);
        if (rows == null) {
            return;
        }
        TreeSet<String> fresh = rows.stream()
                .map(row -> Objects.requireNonNullElse(row.get(0), ""))
                .filter(value -> !value.isBlank())
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> gone = column.values().keySet().stream()
                .filter(value -> !fresh.contains(value))
                .sorted()
                .toList();
        fresh.removeAll(column.values().keySet());
        if (!gone.isEmpty() && rows.size() < MAX_VALUES) {
            add(
                    Severity.WARNING,
                    where,
                    "The data does not have " + CatalogCheck.counted(gone, "value") + ".",
                    "Correct or remove them, unless they are still to come.");
        }
        // A column that is looked up as well lists only the values that have synonyms.
        if (!fresh.isEmpty() && column.lookup() == null) {
            add(
                    Severity.WARNING,
                    where,
                    "The catalog does not have " + CatalogCheck.counted(List.copyOf(fresh), "value") + ".",
                    fresh.size() > NEW_VALUES
                            ? "Remove the list and add lookup: {}."
                            : "Add them to the column's values.");
        }
    }

    private void checkJoin(Join join) {
        List<String> many = columns(join.many());
        List<String> one = columns(join.one());
        boolean known = many.stream().allMatch(column -> isThere.test(join.manyTable(), column))
                && one.stream().allMatch(column -> isThere.test(join.oneTable(), column));
        if (!known) {
            return;
        }
        String where = "join " + join.many() + " = " + join.one();
        String keys = list("o", one);
        String filled = one.stream()
                .map(column -> "o." + names.column(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        List<@Nullable String> twice = row(
                where,
                "SELECT COUNT(*) FROM (SELECT " + keys + " FROM " + table(join.oneTable()) + " AS o WHERE " + filled
                        + " GROUP BY " + keys + " HAVING COUNT(*) > 1) AS twice");
        if (number(twice, 0) > 0) {
            add(
                    Severity.ERROR,
                    where,
                    number(twice, 0) + " keys are in " + join.oneTable()
                            + " more than once, so that sums count rows twice.",
                    "Name the columns that are unique there, or turn the join round.");
        }
        checkOrphans(join, many, one, where);
    }

    private void checkOrphans(Join join, List<String> many, List<String> one, String where) {
        String filled = many.stream()
                .map(column -> "m." + names.column(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String equal = IntStream.range(0, many.size())
                .mapToObj(i -> "o." + names.column(one.get(i)) + " = m." + names.column(many.get(i)))
                .collect(Collectors.joining(" AND "));
        List<@Nullable String> row = row(
                where,
                "SELECT COUNT(*), COUNT(o." + names.column(one.get(0)) + ") FROM " + table(join.manyTable())
                        + " AS m LEFT JOIN (SELECT DISTINCT " + list("k", one) + " FROM " + table(join.oneTable())
                        + " AS k) AS o ON " + equal + " WHERE " + filled);
        long all = number(row, 0);
        long orphans = all - number(row, 1);
        if (orphans > 0) {
            double percent = 100.0 * orphans / all;
            add(
                    Severity.WARNING,
                    where,
                    String.format(
                            Locale.ROOT,
                            "%.1f %% of the rows of %s (%,d of %,d) have no row in %s, and a join drops them.",
                            percent,
                            join.manyTable(),
                            orphans,
                            all,
                            join.oneTable()),
                    percent > 50
                            ? "Check that the join is right; if not, remove it."
                            : "Mention it as a caveat of the table if it matters.");
        }
    }

    private void checkAsOf() {
        if (catalog.asOf() == null || !dryRun("as_of", catalog.asOf())) {
            return;
        }
        List<@Nullable String> row = row("as_of", catalog.asOf());
        if (row.size() > 1 || (row.size() == 1 && row.get(0) == null)) {
            add(
                    Severity.WARNING,
                    "as_of",
                    "The query does not give one date.",
                    "Let it select one date, or remove it.");
        }
    }

    private boolean dryRun(String where, String sql) {
        try {
            warehouse.dryRun(sql.replace("{t}", "t"));
            return true;
        } catch (StatementException e) {
            String problem = e.problem().message().replaceAll("\\s+", " ").trim();
            add(Severity.ERROR, where, "The SQL does not run: " + problem, "Correct it: " + sql);
            return false;
        }
    }

    private List<@Nullable String> row(String where, String sql) {
        List<List<@Nullable String>> rows = rows(where, sql, 1);
        return rows == null || rows.isEmpty() ? List.of() : rows.get(0);
    }

    private @Nullable List<List<@Nullable String>> rows(String where, String sql, int maxRows) {
        try {
            return warehouse.query(sql, maxRows, TIMEOUT).rows();
        } catch (StatementException e) {
            String problem = e.problem().message().replaceAll("\\s+", " ").trim();
            add(
                    Severity.WARNING,
                    where,
                    "The data could not be checked: " + problem,
                    "Try again when the database is less busy.");
            return null;
        }
    }

    private String from(String tableName) {
        return " FROM " + table(tableName) + " AS t";
    }

    private String table(String name) {
        return names.table(catalog.table(name).map(Table::name).orElse(name));
    }

    private String list(String alias, List<String> columns) {
        return columns.stream()
                .map(column -> alias + "." + names.column(column))
                .collect(Collectors.joining(", "));
    }

    private static List<String> columns(String side) {
        List<String> columns = new ArrayList<>();
        for (String part : side.split(",", -1)) {
            columns.add(part.trim().substring(part.trim().lastIndexOf('.') + 1));
        }
        return columns;
    }

    private static long number(List<@Nullable String> row, int i) {
        String cell = row.size() > i ? row.get(i) : null;
        return cell == null ? 0 : Long.parseLong(cell);
    }

    private void add(Severity severity, String where, String message, String advice) {
        findings.add(new Finding(severity, where, message, advice));
    }
}
