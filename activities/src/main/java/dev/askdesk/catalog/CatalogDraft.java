package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.DatabaseTable;
import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.adapters.warehouse.TablePattern;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A first catalog of a database that nobody has described yet: what its schema declares, and what names and data show.
 * The same database gives the same catalog. What only a person can know, such as measures and default filters, stays
 * empty.
 */
public final class CatalogDraft {
    /** More tables than a person reads over are left out, and the draft's description says so. */
    static final int MAX_TABLES = 500;

    private static final Duration BUDGET = Duration.ofMinutes(3);

    private final List<TableSurvey> surveys = new ArrayList<>();
    private final Surveyor surveyor;
    private final Warehouse warehouse;

    private CatalogDraft(Warehouse warehouse, Duration budget) {
        this.warehouse = warehouse;
        this.surveyor = new Surveyor(warehouse, budget);
    }

    /**
     * Drafts a catalog within about three minutes.
     *
     * @param name of the catalog, shown to people
     * @throws dev.askdesk.adapters.OutsideException the database cannot be reached
     * @throws CatalogException the database has no table
     */
    public static Catalog draft(String name, Warehouse warehouse) {
        return draft(name, warehouse, TablePattern.ALL, BUDGET, said -> {});
    }

    /**
     * Drafts a catalog within a given time.
     *
     * @param name of the catalog, shown to people
     * @param pattern of the tables that are drafted
     * @param budget time for looking at the data; what it does not reach is drafted from the schema alone
     * @param progress is told what is read of the schema, and the name of each table before it is looked at
     */
    public static Catalog draft(
            String name, Warehouse warehouse, TablePattern pattern, Duration budget, Consumer<String> progress) {
        return new CatalogDraft(warehouse, budget).draft(name, pattern, progress);
    }

    private Catalog draft(String name, TablePattern pattern, Consumer<String> progress) {
        List<DatabaseTable> all = warehouse.tables(pattern, progress).stream()
                .filter(table -> !table.columns().isEmpty())
                .toList();
        if (all.isEmpty()) {
            throw new CatalogException(
                    pattern.patterns().isEmpty()
                            ? "The database has no table; check that it is the right file or schema."
                            : "The database has no table like " + String.join(", ", pattern.patterns()) + ".");
        }
        for (DatabaseTable table : all.subList(0, Math.min(all.size(), MAX_TABLES))) {
            progress.accept("Looking at " + table.name());
            surveys.add(surveyor.survey(table));
        }
        List<Join> joins = new JoinFinder(surveys, surveyor).find();
        List<Table> tables = surveys.stream().map(this::table).toList();
        return new Catalog(
                name,
                description(all.size()),
                warehouse.dialect(),
                null,
                AsOf.newest(surveys, tables, joins, surveyor),
                false,
                tables,
                joins,
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private String description(int allTables) {
        StringBuilder text = new StringBuilder("A draft made from the database's schema and data: ");
        text.append(surveys.size()).append(surveys.size() == 1 ? " table." : " tables.");
        if (allTables > surveys.size()) {
            text.append(" The other ")
                    .append(allTables - surveys.size())
                    .append(" tables were left out: choose those that people ask about with --tables.");
        }
        if (surveyor.outOfTime()) {
            text.append(" The time was too short to look at all of the data.");
        }
        return text.toString();
    }

    private Table table(TableSurvey survey) {
        DatabaseTable table = survey.table();
        String label = Landmarks.label(survey);
        List<Column> columns = table.columns().stream()
                .map(column -> ColumnDraft.of(survey, column, column.name().equals(label)))
                .toList();
        List<String> secrets = table.columns().stream()
                .filter(column -> ColumnKind.of(column.type()).looksSecret(column.name()))
                .map(DatabaseColumn::name)
                .toList();
        List<String> caveats = new ArrayList<>();
        if (!secrets.isEmpty()) {
            caveats.add(String.join(", ", secrets) + (secrets.size() == 1 ? " looks" : " look")
                    + " like secrets or numbers of persons: never show them.");
        }
        if (table.rowFilter() != null) {
            caveats.add("Some users see a part of its rows (" + table.rowFilter() + ").");
        }
        return new Table(
                table.name(),
                tableDescription(survey),
                synonyms(table),
                label,
                Landmarks.date(survey),
                caveats,
                List.of(),
                columns);
    }

    private static String tableDescription(TableSurvey survey) {
        String rows = survey.rows() < 0
                ? ""
                : survey.rows() == 0
                        ? "no rows"
                        : String.format(Locale.ROOT, "%,d row%s", survey.rows(), survey.rows() == 1 ? "" : "s");
        String comment = survey.table().comment();
        List<String> tags = survey.table().tags();
        String tagged = tags.isEmpty() ? "" : " Tagged " + String.join(", ", tags) + ".";
        if (comment != null && !comment.isBlank()) {
            return sentence(comment) + (rows.isEmpty() ? "" : " " + capital(rows) + ".") + tagged;
        }
        String thing = String.join(" ", NameWords.thing(survey.table().name()));
        return "One row per " + thing + (rows.isEmpty() ? "." : "; " + rows + ".") + tagged;
    }

    /** What people call the rows; the last word alone where no other table's rows are called that. */
    private List<String> synonyms(DatabaseTable table) {
        List<String> thing = NameWords.thing(table.name());
        String last = thing.get(thing.size() - 1);
        long sameLast = surveys.stream()
                .map(other -> NameWords.thing(other.table().name()))
                .filter(other -> other.get(other.size() - 1).equals(last))
                .count();
        Set<String> synonyms = new LinkedHashSet<>();
        String plural = NameWords.plural(thing, table.name());
        synonyms.add(plural);
        synonyms.add(String.join(
                " ", NameWords.spoken(table.name().substring(table.name().lastIndexOf('.') + 1))));
        String lastOfPlural = plural.substring(plural.lastIndexOf(' ') + 1);
        if (sameLast == 1 && !lastOfPlural.equals(last)) {
            synonyms.add(lastOfPlural);
        }
        return synonyms.stream()
                .map(String::trim)
                .distinct()
                .filter(synonym -> !synonym.equalsIgnoreCase(table.name()))
                .toList();
    }

    static String sentence(String text) {
        String trimmed = capital(text.trim().replaceAll("\\s+", " "));
        return trimmed.matches(".*[.!?]") ? trimmed : trimmed + ".";
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
