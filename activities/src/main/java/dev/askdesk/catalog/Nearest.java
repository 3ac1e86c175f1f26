package dev.askdesk.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** The names that somebody who wrote a wrong one most likely meant. */
final class Nearest {
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();
    /** Below this two names have little more than a few letters in common. */
    private static final double WORTH_NAMING = 0.7;

    private Nearest() {}

    /** At most {@code n} of the candidates, nearest first; empty where none comes near. */
    static List<String> to(String wrong, Collection<String> candidates, int n) {
        String wanted = wrong.toLowerCase(Locale.ROOT);
        record Ranked(String name, double score) {}
        return candidates.stream()
                .distinct()
                .map(name -> new Ranked(name, score(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(ranked -> ranked.score >= WORTH_NAMING)
                .sorted(Comparator.comparingDouble(Ranked::score).reversed().thenComparing(Ranked::name))
                .limit(n)
                .map(Ranked::name)
                .toList();
    }

    /** The advice as the end of a sentence: {@code ; did you mean "name"?}, or what there is to choose from. */
    static String advice(String wrong, Collection<String> candidates) {
        List<String> near = to(wrong, candidates, 3);
        if (!near.isEmpty()) {
            return "did you mean \"" + String.join("\" or \"", near) + "\"?";
        }
        List<String> all = candidates.stream().distinct().sorted().limit(8).toList();
        boolean more = candidates.size() > all.size();
        return all.isEmpty() ? "remove it" : "there are: " + String.join(", ", all) + (more ? ", …" : "");
    }

    private static double score(String wanted, String name) {
        if (wanted.equals(name)) {
            return 2;
        }
        double similarity = SIMILARITY.apply(wanted, name);
        boolean within = wanted.length() >= 3 && name.length() >= 3 && (name.contains(wanted) || wanted.contains(name));
        return within ? Math.max(similarity, 0.9) : similarity;
    }
}
