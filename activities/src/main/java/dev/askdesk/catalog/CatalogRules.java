package dev.askdesk.catalog;

import dev.askdesk.catalog.Catalog.Access;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.DefaultFilter;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Measure;
import dev.askdesk.catalog.Catalog.Role;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.dialect.Dialect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What holds inside every catalog, whatever the database: names are there, are unique, and mean something. */
final class CatalogRules {
    private static final Pattern WORD = Pattern.compile("'[^']*'|[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final String ALIAS = "{t}";

    /**
     * @param pointer JSON pointer of the key, in snake_case
     * @param message what is wrong, and what to do
     */
    record Flaw(String pointer, String message) {}

    private final Catalog catalog;
    private final List<String> tableNames;
    private final List<Flaw> flaws = new ArrayList<>();

    private CatalogRules(Catalog catalog) {
        this.catalog = catalog;
        this.tableNames = catalog.tables().stream()
                .map(Table::name)
                .filter(name -> name != null)
                .toList();
    }

    /** All flaws, in the order of the file's keys. */
    static List<Flaw> flaws(Catalog catalog) {
        return new CatalogRules(catalog).check();
    }

    private List<Flaw> check() {
        present(catalog.name(), "/name", "the name that people know the database by");
        if (present(catalog.dialect(), "/dialect", Dialect.choices())
                && Dialect.find(catalog.dialect()).isEmpty()) {
            flaw("/dialect", "unknown dialect \"" + catalog.dialect() + "\"; write " + Dialect.choices());
        }
        if (catalog.tables().isEmpty()) {
            flaw("/tables", "no table; list at least one");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < catalog.tables().size(); i++) {
            String at = "/tables/" + i;
            Table table = catalog.tables().get(i);
            if (present(table.name(), at + "/name", "the table's name") && !names.add(lower(table.name()))) {
                flaw(at + "/name", "table \"" + table.name() + "\" is there twice; remove one");
            }
            checkTable(table, at);
        }
        for (int i = 0; i < catalog.joins().size(); i++) {
            checkJoin(catalog.joins().get(i), "/joins/" + i);
        }
        checkMeasures();
        for (int i = 0; i < catalog.verified().size(); i++) {
            present(catalog.verified().get(i).question(), "/verified/" + i + "/question", "the question");
            present(catalog.verified().get(i).sql(), "/verified/" + i + "/sql", "the SQL that answers it");
        }
        checkAccess(catalog.access());
        return flaws;
    }

    private void checkTable(Table table, String at) {
        if (table.columns().isEmpty()) {
            flaw(at + "/columns", "no column; list at least one");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            String columnAt = at + "/columns/" + i;
            if (present(column.name(), columnAt + "/name", "the column's name") && !names.add(lower(column.name()))) {
                flaw(columnAt + "/name", "column \"" + column.name() + "\" is there twice; remove one");
            }
            present(column.type(), columnAt + "/type", "the type that the database gives the column");
            if (column.lookup() != null && column.lookup().means() != null) {
                checkColumn(table, column.lookup().means(), columnAt + "/lookup/means");
            }
        }
        checkColumn(table, table.label(), at + "/label");
        checkColumn(table, table.date(), at + "/date");
        for (int i = 0; i < table.defaultFilters().size(); i++) {
            DefaultFilter filter = table.defaultFilters().get(i);
            String filterAt = at + "/default_filters/" + i;
            present(filter.assumption(), filterAt + "/assumption", "the condition as a sentence");
            checkCondition(filter.sql(), filterAt + "/sql");
        }
    }

    private void checkJoin(Join join, String at) {
        List<String> many = checkSide(join.many(), at + "/many");
        List<String> one = checkSide(join.one(), at + "/one");
        if (!many.isEmpty() && !one.isEmpty() && many.size() != one.size()) {
            flaw(at, "joins " + many.size() + " columns to " + one.size() + "; name as many on each side");
        }
    }

    /** The columns of one side, empty where they are wrong. */
    private List<String> checkSide(@Nullable String side, String at) {
        if (side == null || side.isBlank()) {
            present(side, at, "table.column");
            return List.of();
        }
        List<String> columns = new ArrayList<>();
        Set<String> tables = new HashSet<>();
        for (String part : side.split(",", -1)) {
            String name = part.trim();
            int dot = name.lastIndexOf('.');
            if (dot < 1 || dot == name.length() - 1) {
                flaw(at, "\"" + name + "\" is no column; write table.column");
                return List.of();
            }
            Optional<Table> table = known(name.substring(0, dot), at);
            if (table.isEmpty() || !checkColumn(table.get(), name.substring(dot + 1), at)) {
                return List.of();
            }
            tables.add(table.get().name());
            columns.add(name);
        }
        if (tables.size() > 1) {
            flaw(at, "columns of several tables; name columns of one table on each side");
        }
        return columns;
    }

    private void checkMeasures() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < catalog.measures().size(); i++) {
            Measure measure = catalog.measures().get(i);
            String at = "/measures/" + i;
            if (present(measure.name(), at + "/name", "what people call the figure")
                    && !names.add(lower(measure.name()))) {
                flaw(at + "/name", "measure \"" + measure.name() + "\" is there twice; remove one");
            }
            if (measure.filter() != null) {
                checkCondition(measure.filter(), at + "/filter");
            }
            if (present(measure.table(), at + "/table", "the table whose rows it adds up")
                    && present(measure.sql(), at + "/sql", "an aggregate such as SUM({t}.amount)")) {
                known(measure.table(), at + "/table")
                        .ifPresent(table -> checkExpression(measure.sql(), table, at + "/sql"));
            }
        }
    }

    /** An aggregate such as COUNT(*) names no column and so needs no alias. */
    private void checkExpression(String sql, Table table, String at) {
        Matcher words = WORD.matcher(sql);
        while (!sql.contains(ALIAS) && words.find()) {
            if (table.column(words.group()).isPresent()) {
                flaw(at, "{t} is missing; write {t}." + words.group());
                return;
            }
        }
    }

    private void checkCondition(@Nullable String sql, String at) {
        if (present(sql, at, "a condition such as {t}.status = 'active'") && sql != null && !sql.contains(ALIAS)) {
            flaw(at, "{t} is missing; write it before each column, as in {t}.status = 'active'");
        }
    }

    private void checkAccess(@Nullable Access access) {
        if (access == null) {
            return;
        }
        access.roles()
                .forEach((name, role) -> checkRole(
                        role, "/access/roles/" + name.replace("~", "~0").replace("/", "~1")));
    }

    private void checkRole(Role role, String at) {
        for (int i = 0; i < role.hidden().size(); i++) {
            String hidden = role.hidden().get(i);
            int dot = hidden.lastIndexOf('.');
            if (catalog.table(hidden).isPresent()) {
                continue;
            }
            String tableName = dot < 1 ? hidden : hidden.substring(0, dot);
            String here = at + "/hidden/" + i;
            known(tableName, here).ifPresent(table -> checkColumn(table, hidden.substring(dot + 1), here));
        }
        role.rows().forEach((table, condition) -> {
            known(table, at + "/rows/" + table);
            checkCondition(condition, at + "/rows/" + table);
        });
    }

    private Optional<Table> known(String tableName, String at) {
        Optional<Table> table =
                tableNames.size() == catalog.tables().size() ? catalog.table(tableName) : Optional.empty();
        if (table.isEmpty()) {
            flaw(at, "unknown table \"" + tableName + "\"; " + Nearest.advice(tableName, tableNames));
        }
        return table;
    }

    private boolean checkColumn(Table table, @Nullable String columnName, String at) {
        List<String> names = table.columns().stream()
                .map(Column::name)
                .filter(name -> name != null)
                .toList();
        if (columnName == null || names.stream().anyMatch(columnName::equalsIgnoreCase)) {
            return true;
        }
        flaw(
                at,
                "table \"" + table.name() + "\" has no column \"" + columnName + "\"; "
                        + Nearest.advice(columnName, names));
        return false;
    }

    /** A file can leave out what the records promise to have. */
    private boolean present(@Nullable String text, String at, String what) {
        if (text == null || text.isBlank()) {
            flaw(at, "missing; write " + what);
            return false;
        }
        return true;
    }

    private void flaw(String pointer, String message) {
        flaws.add(new Flaw(pointer, message));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
