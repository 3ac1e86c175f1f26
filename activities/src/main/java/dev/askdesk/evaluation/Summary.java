package dev.askdesk.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The totals of one arm. What does not apply to a case is left out of that measure's count, never counted as 0.
 *
 * @param lines measures in the order in which they are shown
 * @param byDatabase right cases and all cases, by database
 */
public record Summary(List<Line> lines, Map<String, int[]> byDatabase) {
    public Summary {
        lines = List.copyOf(lines);
    }

    /** How a value is to be read. */
    public enum Unit {
        /** Part of the cases, from 0 to 1. */
        RATE,
        /** Mean of a measure from 0 to 1. */
        SHARE,
        COUNT,
        SECONDS,
        TOKENS,
        USD
    }

    /**
     * @param key of the measure, the same in JSON and in tracking
     * @param name for people
     * @param n cases that it was measured on
     * @param low lower end of the 95 % interval; NaN where there is none
     * @param high upper end
     */
    public record Line(String key, String name, int n, double value, double low, double high, Unit unit) {}

    public Line line(String key) {
        return lines.stream().filter(line -> line.key().equals(key)).findFirst().orElseThrow();
    }

    public static Summary of(List<CaseResult> results) {
        Builder builder = new Builder(results);
        builder.rate(
                "right", "right", result -> true, result -> result.measures().right());
        builder.flag(
                "tolerant", "execution accuracy", result -> result.measures().tolerant());
        builder.flag("strict", "  strict", result -> result.measures().strict());
        builder.rate("right_refusals", "declined when due", expects(Expectation.DECLINE), is("declined"));
        builder.rate("wrong_refusals", "declined wrongly", expects(Expectation.ANSWER), is("declined"));
        builder.rate("clarified", "asked back when due", expects(Expectation.CLARIFY), is("clarifying_question"));
        builder.rate("asked_back", "asked back unduly", expects(Expectation.ANSWER), is("clarifying_question"));
        builder.rate("failed", "failed", result -> true, is("failed"));
        builder.rate(
                "wrong_answers",
                "answered wrongly",
                result -> result.error() == null,
                is("answer").and(result -> !result.measures().right()));
        builder.flag(
                "faithful", "numbers in the rows", result -> result.measures().faithful());
        builder.mean("table_recall", "tables recalled", Unit.SHARE, result -> result.measures()
                .tableRecall());
        builder.mean("column_recall", "columns recalled", Unit.SHARE, result -> result.measures()
                .columnRecall());
        builder.mean("string_recall", "strings recalled", Unit.SHARE, result -> result.measures()
                .stringRecall());
        builder.mean("number_recall", "numbers recalled", Unit.SHARE, result -> result.measures()
                .numberRecall());
        builder.mean(
                "rouge1", "ROUGE-1", Unit.SHARE, result -> result.measures().rouge1());
        builder.mean(
                "rouge2", "ROUGE-2", Unit.SHARE, result -> result.measures().rouge2());
        builder.mean(
                "rougeL", "ROUGE-L", Unit.SHARE, result -> result.measures().rougeL());
        builder.mean("repairs", "repairs", Unit.COUNT, result ->
                (double) result.measures().repairs());
        builder.mean("model_calls", "calls of the model", Unit.COUNT, result ->
                (double) result.measures().modelCalls());
        builder.quantile("seconds_median", "seconds, median", 0.5, Unit.SECONDS, Summary::seconds);
        builder.quantile("seconds_p90", "seconds, 90 %", 0.9, Unit.SECONDS, Summary::seconds);
        builder.mean("tokens", "tokens", Unit.TOKENS, result -> (double) tokens(result));
        builder.mean("input_tokens", "  read", Unit.TOKENS, result ->
                (double) result.measures().inputTokens());
        builder.quantile("input_tokens_median", "  read, median", 0.5, Unit.TOKENS, result ->
                (double) result.measures().inputTokens());
        builder.mean("output_tokens", "  written", Unit.TOKENS, result ->
                (double) result.measures().outputTokens());
        builder.total("cost_usd", "cost of the run", result -> result.measures().costUsd());
        return builder.summary();
    }

    static double seconds(CaseResult result) {
        return result.measures().seconds();
    }

    static long tokens(CaseResult result) {
        return result.measures().inputTokens() + result.measures().outputTokens();
    }

    private static Predicate<CaseResult> expects(Expectation expectation) {
        return result -> result.expected() == expectation;
    }

    private static Predicate<CaseResult> is(String outcome) {
        return result -> result.outcome().equals(outcome);
    }

    private static final class Builder {
        private final List<CaseResult> results;
        private final List<Line> lines = new ArrayList<>();

        Builder(List<CaseResult> results) {
            this.results = results;
        }

        void rate(String key, String name, Predicate<CaseResult> counts, Predicate<CaseResult> holds) {
            flag(key, name, result -> counts.test(result) ? holds.test(result) : null);
        }

        void flag(String key, String name, Function<CaseResult, @Nullable Boolean> measure) {
            List<Boolean> flags =
                    results.stream().map(measure).filter(Objects::nonNull).toList();
            int holds = (int) flags.stream().filter(flag -> flag).count();
            if (!flags.isEmpty()) {
                Interval interval = Interval.ofRate(holds, flags.size());
                lines.add(new Line(
                        key,
                        name,
                        flags.size(),
                        (double) holds / flags.size(),
                        interval.low(),
                        interval.high(),
                        Unit.RATE));
            }
        }

        void mean(String key, String name, Unit unit, Function<CaseResult, @Nullable Double> measure) {
            double[] values = values(measure);
            if (values.length > 0) {
                Interval interval = Interval.ofMean(values);
                lines.add(new Line(
                        key,
                        name,
                        values.length,
                        Arrays.stream(values).average().orElse(0),
                        interval.low(),
                        interval.high(),
                        unit));
            }
        }

        void quantile(String key, String name, double part, Unit unit, Function<CaseResult, @Nullable Double> measure) {
            double[] values = values(measure);
            if (values.length > 0) {
                Arrays.sort(values);
                double value = values[Math.min(values.length - 1, (int) (part * values.length))];
                lines.add(new Line(key, name, values.length, value, Double.NaN, Double.NaN, unit));
            }
        }

        void total(String key, String name, Function<CaseResult, @Nullable Double> measure) {
            double[] values = values(measure);
            lines.add(
                    new Line(key, name, values.length, Arrays.stream(values).sum(), Double.NaN, Double.NaN, Unit.USD));
        }

        private double[] values(Function<CaseResult, @Nullable Double> measure) {
            return results.stream()
                    .map(measure)
                    .filter(Objects::nonNull)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
        }

        Summary summary() {
            Map<String, int[]> byDatabase = new TreeMap<>();
            for (CaseResult result : results) {
                int[] counts = byDatabase.computeIfAbsent(result.database(), name -> new int[2]);
                counts[0] += result.measures().right() ? 1 : 0;
                counts[1]++;
            }
            return new Summary(lines, byDatabase);
        }
    }
}
