package dev.askdesk.triage;

import dev.askdesk.workflows.triage.Triage;
import dev.askdesk.workflows.triage.Triage.Outcome;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Figures over tickets that ended.
 *
 * @param outcomes how many ended in which way, in lower case
 * @param reasons why tickets were not noted, with how often; the most frequent first
 * @param medianSeconds from the start of a ticket's workflow to its end
 * @param slowSeconds the 95th percentile of the same
 * @param costUsd by the configured prices
 */
public record OutcomeReport(
        int tickets,
        Map<String, Integer> outcomes,
        Map<String, Integer> reasons,
        double medianSeconds,
        double slowSeconds,
        int modelCalls,
        long inputTokens,
        long outputTokens,
        double costUsd) {
    private static final int MOST_REASONS = 10;

    /** @param triages that have ended */
    public static OutcomeReport of(List<Triage> triages) {
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome.name().toLowerCase(Locale.ROOT), 0);
        }
        Map<String, Integer> reasons = new TreeMap<>();
        for (Triage triage : triages) {
            Outcome outcome = Objects.requireNonNull(triage.outcome());
            outcomes.merge(outcome.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
            if (outcome != Outcome.NOTED) {
                reasons.merge(triage.reason(), 1, Integer::sum);
            }
        }
        Map<String, Integer> most = new LinkedHashMap<>();
        reasons.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_REASONS)
                .forEach(reason -> most.put(reason.getKey(), reason.getValue()));
        List<Double> seconds = triages.stream()
                .filter(triage -> triage.ended() != null)
                .map(triage -> Duration.between(triage.began(), Objects.requireNonNull(triage.ended()))
                                .toMillis()
                        / 1e3)
                .sorted()
                .toList();
        return new OutcomeReport(
                triages.size(),
                outcomes,
                most,
                at(seconds, 0.5),
                at(seconds, 0.95),
                triages.stream().mapToInt(triage -> triage.usage().modelCalls()).sum(),
                triages.stream()
                        .mapToLong(triage -> triage.usage().inputTokens())
                        .sum(),
                triages.stream()
                        .mapToLong(triage -> triage.usage().outputTokens())
                        .sum(),
                triages.stream().mapToDouble(triage -> triage.usage().costUsd()).sum());
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.max(0, Math.ceil(share * sorted.size()) - 1));
    }
}
