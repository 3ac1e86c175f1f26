package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.Term.ColumnTerm;
import dev.askdesk.grounding.Term.MeasureTerm;
import dev.askdesk.grounding.Term.RoleTerm;
import dev.askdesk.grounding.Term.TableTerm;
import dev.askdesk.grounding.Term.ValueTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every phrase of a catalog, and what it can mean. */
public final class Lexicon {
    /** Words of the longest phrase that is looked for. */
    public static final int LONGEST = 6;

    private final Map<String, List<Term>> terms = new HashMap<>();

    public Lexicon(Catalog catalog) {
        for (Catalog.Table table : catalog.tables()) {
            add(Words.ofName(table.name()), new TableTerm(table));
            table.synonyms().forEach(synonym -> add(synonym, new TableTerm(table)));
            for (Catalog.Column column : table.columns()) {
                add(Words.ofName(column.name()), new ColumnTerm(table, column));
                column.synonyms().forEach(synonym -> add(synonym, new ColumnTerm(table, column)));
                column.values().forEach((value, synonyms) -> {
                    ValueTerm term = new ValueTerm(table, column, value, null);
                    add(value.replace('_', ' '), term);
                    synonyms.forEach(synonym -> add(synonym, term));
                });
            }
        }
        for (Catalog.Measure measure : catalog.measures()) {
            catalog.table(measure.table()).ifPresent(table -> {
                add(measure.name(), new MeasureTerm(table, measure));
                measure.synonyms().forEach(synonym -> add(synonym, new MeasureTerm(table, measure)));
            });
        }
        for (Catalog.Join join : catalog.joins()) {
            String roles = join.role();
            if (roles != null) {
                catalog.table(join.oneTable()).ifPresent(table -> List.of(roles.split(","))
                        .forEach(role -> add(role, new RoleTerm(table, join))));
            }
        }
    }

    private void add(String phrase, Term term) {
        String key = Words.key(phrase);
        if (key.isEmpty()) {
            return;
        }
        List<Term> known = terms.computeIfAbsent(key, unused -> new ArrayList<>());
        if (!known.contains(term)) {
            known.add(term);
        }
    }

    /** The measures that a text names, by the words it has for them; of words that overlap the longest. */
    public Map<String, List<Catalog.Measure>> measuresIn(String text) {
        Map<String, List<Catalog.Measure>> found = new LinkedHashMap<>();
        List<Words.Word> words = Words.of(text);
        int first = 0;
        while (first < words.size()) {
            int next = first + 1;
            for (int last = Math.min(words.size(), first + LONGEST); last > first; last--) {
                List<Catalog.Measure> named = measures(words.subList(first, last));
                if (!named.isEmpty()) {
                    int end = words.get(last - 1).end();
                    found.put(text.substring(words.get(first).start(), end).replaceAll("\\s+", " "), named);
                    next = last;
                    break;
                }
            }
            first = next;
        }
        return found;
    }

    private List<Catalog.Measure> measures(List<Words.Word> phrase) {
        return meanings(String.join(" ", phrase.stream().map(Words.Word::stem).toList())).stream()
                .flatMap(term -> term instanceof MeasureTerm named ? Stream.of(named.measure()) : Stream.empty())
                .toList();
    }

    /** What the phrase of these stems, joined by spaces, can mean; empty when nothing. */
    public List<Term> meanings(String key) {
        return terms.getOrDefault(key, List.of());
    }
}
