package dev.askdesk.evaluation;

import dev.askdesk.evaluation.Summary.Line;
import dev.askdesk.evaluation.Summary.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report as text: a line for each measure, a column for each arm, and each arm against the first. */
public final class ReportTable {
    private ReportTable() {}

    public static String text(Report report) {
        List<String[]> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("", "cases"));
        report.arms().forEach(arm -> head.add(arm.name()));
        rows.add(head.toArray(String[]::new));
        for (String key : keys(report)) {
            rows.add(row(report, key));
        }
        StringBuilder text = new StringBuilder(aligned(rows));
        databases(report, text);
        List<Comparison> comparisons = report.comparisons();
        if (!comparisons.isEmpty()) {
            text.append("\nAgainst ").append(report.arms().get(0).name()).append(", on the same cases:\n");
            List<String[]> lines = new ArrayList<>();
            lines.add(new String[] {"", "right", "difference", "lost", "won", "p", "tokens", "seconds"});
            comparisons.forEach(comparison -> lines.add(line(comparison)));
            text.append(aligned(lines));
        }
        return text.toString();
    }

    private static List<String> keys(Report report) {
        List<String> keys = new ArrayList<>();
        for (Report.Arm arm : report.arms()) {
            arm.summary().lines().stream()
                    .map(Line::key)
                    .filter(key -> !keys.contains(key))
                    .forEach(keys::add);
        }
        return keys;
    }

    private static String[] row(Report report, String key) {
        List<String> cells = new ArrayList<>();
        for (Report.Arm arm : report.arms()) {
            Line line = arm.summary().lines().stream()
                    .filter(candidate -> candidate.key().equals(key))
                    .findFirst()
                    .orElse(null);
            if (line != null && cells.isEmpty()) {
                cells.add(line.name());
                cells.add(String.valueOf(line.n()));
            } else if (cells.isEmpty()) {
                cells.add(key);
                cells.add("");
            }
            cells.add(line == null ? "-" : value(line));
        }
        return cells.toArray(String[]::new);
    }

    static String value(Line line) {
        String value = number(line.value(), line.unit());
        return Double.isNaN(line.low())
                ? value
                : value + " (" + number(line.low(), line.unit()) + "–" + number(line.high(), line.unit()) + ")";
    }

    static String number(double value, Unit unit) {
        return switch (unit) {
            case RATE -> String.format(Locale.ROOT, "%.1f%%", 100 * value);
            case SHARE, COUNT -> String.format(Locale.ROOT, "%.2f", value);
            case SECONDS -> String.format(Locale.ROOT, "%.1f", value);
            case TOKENS -> String.format(Locale.ROOT, "%.0f", value);
            case USD -> String.format(Locale.ROOT, "$%.4f", value);
        };
    }

    private static void databases(Report report, StringBuilder text) {
        if (report.arms().get(0).summary().byDatabase().size() < 2) {
            return;
        }
        text.append("\nRight by database:\n");
        List<String[]> rows = new ArrayList<>();
        for (String name : report.arms().get(0).summary().byDatabase().keySet()) {
            List<String> cells = new ArrayList<>(List.of(name));
            for (Report.Arm arm : report.arms()) {
                int[] counts = arm.summary().byDatabase().getOrDefault(name, new int[2]);
                cells.add(counts[0] + "/" + counts[1]);
            }
            rows.add(cells.toArray(String[]::new));
        }
        text.append(aligned(rows));
    }

    private static String[] line(Comparison comparison) {
        double points = comparison.cases() == 0
                ? 0
                : 100.0 * (comparison.secondRight() - comparison.firstRight()) / comparison.cases();
        return new String[] {
            comparison.second(),
            comparison.secondRight() + "/" + comparison.cases(),
            String.format(Locale.ROOT, "%+.1f points", points),
            String.valueOf(comparison.onlyFirst().size()),
            String.valueOf(comparison.onlySecond().size()),
            String.format(Locale.ROOT, "%.3f", comparison.p()),
            String.format(Locale.ROOT, "%+.0f (p %.3f)", comparison.tokenDifference(), comparison.tokenP()),
            String.format(Locale.ROOT, "%+.1f (p %.3f)", comparison.secondsDifference(), comparison.secondsP())
        };
    }

    private static String aligned(List<String[]> rows) {
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String padding = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? row[i] + padding : "  " + padding + row[i]);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
