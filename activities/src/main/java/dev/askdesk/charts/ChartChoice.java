package dev.askdesk.charts;

import dev.askdesk.charts.ChartSpec.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which picture says more than the rows do, by the columns' types and values alone. Often it is none. */
public final class ChartChoice {
    private static final int MAX_SERIES = 6;
    private static final int MAX_PARTS = 6;
    private static final int MIN_BARS = 3;
    private static final int MAX_BARS = 25;
    private static final int MIN_SAMPLE = 20;
    /** On one axis, lines of which one is so much smaller cannot be read. */
    private static final double LARGEST_RATIO = 100;

    private static final Pattern SHARE_WORDS = Pattern.compile(
            "\\b(shares? of|split|breakdown|break down|broken down|proportions?|percentages?|composition|mix|how much of)\\b");

    private final List<ColumnFacts> columns;
    private final List<ColumnFacts> measures;
    private final List<ColumnFacts> labels;
    private final List<ColumnFacts> times;
    private final int rows;
    private final boolean asksForShares;

    private ChartChoice(List<ColumnFacts> columns, int rows, @Nullable String question) {
        this.columns = columns;
        this.times =
                columns.stream().filter(column -> column.time().isPresent()).toList();
        this.measures = columns.stream()
                .filter(ColumnFacts::isMeasure)
                .filter(column -> !times.contains(column))
                .toList();
        this.labels = columns.stream()
                .filter(column -> column.isLabel() && !column.saysNothing())
                .toList();
        this.rows = rows;
        this.asksForShares = question != null
                && SHARE_WORDS.matcher(question.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * @param types of the columns, as a preview names them
     * @param rows all rows: a picture of some would be a wrong one
     * @param question what was asked; {@code null} where that is not known
     */
    public static Optional<ChartSpec> choose(
            List<String> columns,
            List<String> types,
            List<? extends List<@Nullable String>> rows,
            @Nullable String question) {
        return new ChartChoice(ColumnFacts.all(columns, types, rows), rows.size(), question).choose();
    }

    private Optional<ChartSpec> choose() {
        boolean everyColumnIsSeen = columns.stream()
                .allMatch(column -> measures.contains(column)
                        || labels.contains(column)
                        || times.contains(column)
                        || column.saysNothing());
        if (rows < 2
                || measures.isEmpty()
                || !everyColumnIsSeen
                || !measures.stream().allMatch(ColumnFacts::isWorthSeeing)) {
            return Optional.empty();
        }
        if (times.size() == 1) {
            return timeSeries(times.get(0));
        }
        if (!times.isEmpty() || measures.size() > 1) {
            return Optional.empty();
        }
        return labels.isEmpty() ? distribution(measures.get(0)) : bars(measures.get(0));
    }

    private Optional<ChartSpec> timeSeries(ColumnFacts time) {
        ColumnFacts series = labels.isEmpty() ? null : labels.get(0);
        boolean fits = series == null
                ? measures.size() <= MAX_SERIES && areAlike() && time.distinct() == rows
                : labels.size() == 1 && measures.size() == 1 && isSeries(series, time);
        if (time.distinct() < 3 || !fits || time.hasMissing()) {
            return Optional.empty();
        }
        return Optional.of(new ChartSpec(
                Kind.TIME_SERIES,
                time.column(),
                measures.stream().map(ColumnFacts::column).toList(),
                series == null ? null : series.column(),
                measures.get(0).unit()));
    }

    private boolean isSeries(ColumnFacts series, ColumnFacts time) {
        return series.distinct() <= MAX_SERIES
                && rows >= 2 * series.distinct()
                && !series.isCurrency()
                && series.distinctWith(time) == rows;
    }

    /** Whether the measures can share an axis. */
    private boolean areAlike() {
        Set<String> dimensions = new HashSet<>();
        double largest = 0;
        double smallest = Double.MAX_VALUE;
        for (ColumnFacts measure : measures) {
            dimensions.add(measure.dimension() + measure.unit());
            double peak =
                    measure.numbers().stream().mapToDouble(Math::abs).max().orElse(0);
            largest = Math.max(largest, peak);
            smallest = Math.min(smallest, peak);
        }
        return dimensions.size() == 1 && largest <= smallest * LARGEST_RATIO;
    }

    private Optional<ChartSpec> bars(ColumnFacts measure) {
        ColumnFacts label = labels.get(0);
        if (labels.size() > 1 || label.distinct() != rows || label.isCurrency()) {
            return Optional.empty();
        }
        Kind kind = isWhole(measure) ? Kind.SHARE : Kind.RANKING;
        if (kind == Kind.RANKING && (rows < MIN_BARS || rows > MAX_BARS)) {
            return Optional.empty();
        }
        return Optional.of(new ChartSpec(kind, label.column(), List.of(measure.column()), null, measure.unit()));
    }

    private boolean isWhole(ColumnFacts measure) {
        List<Double> parts = measure.numbers();
        double sum = parts.stream().mapToDouble(Double::doubleValue).sum();
        boolean percent = Math.abs(sum - 100) <= 1 && (measure.unit().equals("%") || asksForShares);
        boolean ratio = Math.abs(sum - 1) <= 0.01;
        return rows <= MAX_PARTS
                && parts.size() == rows
                && parts.stream().allMatch(part -> part > 0)
                && (percent || ratio || (asksForShares && measure.addsUp()));
    }

    private Optional<ChartSpec> distribution(ColumnFacts measure) {
        List<Double> numbers = measure.numbers();
        boolean shows = numbers.size() >= MIN_SAMPLE && new HashSet<>(numbers).size() >= 5;
        return shows
                ? Optional.of(new ChartSpec(Kind.DISTRIBUTION, null, List.of(measure.column()), null, measure.unit()))
                : Optional.empty();
    }
}
