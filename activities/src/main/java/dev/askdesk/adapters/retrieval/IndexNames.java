package dev.askdesk.adapters.retrieval;

import java.util.List;

/** How lists and versions are written where an index takes only text. */
final class IndexNames {
    private static final String BETWEEN = "\n";

    private IndexNames() {}

    /** Letters, digits and dashes only. */
    static String safe(String version) {
        return version.replaceAll("[^A-Za-z0-9]+", "-");
    }

    static String line(List<String> headings) {
        return String.join(BETWEEN, headings);
    }

    static List<String> headings(String line) {
        return line.isEmpty() ? List.of() : List.of(line.split(BETWEEN));
    }
}
