package dev.askdesk.adapters.retrieval;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a word is worth by where it stands: the same in every index, and whole numbers, since Weaviate takes no others. */
final class FieldWeights {
    static final Map<String, Integer> ALL = all();

    private FieldWeights() {}

    private static Map<String, Integer> all() {
        Map<String, Integer> weights = new LinkedHashMap<>();
        weights.put("title", 4);
        weights.put("headings", 5);
        weights.put("body", 10);
        return weights;
    }
}
