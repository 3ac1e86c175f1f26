package dev.askdesk.evaluation;

import dev.askdesk.evaluation.Report.Arm;
import dev.askdesk.evaluation.Summary.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A report for the terminal: a column an arm, a row a metric, then each arm against the first. */
public final class ReportTable {
    private static final String GAP = "   ";

    private ReportTable() {}

    public static String text(Report report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("", report, Arm::name));
        rows.add(row("Cases", report, ReportTable::cases));
        for (Metric metric : Metric.values()) {
            if (report.arms().stream().anyMatch(arm -> arm.summary().figure(metric) != null)) {
                rows.add(row(
                        metric.label(),
                        report,
                        arm -> cell(metric, arm.summary().figure(metric))));
            }
        }
        rows.add(row("Total cost", report, arm -> Figures.usd(arm.summary().costUsd())));
        StringBuilder text = new StringBuilder()
                .append("%s: %s, %s\n\n".formatted(report.title(), report.dataSet(), report.startedAt()))
                .append(aligned(rows))
                .append("\n[low, high]: 95% interval; ~ median; ^ nine in ten are below\n");
        for (Paired paired : report.comparisons()) {
            text.append('\n').append(comparison(paired));
        }
        return text.toString();
    }

    private static List<String> row(String label, Report report, Function<Arm, String> cell) {
        List<String> row = new ArrayList<>(List.of(label));
        report.arms().forEach(arm -> row.add(cell.apply(arm)));
        return row;
    }

    private static String cases(Arm arm) {
        int unmeasured = arm.summary().unmeasured();
        return arm.summary().cases() + (unmeasured == 0 ? "" : " (" + unmeasured + " could not be measured)");
    }

    private static String cell(Metric metric, @Nullable Figure figure) {
        if (figure == null) {
            return "-";
        }
        String interval = Figures.interval(metric, figure.low(), figure.high());
        String spread = figure.median() == null || figure.p90() == null || !isSpread(metric)
                ? ""
                : " ~" + Figures.text(metric, figure.median()) + " ^" + Figures.text(metric, figure.p90());
        return Figures.text(metric, figure.value()) + " " + interval + spread;
    }

    /** Whether the middle and the upper end of the values say more than their mean. */
    static boolean isSpread(Metric metric) {
        return switch (metric) {
            case SECONDS, INPUT_TOKENS, OUTPUT_TOKENS, TOKENS -> true;
            default -> false;
        };
    }

    private static String aligned(List<List<String>> rows) {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i))
                        .append(" ".repeat(widths[i] - row.get(i).length()))
                        .append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String comparison(Paired paired) {
        Paired.Difference right = paired.differences().get(Metric.RIGHT);
        String difference = right == null
                ? "no common cases"
                : Figures.difference(Metric.RIGHT, right.value()) + " "
                        + Figures.interval(Metric.RIGHT, right.low(), right.high());
        return "%s against %s over %d common cases: right %s; only %s right: %d, only %s right: %d, McNemar p %s\n"
                .formatted(
                        paired.second(),
                        paired.first(),
                        paired.cases(),
                        difference,
                        paired.second(),
                        paired.onlySecond().size(),
                        paired.first(),
                        paired.onlyFirst().size(),
                        Figures.p(paired.mcNemarP()));
    }
}
