package dev.askdesk.adapters.warehouse;

import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.adapters.warehouse.DatabaseTable.ForeignKey;
import dev.askdesk.adapters.warehouse.TablePattern.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Unity Catalog tells of tables, in a catalog's {@code information_schema}: comments, primary and foreign
 * keys, tags, masks of columns and filters of rows. Large estates are read a batch of tables at a time.
 */
final class DatabricksTables {
    private static final int BATCH = 500;
    private static final int MOST_TABLES = 100_000;
    private static final int MOST_ROWS = 2_000_000;
    private static final long MOST_CHARACTERS = 1_000_000_000;
    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    private final DatabricksWarehouse warehouse;
    private final TablePattern pattern;
    private final Consumer<String> progress;
    private final Map<Column, String> masks = new HashMap<>();
    private final Map<Name, String> filters = new HashMap<>();
    private String catalog = "";
    private String schema = "";

    DatabricksTables(DatabricksWarehouse warehouse, TablePattern pattern, Consumer<String> progress) {
        this.warehouse = warehouse;
        this.pattern = pattern;
        this.progress = progress;
    }

    /** A table by its parts. */
    private record Name(String catalog, String schema, String table) implements Comparable<Name> {
        String full() {
            return catalog + "." + schema + "." + table;
        }

        @Override
        public int compareTo(Name other) {
            return full().compareTo(other.full());
        }
    }

    private record Column(Name table, String name) {}

    /** What is told of the tables of one batch. */
    private static final class Facts {
        final Map<Name, List<DatabaseColumn>> columns = new TreeMap<>();
        final Map<Name, List<String>> primaryKeys = new TreeMap<>();
        final Map<Name, List<ForeignKey>> foreignKeys = new TreeMap<>();
        final Map<Name, List<String>> tags = new TreeMap<>();
        final Map<Column, List<String>> columnTags = new LinkedHashMap<>();
    }

    List<DatabaseTable> read() throws StatementException {
        List<@Nullable String> session =
                rows("SELECT current_catalog(), current_schema()", 1).get(0);
        catalog = text(session, 0);
        schema = text(session, 1);
        List<DatabaseTable> all = new ArrayList<>();
        for (String place : places()) {
            Map<Name, @Nullable String> comments = tables(place);
            readRules(place);
            List<Name> names = List.copyOf(comments.keySet());
            for (int from = 0; from < names.size(); from += BATCH) {
                List<Name> batch = names.subList(from, Math.min(names.size(), from + BATCH));
                Facts facts = facts(place, batch);
                batch.forEach(name -> all.add(table(name, comments.get(name), facts)));
                progress.accept(String.format(
                        "%,d of %,d tables of %s read", Math.min(names.size(), from + BATCH), names.size(), place));
            }
        }
        all.sort((one, other) ->
                Boolean.compare(one.name().contains("."), other.name().contains(".")));
        return all;
    }

    /** The catalogs whose information schemas are asked: those that the pattern names, or the session's own. */
    private List<String> places() {
        List<String> named =
                pattern.parts().stream().map(Part::catalog).distinct().toList();
        if (named.isEmpty() || named.stream().allMatch(name -> name.equals("*") && !isEverywhere())) {
            return List.of(catalog);
        }
        // The system's own has the tables of all catalogs.
        return named.stream().anyMatch(name -> name.contains("*")) ? List.of("system") : named;
    }

    private boolean isEverywhere() {
        return pattern.patterns().stream().anyMatch(text -> text.split("\\.").length > 2);
    }

    private Map<Name, @Nullable String> tables(String place) throws StatementException {
        String sql = "SELECT table_catalog, table_schema, table_name, comment FROM " + in(place, "tables")
                + " WHERE table_schema <> 'information_schema'" + like()
                + " ORDER BY table_catalog, table_schema, table_name";
        Map<Name, @Nullable String> found = new TreeMap<>();
        for (List<@Nullable String> row : rows(sql, MOST_TABLES)) {
            Name name = name(row);
            if (pattern.matches(name.full()) && !name.catalog().equals("system")) {
                found.put(name, blankToNull(row.get(3)));
            }
        }
        return found;
    }

    /** The pattern as a condition, so that of a large estate no more is sent than is meant. */
    private String like() {
        if (pattern.patterns().isEmpty()) {
            return "";
        }
        return pattern.parts().stream()
                .map(part -> "(" + like("table_catalog", part.catalog()) + " AND " + like("table_schema", part.schema())
                        + " AND " + like("table_name", part.table()) + ")")
                .collect(Collectors.joining(" OR ", " AND (", ")"));
    }

    private static String like(String column, String part) {
        String escaped = part.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
        return "lower(" + column + ") LIKE " + literal(escaped.replace("*", "%")) + " ESCAPE '!'";
    }

    /** Of the whole place: there are few. The runtimes differ in what they call the first columns. */
    private void readRules(String place) {
        for (Map<String, String> mask : named("SELECT * FROM " + in(place, "column_masks"))) {
            masks.put(new Column(name(mask), mask.getOrDefault("column_name", "")), mask.getOrDefault("mask_name", ""));
        }
        for (Map<String, String> filter : named("SELECT * FROM " + in(place, "row_filters"))) {
            filters.put(name(filter), filter.getOrDefault("filter_name", ""));
        }
    }

    private static Name name(Map<String, String> row) {
        return new Name(
                row.getOrDefault("table_catalog", row.getOrDefault("catalog_name", "")),
                row.getOrDefault("table_schema", row.getOrDefault("schema_name", "")),
                row.getOrDefault("table_name", ""));
    }

    private Facts facts(String place, List<Name> batch) throws StatementException {
        Facts facts = new Facts();
        String which = batch.stream().map(name -> literal(name.full())).collect(Collectors.joining(", "));
        String tables = "concat_ws('.', table_catalog, table_schema, table_name) IN (" + which + ")";
        String named = "concat_ws('.', catalog_name, schema_name, table_name) IN (" + which + ")";
        optional(
                "SELECT catalog_name, schema_name, table_name, tag_name, tag_value FROM " + in(place, "table_tags")
                        + " WHERE " + named + " ORDER BY tag_name",
                row -> facts.tags
                        .computeIfAbsent(name(row), key -> new ArrayList<>())
                        .add(tag(row, 3)));
        optional(
                "SELECT catalog_name, schema_name, table_name, column_name, tag_name, tag_value FROM "
                        + in(place, "column_tags") + " WHERE " + named + " ORDER BY tag_name",
                row -> facts.columnTags
                        .computeIfAbsent(new Column(name(row), text(row, 3)), key -> new ArrayList<>())
                        .add(tag(row, 4)));
        for (List<@Nullable String> row : rows(
                "SELECT table_catalog, table_schema, table_name, column_name, full_data_type, is_nullable, comment FROM "
                        + in(place, "columns") + " WHERE " + tables
                        + " ORDER BY table_catalog, table_schema, table_name, ordinal_position",
                MOST_ROWS)) {
            Column column = new Column(name(row), text(row, 3));
            facts.columns
                    .computeIfAbsent(column.table(), key -> new ArrayList<>())
                    .add(new DatabaseColumn(
                            column.name(),
                            text(row, 4).toUpperCase(Locale.ROOT),
                            !"NO".equals(row.get(5)),
                            blankToNull(row.get(6)),
                            facts.columnTags.getOrDefault(column, List.of()),
                            masks.get(column)));
        }
        keys(place, tables, facts);
        return facts;
    }

    private void keys(String place, String tables, Facts facts) {
        Map<String, List<String>> own = new LinkedHashMap<>();
        Map<String, String> kinds = new LinkedHashMap<>();
        Map<String, Name> owners = new LinkedHashMap<>();
        optional(
                "SELECT k.table_catalog, k.table_schema, k.table_name, k.constraint_name, c.constraint_type, k.column_name"
                        + " FROM " + in(place, "key_column_usage") + " AS k JOIN " + in(place, "table_constraints")
                        + " AS c ON c.constraint_catalog = k.constraint_catalog AND c.constraint_schema ="
                        + " k.constraint_schema AND c.constraint_name = k.constraint_name AND c.table_name = k.table_name"
                        + " WHERE " + tables.replace("table_", "k.table_") + " ORDER BY k.table_name,"
                        + " k.constraint_name, k.ordinal_position",
                row -> {
                    Name table = name(row);
                    String key = table.full() + " " + text(row, 3);
                    owners.put(key, table);
                    kinds.put(key, text(row, 4));
                    own.computeIfAbsent(key, unused -> new ArrayList<>()).add(text(row, 5));
                });
        Map<String, List<String>> targets = new LinkedHashMap<>();
        Map<String, Name> targetTables = new LinkedHashMap<>();
        optional(
                "SELECT t.table_catalog, t.table_schema, t.table_name, k.table_catalog, k.table_schema, k.table_name,"
                        + " k.constraint_name, t.column_name FROM " + in(place, "referential_constraints")
                        + " AS r JOIN " + in(place, "key_column_usage") + " AS k ON k.constraint_catalog ="
                        + " r.constraint_catalog AND k.constraint_schema = r.constraint_schema AND k.constraint_name ="
                        + " r.constraint_name JOIN " + in(place, "key_column_usage") + " AS t ON t.constraint_catalog ="
                        + " r.unique_constraint_catalog AND t.constraint_schema = r.unique_constraint_schema AND"
                        + " t.constraint_name = r.unique_constraint_name AND t.ordinal_position ="
                        + " k.position_in_unique_constraint WHERE " + tables.replace("table_", "k.table_")
                        + " ORDER BY k.table_name, k.constraint_name, k.ordinal_position",
                row -> {
                    String key = new Name(text(row, 3), text(row, 4), text(row, 5)).full() + " " + text(row, 6);
                    targetTables.put(key, name(row));
                    targets.computeIfAbsent(key, unused -> new ArrayList<>()).add(text(row, 7));
                });
        own.forEach((key, columns) -> {
            Name table = Objects.requireNonNull(owners.get(key));
            Name target = targetTables.get(key);
            if ("PRIMARY KEY".equals(kinds.get(key))) {
                facts.primaryKeys.put(table, columns);
            } else if (target != null) {
                facts.foreignKeys
                        .computeIfAbsent(table, unused -> new ArrayList<>())
                        .add(new ForeignKey(columns, shown(target), targets.getOrDefault(key, List.of())));
            }
        });
    }

    private DatabaseTable table(Name name, @Nullable String comment, Facts facts) {
        return new DatabaseTable(
                shown(name),
                comment,
                facts.columns.getOrDefault(name, List.of()),
                facts.primaryKeys.getOrDefault(name, List.of()),
                facts.foreignKeys.getOrDefault(name, List.of()),
                facts.tags.getOrDefault(name, List.of()),
                filters.get(name));
    }

    /** Without what the session has in front anyway. */
    private String shown(Name name) {
        if (!name.catalog().equals(catalog)) {
            return name.full();
        }
        return name.schema().equals(schema) ? name.table() : name.schema() + "." + name.table();
    }

    private static String in(String place, String view) {
        return "`" + place.replace("`", "``") + "`.information_schema." + view;
    }

    private static String literal(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static Name name(List<@Nullable String> row) {
        return new Name(text(row, 0), text(row, 1), text(row, 2));
    }

    private static String text(List<@Nullable String> row, int i) {
        return Objects.requireNonNullElse(row.get(i), "");
    }

    private static String tag(List<@Nullable String> row, int i) {
        String value = text(row, i + 1);
        return value.isEmpty() ? text(row, i) : text(row, i) + "=" + value;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** What an older runtime lacks, or what somebody may not read, is left out. */
    private void optional(String sql, Consumer<List<@Nullable String>> each) {
        try {
            rows(sql, MOST_ROWS).forEach(each);
        } catch (StatementException notThere) {
            progress.accept("not read: " + notThere.problem().message());
        }
    }

    /** Rows by the names of their columns, in lower case; the same is left out. */
    private List<Map<String, String>> named(String sql) {
        try {
            QueryResult result = result(sql, MOST_ROWS);
            List<Map<String, String>> rows = new ArrayList<>();
            for (List<@Nullable String> cells : result.rows()) {
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < cells.size(); i++) {
                    String cell = cells.get(i);
                    if (cell != null) {
                        row.put(result.columns().get(i).toLowerCase(Locale.ROOT), cell);
                    }
                }
                rows.add(row);
            }
            return rows;
        } catch (StatementException notThere) {
            progress.accept("not read: " + notThere.problem().message());
            return List.of();
        }
    }

    private List<List<@Nullable String>> rows(String sql, int most) throws StatementException {
        return result(sql, most).rows();
    }

    private QueryResult result(String sql, int most) throws StatementException {
        CollectedRows rows = new CollectedRows();
        Query query = new Query(sql, new Query.Limits(most, MOST_CHARACTERS, TIMEOUT), Query.Origin.ASKDESK, null);
        boolean truncated = warehouse.query(query, rows, Watch.NONE).truncated();
        return rows.result(truncated);
    }
}
