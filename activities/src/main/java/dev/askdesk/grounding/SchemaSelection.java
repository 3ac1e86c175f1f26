package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tables that a question needs. Each table is scored by the words that it shares with the question, rare words
 * counting more (inverse document frequency over the catalog's tables) and names more than descriptions; tables of
 * matched values come in by themselves; the way between the chosen ones is closed over the joins; the whole stays
 * under a budget.
 */
public final class SchemaSelection {
    private static final double NAME = 3;
    private static final double COLUMN = 1.5;
    private static final double DESCRIPTION = 0.5;
    private static final double VALUE = 4;
    /** Tables scoring under this part of the best one are left out. */
    private static final double CUT = 0.3;

    private static final int MOST_TABLES = 8;
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Catalog catalog;
    private final JoinGraph joins;
    private final int tokenBudget;
    /** Whether the catalog is small enough to be shown whole, whatever is asked. */
    private final boolean comesWhole;

    private final Map<String, Map<String, Double>> weights = new HashMap<>();
    private final Map<String, Integer> tablesWithWord = new HashMap<>();

    /** @param tokenBudget most tokens of the schema's text, four characters to a token */
    public SchemaSelection(Catalog catalog, JoinGraph joins, int tokenBudget) {
        this.catalog = catalog;
        this.joins = joins;
        this.tokenBudget = tokenBudget;
        this.comesWhole = catalog.tables().size() <= MOST_TABLES
                && SchemaText.of(catalog, catalog.tables(), List.of(), Map.of(), Set.of())
                                .length()
                        <= tokenBudget * CHARACTERS_PER_TOKEN;
        for (Catalog.Table table : catalog.tables()) {
            Map<String, Double> words = new HashMap<>();
            count(words, Words.ofName(table.name()), NAME);
            table.synonyms().forEach(synonym -> count(words, synonym, NAME));
            count(words, table.description(), DESCRIPTION);
            for (Catalog.Column column : table.columns()) {
                count(words, Words.ofName(column.name()), COLUMN);
                column.synonyms().forEach(synonym -> count(words, synonym, COLUMN));
                count(words, column.description(), DESCRIPTION);
                column.values().forEach((value, synonyms) -> {
                    count(words, value, COLUMN);
                    synonyms.forEach(synonym -> count(words, synonym, COLUMN));
                });
            }
            catalog.measures().stream()
                    .filter(measure -> measure.table().equals(table.name()))
                    .forEach(measure -> {
                        count(words, measure.name(), NAME);
                        measure.synonyms().forEach(synonym -> count(words, synonym, NAME));
                    });
            weights.put(table.name(), words);
            words.keySet().forEach(word -> tablesWithWord.merge(word, 1, Integer::sum));
        }
    }

    /** Whether a name, synonym, description or listed value of the catalog has the stem. */
    boolean knows(String stem) {
        return tablesWithWord.containsKey(stem);
    }

    /** Whether a table is called so, or in a name of several words. */
    boolean isTable(String stem) {
        return weights.values().stream().anyMatch(words -> words.getOrDefault(stem, 0.0) >= NAME);
    }

    private static void count(Map<String, Double> words, String text, double weight) {
        Words.of(text).forEach(word -> words.merge(word.stem(), weight, Math::max));
    }

    /** The chosen tables, best first. A small catalog that fits the budget comes whole. */
    public List<Catalog.Table> select(String text, List<ValueMatch> values) {
        if (comesWhole) {
            return catalog.tables();
        }
        Map<String, Double> scores = scores(text, values);
        List<Catalog.Table> ranked = catalog.tables().stream()
                .filter(table -> scores.getOrDefault(table.name(), 0.0) > 0)
                .sorted(Comparator.comparingDouble((Catalog.Table table) -> -scores.getOrDefault(table.name(), 0.0)))
                .toList();
        if (ranked.isEmpty()) {
            return underBudget(catalog.tables());
        }
        double best = scores.getOrDefault(ranked.get(0).name(), 0.0);
        List<Catalog.Table> chosen = ranked.stream()
                .filter(table -> scores.getOrDefault(table.name(), 0.0) >= CUT * best)
                .limit(MOST_TABLES)
                .toList();
        return underBudget(closed(chosen));
    }

    private Map<String, Double> scores(String text, List<ValueMatch> values) {
        Set<String> asked = new HashSet<>();
        Words.of(text).forEach(word -> asked.add(word.stem()));
        Map<String, Double> scores = new HashMap<>();
        for (Catalog.Table table : catalog.tables()) {
            double score = 0;
            for (Map.Entry<String, Double> word :
                    weights.getOrDefault(table.name(), Map.of()).entrySet()) {
                if (asked.contains(word.getKey())) {
                    int tables = tablesWithWord.getOrDefault(word.getKey(), 1);
                    score += word.getValue()
                            * Math.log(1 + (double) catalog.tables().size() / tables);
                }
            }
            scores.put(table.name(), score);
        }
        values.forEach(value -> scores.merge(value.table(), VALUE, Double::sum));
        return scores;
    }

    /** The chosen tables and those on the way from the first to each of them. */
    private List<Catalog.Table> closed(List<Catalog.Table> chosen) {
        Set<String> names = new LinkedHashSet<>();
        chosen.forEach(table -> names.add(table.name()));
        String first = chosen.get(0).name();
        for (Catalog.Table table : chosen) {
            joins.path(first, table.name(), step -> names.contains(step.to()) ? 0.5 : 0)
                    .ifPresent(path -> path.forEach(step -> names.add(step.to())));
        }
        return names.stream().flatMap(name -> catalog.table(name).stream()).toList();
    }

    private List<Catalog.Table> underBudget(List<Catalog.Table> tables) {
        List<Catalog.Table> kept = new ArrayList<>();
        for (Catalog.Table table : tables) {
            kept.add(table);
            if (!fits(kept) && kept.size() > 1) {
                kept.remove(kept.size() - 1);
            }
        }
        return kept;
    }

    private boolean fits(List<Catalog.Table> tables) {
        return SchemaText.of(catalog, tables, List.of(), Map.of(), Set.of()).length()
                <= tokenBudget * CHARACTERS_PER_TOKEN;
    }
}
