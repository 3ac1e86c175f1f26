package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The chosen part of a catalog as CREATE TABLE statements with comments: the form that models have read most of. */
final class SchemaText {
    /** What a drafted catalog says to people, and does not help to write a query. */
    private static final Pattern IDLE = Pattern.compile("Missing in [^.]*\\.");

    private static final Pattern SAMPLES = Pattern.compile("Such as [^.]*\\.");
    private static final Pattern ROWS = Pattern.compile("; [\\d,]+ rows?\\.");

    private SchemaText() {}

    /**
     * @param asked the measures that the question names by its own words, each with those words; where there are none,
     *     all of the tables are shown
     */
    static String of(
            Catalog catalog,
            List<Catalog.Table> tables,
            List<ValueMatch> values,
            Map<String, List<Catalog.Measure>> asked,
            Set<Ingredient> without) {
        Dialect dialect = Dialect.of(catalog.dialect());
        StringBuilder text = new StringBuilder();
        for (Catalog.Table table : tables) {
            text.append(table(table, values, without, dialect));
        }
        List<String> names = tables.stream().map(Catalog.Table::name).toList();
        for (Catalog.Join join : catalog.joins()) {
            boolean shown = !without.contains(Ingredient.JOINS);
            if (shown && names.contains(join.manyTable()) && names.contains(join.oneTable())) {
                text.append("-- join: ").append(join.many()).append(" = ").append(join.one());
                if (join.role() != null) {
                    text.append(" (").append(join.role()).append(')');
                }
                text.append('\n');
            }
        }
        if (asked.isEmpty()) {
            catalog.measures().stream()
                    .filter(measure -> names.contains(measure.table()))
                    .forEach(measure -> measure(text, measure.name(), measure));
        }
        asked.forEach((words, measures) -> measures.forEach(measure -> measure(text, words, measure)));
        return text.toString();
    }

    private static void measure(StringBuilder text, String words, Catalog.Measure measure) {
        String sql = measure.filter() == null ? measure.sql() : measure.sql() + " WHERE " + measure.filter();
        comment(text, "", words + " = " + sql.replace("{t}", alias(measure.table())));
    }

    private static String table(
            Catalog.Table table, List<ValueMatch> values, Set<Ingredient> without, Dialect dialect) {
        StringBuilder text = new StringBuilder();
        comment(text, "", ROWS.matcher(table.description()).replaceAll("."));
        table.caveats().forEach(caveat -> comment(text, "", caveat));
        for (Catalog.DefaultFilter filter : table.defaultFilters()) {
            if (filter.assumption().isBlank()) {
                // It rests on what the asker may not see.
                continue;
            }
            comment(
                    text,
                    "",
                    without.contains(Ingredient.FITTING)
                            ? "unless asked otherwise: " + filter.sql().replace("{t}", alias(table.name())) + " ("
                                    + filter.assumption() + ")"
                            : filter.assumption() + " (put in by itself)");
        }
        text.append("CREATE TABLE ").append(name(table.name(), dialect)).append(" (\n");
        for (Catalog.Column column : table.columns()) {
            text.append("  ")
                    .append(dialect == Dialect.DUCKDB ? column.name() : dialect.plain(column.name()))
                    .append(' ')
                    .append(column.type());
            List<String> notes = notes(table, column, values, !without.contains(Ingredient.SAMPLES), dialect);
            text.append(',');
            if (!notes.isEmpty()) {
                comment(text, " ", String.join("; ", notes));
            } else {
                text.append('\n');
            }
        }
        return text.append(");\n").toString();
    }

    private static List<String> notes(
            Catalog.Table table, Catalog.Column column, List<ValueMatch> values, boolean samples, Dialect dialect) {
        List<String> notes = new ArrayList<>();
        String description = IDLE.matcher(column.description()).replaceAll("").strip();
        if (!samples) {
            description = SAMPLES.matcher(description).replaceAll("").strip();
        }
        if (!description.isEmpty()) {
            notes.add(description);
        }
        if (column.unit() != null) {
            notes.add("in " + column.unit());
        }
        Map<String, List<String>> listed = new TreeMap<>(column.values());
        if (samples && !listed.isEmpty()) {
            notes.add("values: '" + String.join("', '", listed.keySet()) + "'");
        }
        values.stream()
                .filter(value ->
                        value.table().equals(table.name()) && value.column().equals(column.name()))
                .map(value -> "has " + dialect.text(value.value()))
                .distinct()
                .forEach(notes::add);
        return notes;
    }

    private static void comment(StringBuilder text, String indent, String comment) {
        if (!comment.isBlank()) {
            text.append(indent)
                    .append("-- ")
                    .append(comment.replaceAll("\\s+", " ").strip())
                    .append('\n');
        }
    }

    /** As a statement has to write it; to DuckDB's models names have always been told as they are. */
    private static String name(String name, Dialect dialect) {
        return dialect == Dialect.DUCKDB ? name : dialect.plainParts(name);
    }

    private static String alias(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }
}
