package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.workflows.ask.Grounding.Example;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Verified questions that are like a question: cosine of their words' weights (term frequency times inverse document
 * frequency), values that a question names left out, since "invested in Databricks" is like "invested in Stripe".
 */
final class SimilarQuestions {
    private static final double ALIKE = 0.5;

    private final List<VerifiedQuestion> questions;
    private final Map<String, Integer> documents = new HashMap<>();

    SimilarQuestions(List<VerifiedQuestion> questions) {
        this.questions = questions;
        for (VerifiedQuestion question : questions) {
            new HashSet<>(stems(question.question())).forEach(stem -> documents.merge(stem, 1, Integer::sum));
        }
    }

    /**
     * @param names the mentions of values in the question
     * @param most examples at most, nearest first
     */
    List<Example> like(String question, List<String> names, int most) {
        String plain = question;
        for (String name : names) {
            plain = plain.replace(name, " ");
        }
        Map<String, Double> asked = weights(plain);
        record Scored(VerifiedQuestion question, double score) {}
        return questions.stream()
                .map(known -> new Scored(known, cosine(asked, weights(known.question()))))
                .filter(scored -> scored.score() >= ALIKE)
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .limit(most)
                .map(scored -> new Example(
                        scored.question().question(), scored.question().sql()))
                .toList();
    }

    private Map<String, Double> weights(String text) {
        Map<String, Double> weights = new HashMap<>();
        for (String stem : stems(text)) {
            double rarity = Math.log(1 + (1.0 + questions.size()) / (1 + documents.getOrDefault(stem, 0)));
            weights.merge(stem, rarity, Double::sum);
        }
        return weights;
    }

    private static List<String> stems(String text) {
        return Words.of(text).stream().map(Words.Word::stem).toList();
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
