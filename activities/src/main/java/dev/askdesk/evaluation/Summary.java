package dev.askdesk.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one arm.
 *
 * @param cases how many there are
 * @param unmeasured how many of them were broken themselves; no accuracy counts these
 * @param costUsd price of all of them
 * @param figures by metric; one that applies to no case is absent
 * @param databases the same totals for each database; empty in such a part
 */
public record Summary(
        int cases, int unmeasured, double costUsd, Map<Metric, Figure> figures, Map<String, Summary> databases) {
    /**
     * One metric over the cases that it applies to.
     *
     * @param count how many those are
     * @param value rate or mean
     * @param low lower end of its 95% interval
     * @param high upper end
     * @param median of a mean's values; {@code null} for a rate
     * @param p90 what nine in ten of a mean's values do not exceed; {@code null} for a rate
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figure(
            int count,
            double value,
            double low,
            double high,
            @Nullable Double median,
            @Nullable Double p90) {}

    public Summary {
        figures = Collections.unmodifiableMap(figures);
        databases = Collections.unmodifiableMap(databases);
    }

    public static Summary of(List<CaseResult> results) {
        Map<String, Summary> databases = results.stream()
                .collect(Collectors.groupingBy(
                        CaseResult::database,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), part -> totals(part, Map.of()))));
        return totals(results, databases);
    }

    /** The figure of a metric, or {@code null} where it applies to no case. */
    public @Nullable Figure figure(Metric metric) {
        return figures.get(metric);
    }

    private static Summary totals(List<CaseResult> results, Map<String, Summary> databases) {
        Map<Metric, Figure> figures = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            double[] values = results.stream()
                    .map(metric::of)
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (values.length > 0) {
                figures.put(metric, figure(metric.kind(), values));
            }
        }
        int unmeasured =
                (int) results.stream().filter(each -> each.error() != null).count();
        double cost =
                results.stream().mapToDouble(each -> each.measures().costUsd()).sum();
        return new Summary(results.size(), unmeasured, cost, figures, databases);
    }

    private static Figure figure(Metric.Kind kind, double[] values) {
        if (kind == Metric.Kind.RATE) {
            Interval rate = Interval.ofRate((int) Arrays.stream(values).sum(), values.length);
            return new Figure(values.length, rate.value(), rate.low(), rate.high(), null, null);
        }
        Interval mean = Interval.ofMean(values);
        return new Figure(
                values.length,
                mean.value(),
                mean.low(),
                mean.high(),
                Interval.quantile(values, 0.5),
                Interval.quantile(values, 0.9));
    }
}
