package dev.askdesk.evaluation;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluation: one data set, asked under one or several arms.
 *
 * @param title what it is about, one line
 * @param startedAt when its first case was asked
 * @param dataSet name and version of the cases
 * @param arms in the order of the report; the others are compared with the first
 */
public record Report(String title, Instant startedAt, String dataSet, List<Arm> arms) {
    /**
     * One configuration and how it did.
     *
     * @param name unique in the report
     * @param configuration what it ran with, in the order of the report; no secrets
     * @param results of its cases
     * @param summary their totals
     */
    public record Arm(String name, Map<String, String> configuration, List<CaseResult> results, Summary summary) {
        public Arm {
            configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
            results = List.copyOf(results);
        }

        /** An arm with its results totalled. */
        public static Arm of(String name, Map<String, String> configuration, List<CaseResult> results) {
            return new Arm(name, configuration, results, Summary.of(results));
        }
    }

    public Report {
        arms = List.copyOf(arms);
        if (arms.isEmpty()) {
            throw new IllegalArgumentException("a report has at least one arm");
        }
    }

    /** Every further arm against the first. */
    public List<Paired> comparisons() {
        Arm first = arms.get(0);
        return arms.stream()
                .skip(1)
                .map(arm -> Paired.of(first.name(), first.results(), arm.name(), arm.results()))
                .toList();
    }
}
