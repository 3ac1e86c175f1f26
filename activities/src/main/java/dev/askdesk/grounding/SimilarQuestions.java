package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.workflows.ask.Grounding.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Verified questions that are like a question: cosine of their words' weights (term frequency times inverse document
 * frequency), values that a question names left out, since "invested in Databricks" is like "invested in Stripe".
 */
final class SimilarQuestions {
    private static final double ALIKE = 0.5;

    private final Map<String, Integer> documents = new HashMap<>();
    private final List<Weighed> questions = new ArrayList<>();

    private record Weighed(VerifiedQuestion question, Map<String, Double> weights) {}

    private record Scored(VerifiedQuestion question, double score) {}

    /** @param names finds the mentions of values in a question */
    SimilarQuestions(List<VerifiedQuestion> verified, Function<String, List<String>> names) {
        List<List<String>> stems = new ArrayList<>();
        for (VerifiedQuestion question : verified) {
            List<String> own = stems(question.question(), names.apply(question.question()));
            stems.add(own);
            new HashSet<>(own).forEach(stem -> documents.merge(stem, 1, Integer::sum));
        }
        for (int i = 0; i < verified.size(); i++) {
            questions.add(new Weighed(verified.get(i), weights(stems.get(i), verified.size())));
        }
    }

    /**
     * @param names the mentions of values in the question
     * @param most examples at most, nearest first
     */
    List<Example> like(String question, List<String> names, int most) {
        Map<String, Double> asked = weights(stems(question, names), questions.size());
        return questions.stream()
                .map(known -> new Scored(known.question(), cosine(asked, known.weights())))
                .filter(scored -> scored.score() >= ALIKE)
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(most)
                .map(scored -> new Example(
                        scored.question().question(), scored.question().sql()))
                .toList();
    }

    private Map<String, Double> weights(List<String> stems, int size) {
        Map<String, Double> weights = new HashMap<>();
        for (String stem : stems) {
            double rarity = Math.log(1 + (1.0 + size) / (1 + documents.getOrDefault(stem, 0)));
            weights.merge(stem, rarity, Double::sum);
        }
        return weights;
    }

    private static List<String> stems(String text, List<String> names) {
        String plain = text;
        for (String name : names) {
            plain = plain.replace(name, " ");
        }
        return Words.of(plain).stream().map(Words.Word::stem).toList();
    }

    private static double cosine(Map<String, Double> some, Map<String, Double> others) {
        double product = 0;
        for (Map.Entry<String, Double> word : some.entrySet()) {
            product += word.getValue() * others.getOrDefault(word.getKey(), 0.0);
        }
        double norms = norm(some) * norm(others);
        return norms == 0 ? 0 : product / norms;
    }

    private static double norm(Map<String, Double> weights) {
        return Math.sqrt(weights.values().stream().mapToDouble(w -> w * w).sum());
    }
}
