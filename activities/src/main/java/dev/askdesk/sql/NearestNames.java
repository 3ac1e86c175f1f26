package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Names that are near to one that does not exist. */
final class NearestNames {
    private static final int MOST = 3;
    private static final double NEAR = 0.75;
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    private NearestNames() {}

    /** Tables whose name, or a synonym of it, is near. */
    static List<String> tables(String wanted, Collection<Catalog.Table> tables) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (Catalog.Table table : tables) {
            names.put(table.name(), with(last(table.name()), table.synonyms()));
        }
        return nearest(last(wanted), names);
    }

    /** The same, of tables that are at least so near, from 0 to 1. */
    static List<String> tables(String wanted, Collection<Catalog.Table> tables, double near) {
        return tables(wanted, tables).stream()
                .filter(name -> similarity(last(wanted), last(name)) >= near)
                .toList();
    }

    /** Columns, as {@code table.column}, whose name, or a synonym of it, is near. */
    static List<String> columns(String wanted, Collection<Catalog.Table> tables) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        for (Catalog.Table table : tables) {
            for (Catalog.Column column : table.columns()) {
                names.put(table.name() + "." + column.name(), with(column.name(), column.synonyms()));
            }
        }
        return nearest(last(wanted), names);
    }

    /** Names that are near, from a plain list. */
    static List<String> among(String wanted, Collection<String> candidates) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        candidates.forEach(name -> names.put(name, List.of(name)));
        return nearest(last(wanted), names);
    }

    /** @param names what to answer, with the words it goes by */
    private static List<String> nearest(String wanted, Map<String, List<String>> names) {
        Map<String, Double> scores = new LinkedHashMap<>();
        names.forEach((name, words) -> {
            double best = words.stream()
                    .mapToDouble(word -> similarity(wanted, word))
                    .max()
                    .orElse(0);
            if (best >= NEAR) {
                scores.put(name, best);
            }
        });
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST)
                .map(Map.Entry::getKey)
                .toList();
    }

    static double similarity(String wanted, String word) {
        String left = wanted.toLowerCase(Locale.ROOT).replace(' ', '_');
        String right = word.toLowerCase(Locale.ROOT).replace(' ', '_');
        boolean part = Math.min(left.length(), right.length()) > 3 && (left.contains(right) || right.contains(left));
        double similarity = SIMILARITY.apply(left, right);
        return part ? Math.max(similarity, 0.9) : similarity;
    }

    private static List<String> with(String name, List<String> synonyms) {
        List<String> all = new ArrayList<>(synonyms);
        all.add(name);
        return all;
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
