package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.DatabaseTable;
import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.adapters.warehouse.TablePattern;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a catalog against the database that it describes. */
public final class CatalogCheck {
    private static final int NAMED = 8;

    /** How bad a finding is. */
    public enum Severity {
        /** Questions that need this fail, or are answered wrongly. */
        ERROR,
        /** The catalog says less than, or something else than, the data. */
        WARNING
    }

    /**
     * Something about the catalog that a person should look at.
     *
     * @param where part of the catalog: {@code table}, {@code table.column}, {@code measure name} and the like
     * @param message what is the matter, as a sentence
     * @param advice what to do about it, as a sentence
     */
    public record Finding(Severity severity, String where, String message, String advice) {}

    private final Catalog catalog;
    private final Map<String, DatabaseTable> database = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    private CatalogCheck(Catalog catalog, List<DatabaseTable> tables) {
        this.catalog = catalog;
        tables.forEach(table -> database.put(lower(table.name()), table));
    }

    /**
     * All findings: those on names and types in the catalog's order, then those on the data.
     *
     * @throws dev.askdesk.adapters.OutsideException the database cannot be reached
     */
    public static List<Finding> check(Catalog catalog, Warehouse warehouse) {
        return check(catalog, warehouse, TablePattern.ALL, said -> {});
    }

    /**
     * The same for a large estate.
     *
     * @param pattern of the tables that the catalog should have
     * @param progress is told what is read of the schema
     */
    public static List<Finding> check(
            Catalog catalog, Warehouse warehouse, TablePattern pattern, Consumer<String> progress) {
        return new CatalogCheck(catalog, warehouse.tables(pattern, progress)).check(warehouse);
    }

    private List<Finding> check(Warehouse warehouse) {
        if (!catalog.dialect().equals(warehouse.dialect())) {
            error(
                    "dialect",
                    "The catalog is for " + catalog.dialect() + ", the database is " + warehouse.dialect() + ".",
                    "Write dialect: " + warehouse.dialect() + ", or name another database.");
        }
        Set<String> catalogued = new HashSet<>();
        for (Table table : catalog.tables()) {
            DatabaseTable found = find(table.name());
            if (found == null) {
                List<String> names =
                        database.values().stream().map(DatabaseTable::name).toList();
                error(table.name(), "The database has no such table.", advice(table.name(), names));
            } else {
                catalogued.add(lower(found.name()));
                checkColumns(table, found);
            }
        }
        List<String> missing = database.values().stream()
                .map(DatabaseTable::name)
                .filter(name -> !catalogued.contains(lower(name)))
                .toList();
        if (!missing.isEmpty()) {
            warning(
                    "tables",
                    "The catalog leaves out " + counted(missing, "table") + ".",
                    "Add those that people may ask about.");
        }
        boolean runs = findings.stream()
                .noneMatch(finding ->
                        finding.severity() == Severity.ERROR && finding.where().equals("dialect"));
        if (runs) {
            new CatalogDataCheck(catalog, warehouse, this::isThere, findings).check();
        }
        return List.copyOf(findings);
    }

    private @Nullable DatabaseTable find(String name) {
        DatabaseTable exact = database.get(lower(name));
        if (exact != null) {
            return exact;
        }
        // Either side may leave out the default schema.
        List<DatabaseTable> alike = database.values().stream()
                .filter(table -> lower(table.name()).endsWith("." + lower(name))
                        || lower(name).endsWith("." + lower(table.name())))
                .toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }

    private boolean isThere(String tableName, String columnName) {
        DatabaseTable table = find(catalog.table(tableName).map(Table::name).orElse(tableName));
        return table != null
                && table.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(columnName));
    }

    private void checkColumns(Table table, DatabaseTable found) {
        Map<String, DatabaseColumn> columns = found.columns().stream()
                .collect(Collectors.toMap(
                        column -> lower(column.name()), column -> column, (one, other) -> one, LinkedHashMap::new));
        for (Column column : table.columns()) {
            DatabaseColumn real = columns.remove(lower(column.name()));
            String where = table.name() + "." + column.name();
            if (real == null) {
                List<String> names =
                        found.columns().stream().map(DatabaseColumn::name).toList();
                error(where, "The table has no such column.", advice(column.name(), names));
            } else {
                checkType(where, column, real);
            }
        }
        if (!columns.isEmpty()) {
            List<String> names =
                    columns.values().stream().map(DatabaseColumn::name).toList();
            warning(
                    table.name(),
                    "The catalog leaves out " + counted(names, "column") + ".",
                    "Add those that people may ask about.");
        }
        checkLandmark(table, table.label(), "label", found);
        checkLandmark(table, table.date(), "date", found);
    }

    private void checkType(String where, Column column, DatabaseColumn real) {
        String advice = "Write type: " + real.type() + ".";
        if (ColumnKind.of(column.type()) != ColumnKind.of(real.type())) {
            error(where, "The column is " + real.type() + ", the catalog says " + column.type() + ".", advice);
        } else if (!lower(column.type())
                .replace(" ", "")
                .equals(lower(real.type()).replace(" ", ""))) {
            warning(where, "The column is " + real.type() + ", the catalog says " + column.type() + ".", advice);
        }
        boolean showsValues = column.lookup() != null || !column.values().isEmpty();
        if (real.mask() != null && showsValues && catalog.access() == null) {
            warning(
                    where,
                    "The warehouse masks the column for some users (" + real.mask() + "), but its values are looked up"
                            + " and told to all.",
                    "Remove its lookup and values, or say under access who may see it.");
        }
        if (column.lookup() != null && ColumnKind.of(real.type()) != ColumnKind.TEXT) {
            warning(where, "The column is looked up by value, but holds no text.", "Remove its lookup.");
        }
    }

    private void checkLandmark(Table table, @Nullable String name, String what, DatabaseTable found) {
        ColumnKind kind = found.columns().stream()
                .filter(column -> column.name().equalsIgnoreCase(Objects.requireNonNullElse(name, "")))
                .map(column -> ColumnKind.of(column.type()))
                .findFirst()
                .orElse(null);
        if (kind == null) {
            return;
        }
        if (what.equals("label") && kind != ColumnKind.TEXT) {
            error(table.name(), "The label " + name + " holds no text.", "Name a text column as label, or remove it.");
        }
        if (what.equals("date") && !kind.dates()) {
            error(
                    table.name(),
                    "The date " + name + " holds no date.",
                    "Name a column of dates as date, or remove it.");
        }
    }

    private static String advice(String wrong, List<String> names) {
        String near = Nearest.advice(wrong, names);
        return near.startsWith("remove")
                ? "Remove it."
                : near.substring(0, 1).toUpperCase(Locale.ROOT) + near.substring(1);
    }

    /** Their number and the first few names. */
    static String counted(List<String> names, String what) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() + " " + what + (names.size() == 1 ? "" : "s") + ": " + first
                + (names.size() > NAMED ? ", …" : "");
    }

    private void error(String where, String message, String advice) {
        findings.add(new Finding(Severity.ERROR, where, message, advice));
    }

    private void warning(String where, String message, String advice) {
        findings.add(new Finding(Severity.WARNING, where, message, advice));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
