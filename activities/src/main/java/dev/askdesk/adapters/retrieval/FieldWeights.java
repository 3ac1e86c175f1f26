package dev.askdesk.adapters.retrieval;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a word is worth by where it stands: the same in every index. */
final class FieldWeights {
    static final Map<String, Double> ALL = all();

    private FieldWeights() {}

    private static Map<String, Double> all() {
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("title", 0.4);
        weights.put("headings", 0.5);
        weights.put("body", 1.0);
        return weights;
    }
}
