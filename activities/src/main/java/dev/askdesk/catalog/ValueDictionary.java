package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.catalog.ColumnValues.Value;
import dev.askdesk.catalog.ValueIndex.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values of the data that the words of a question name, so that "databricks" finds "Databricks, Inc.".
 *
 * <p>It knows the distinct values of the columns that the catalog looks up, and the short lists of values that the
 * catalog writes out with their synonyms. Case, diacritics, punctuation, spaces within a name, a possessive 's and legal
 * forms (Inc, LLC, GmbH, Holdings and the like) make no difference; for the short lists a plural makes none either.
 *
 * <p>Rules that keep ordinary words from being taken for names:
 *
 * <ul>
 *   <li>Bare numbers and single letters never name a value.
 *   <li>A function word ("all", "show", "may"), or what the catalog calls a table, is a name only where it is written
 *       exactly as the value is, with a capital, and not at the start of a sentence. Values of two letters ("US", "IT")
 *       are matched only as they are written.
 *   <li>A name of one ordinary word ("Box", "Notion") is matched as a whole in any case; but an ordinary word ("growth",
 *       "health"), or one of the catalog's own, does not stand for a longer name that it is a part of, unless it has a
 *       capital within a sentence, or the text is nothing but two words.
 *   <li>A part of a name ("Adam") that more than {@value #MAX_CANDIDATES} values have names none of them.
 *   <li>Only words of five letters or more that no name has, that are not ordinary and not the catalog's are held to be
 *       misspelt, and only where one known word alone comes nearest.
 * </ul>
 *
 * <p>Immutable once built; safe for use by several threads.
 */
public final class ValueDictionary {
    static final int MAX_CANDIDATES = 40;

    /** How a mention was recognised. */
    public enum Kind {
        /** The whole name, spelling variants aside. */
        EXACT,
        /** A part of the name, such as a first name. */
        TOKEN,
        /** With a typo. */
        FUZZY
    }

    /**
     * Words of a question that name values.
     *
     * @param mention the words as the question has them
     * @param start index of the mention's first character in the question
     * @param end index after its last character
     * @param candidates the values it may mean, in the catalog's order of columns, preferred ones first within a column
     */
    public record Match(String mention, int start, int end, Kind kind, List<Candidate> candidates) {
        public Match {
            candidates = List.copyOf(candidates);
        }

        /** The candidates that remain where, within a column, the preferred ones win over the others. */
        public List<Candidate> best() {
            return candidates.stream()
                    .filter(candidate -> candidate.preferred()
                            || candidates.stream().noneMatch(other -> other.preferred() && other.sameColumn(candidate)))
                    .toList();
        }
    }

    /**
     * A value that a mention may mean.
     *
     * @param table as the catalog names it
     * @param column the column to filter by; for an alias the one that holds the proper name, that is the label of the
     *     table that the alias belongs to where a join leads there, else the lookup's {@code means}
     * @param value as the data spells it
     * @param preferred whether the lookup's {@code prefer} holds for it; {@code false} where it has none
     * @param assumption a sentence where the mention is another name of the value, for the evidence; else {@code null}
     */
    public record Candidate(
            String table,
            String column,
            String value,
            boolean preferred,
            @Nullable String assumption) {
        private boolean sameColumn(Candidate other) {
            return table.equals(other.table) && column.equals(other.column);
        }
    }

    private final Catalog catalog;
    private final ValueIndex index = new ValueIndex();
    private final CatalogWords catalogWords;
    private final List<Table> tableOfColumn = new ArrayList<>();
    private final Map<String, List<String>> valuesByColumn = new LinkedHashMap<>();
    private final List<String> incomplete = new ArrayList<>();

    private ValueDictionary(Catalog catalog, List<ColumnValues> read) {
        this.catalog = catalog;
        this.catalogWords = new CatalogWords(catalog);
        Map<String, ColumnValues> byColumn = new HashMap<>();
        read.forEach(values -> byColumn.put(key(values.table(), values.column()), values));
        Aliases aliases = new Aliases(catalog, byColumn);
        for (Table table : catalog.tables()) {
            for (Column column : table.columns()) {
                ColumnValues values = byColumn.get(key(table.name(), column.name()));
                if (values != null || !column.values().isEmpty()) {
                    tableOfColumn.add(table);
                    add(table, column, values, aliases);
                }
            }
        }
    }

    /**
     * Reads the values of the catalog's lookup columns, at most 50,000 a column and 200,000 in all.
     *
     * @throws CatalogException a lookup column, or its condition, is not one that the database takes
     * @throws dev.askdesk.adapters.OutsideException the database cannot be reached
     */
    public static ValueDictionary build(Catalog catalog, Warehouse warehouse) {
        return of(catalog, new ValueReader(catalog, warehouse, table -> Optional.empty()).read());
    }

    /** A dictionary of values that have been read already; what the catalog writes out is added to them. */
    public static ValueDictionary of(Catalog catalog, List<ColumnValues> values) {
        return new ValueDictionary(catalog, values);
    }

    private void add(Table table, Column column, @Nullable ColumnValues read, Aliases aliases) {
        int number = tableOfColumn.size() - 1;
        List<String> known = valuesByColumn.computeIfAbsent(key(table.name(), column.name()), key -> new ArrayList<>());
        new TreeMap<>(column.values()).forEach((value, synonyms) -> {
            known.add(value);
            Value listed = new Value(value, false, null, null);
            index.add(entry(number, table, column, value, listed));
            synonyms.forEach(synonym -> index.add(entry(number, table, column, synonym, listed)));
        });
        if (read == null) {
            return;
        }
        for (Value value : read.values()) {
            if (!column.values().containsKey(value.text())) {
                known.add(value.text());
                index.add(
                        value.means() == null
                                ? entry(number, table, column, value.text(), value)
                                : aliases.entry(number, table, column, value, value.means()));
            }
        }
        if (read.truncated()) {
            incomplete.add(table.name() + "." + column.name());
        }
    }

    private static Entry entry(int number, Table table, Column column, String name, Value value) {
        boolean exact = name.equals(value.text());
        boolean enumeration = !column.values().isEmpty();
        return new Entry(
                number,
                name,
                exact,
                enumeration,
                table.name(),
                column.name(),
                value.text(),
                value.preferred(),
                value.label(),
                null);
    }

    /** Columns, as {@code table.column}, that have more values than were read: what is not found there may exist. */
    public List<String> incomplete() {
        return List.copyOf(incomplete);
    }

    /**
     * All mentions of values in a text, in the text's order; of mentions that overlap the longest. Values of several
     * columns are all candidates; but where a table's label and another column of the same row match, only the label is
     * one. A mention that is a whole name is not held against the names that it is a part of. Only the first 2,000
     * words are read.
     */
    public List<Match> find(String text) {
        return new ValueSearch(index, catalogWords, text, this::candidates).find();
    }

    /**
     * The values of a column that come nearest to one it does not have, nearest first; empty where none is near, and for
     * columns that are not looked up.
     */
    public List<String> nearest(String table, String column, String value, int n) {
        String name = catalog.table(table).map(Table::name).orElse(table);
        List<String> known = valuesByColumn.getOrDefault(key(name, column), List.of());
        String wanted = normalise(value);
        List<String> same = known.stream()
                .filter(other -> normalise(other).equals(wanted))
                .limit(n)
                .toList();
        List<String> near = new ArrayList<>(same);
        Nearest.to(value, known, n).stream()
                .filter(other -> !near.contains(other) && near.size() < n)
                .forEach(near::add);
        return near;
    }

    /** A name in the form in which names are compared: two spellings of one name give the same. */
    public static String normalise(String name) {
        return Words.key(Words.withoutLegalForm(Words.of(name)));
    }

    /** One candidate for each value; of two names of a value the plain one explains it. */
    private List<Candidate> candidates(List<Entry> entries) {
        Map<String, Candidate> unique = new LinkedHashMap<>();
        entries.stream()
                .filter(entry -> !isToldByLabel(entry, entries))
                .sorted((a, b) -> a.column() != b.column()
                        ? Integer.compare(a.column(), b.column())
                        : a.preferred() != b.preferred()
                                ? (a.preferred() ? -1 : 1)
                                : a.value().compareTo(b.value()))
                .forEach(entry -> {
                    Candidate candidate = new Candidate(
                            entry.targetTable(),
                            entry.targetColumn(),
                            entry.value(),
                            entry.preferred(),
                            entry.assumption());
                    unique.merge(
                            key(entry.targetTable(), entry.targetColumn()) + '\0' + entry.value(),
                            candidate,
                            (one, other) -> new Candidate(
                                    one.table(),
                                    one.column(),
                                    one.value(),
                                    one.preferred() || other.preferred(),
                                    one.assumption() == null || other.assumption() == null ? null : one.assumption()));
                });
        return List.copyOf(unique.values());
    }

    private boolean isToldByLabel(Entry entry, List<Entry> entries) {
        Table table = tableOfColumn.get(entry.column());
        return entry.label() != null
                && entries.stream()
                        .anyMatch(other -> !other.equals(entry)
                                && other.targetTable().equals(table.name())
                                && other.targetColumn().equalsIgnoreCase(Objects.requireNonNull(table.label()))
                                && other.value().equals(entry.label()));
    }

    static String key(String table, String column) {
        return (table + "." + column).toLowerCase(Locale.ROOT);
    }
}
