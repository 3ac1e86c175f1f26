package dev.askdesk.evaluation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run and what came of it.
 *
 * @param dataSet which cases were asked
 * @param machine what it ran on
 * @param arms the first is the one that the others are held against
 */
public record Report(String dataSet, Instant startedAt, String machine, List<Arm> arms) {
    public Report {
        arms = List.copyOf(arms);
    }

    /**
     * @param configuration every setting that could matter, by name
     * @param results of the cases that are measured
     */
    public record Arm(String name, Map<String, String> configuration, List<CaseResult> results, Summary summary) {
        public static Arm of(String name, Map<String, String> configuration, List<CaseResult> results) {
            return new Arm(name, configuration, List.copyOf(results), Summary.of(results));
        }
    }

    /** Every other arm against the first. */
    public List<Comparison> comparisons() {
        return arms.stream().skip(1).map(arm -> Comparison.of(arms.get(0), arm)).toList();
    }
}
