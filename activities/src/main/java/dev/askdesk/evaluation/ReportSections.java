package dev.askdesk.evaluation;

import dev.askdesk.evaluation.Report.Arm;
import dev.askdesk.evaluation.Summary.Figure;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of a report's page. */
final class ReportSections {
    private static final String NONE = "<span class=\"none\">–</span>";

    /** What is told of each database. */
    private static final List<Metric> BY_DATABASE =
            List.of(Metric.RIGHT, Metric.TOLERANT, Metric.FAILED, Metric.SECONDS, Metric.TOKENS);

    private final Report report;
    private final List<Paired> comparisons;

    ReportSections(Report report) {
        this.report = report;
        this.comparisons = report.comparisons();
    }

    /** What each arm ran with; what differs between arms stands out. */
    String configurations() {
        Set<String> keys = new LinkedHashSet<>();
        report.arms().forEach(arm -> keys.addAll(arm.configuration().keySet()));
        if (keys.isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(armRow("", arm -> Html.text(arm.name())));
        for (String key : keys) {
            long values = report.arms().stream()
                    .map(arm -> Objects.requireNonNullElse(arm.configuration().get(key), ""))
                    .distinct()
                    .count();
            rows.add(armRow(Html.text(key), arm -> setting(arm.configuration().get(key), values > 1)));
        }
        return Html.table("What each arm ran with", rows);
    }

    String summaries() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(armRow("", arm -> Html.text(arm.name())));
        rows.add(armRow("Cases", arm -> String.valueOf(arm.summary().cases())));
        if (report.arms().stream().anyMatch(arm -> arm.summary().unmeasured() > 0)) {
            rows.add(armRow(
                    "of these, could not be measured",
                    arm -> String.valueOf(arm.summary().unmeasured())));
        }
        for (Metric metric : Metric.values()) {
            if (report.arms().stream().anyMatch(arm -> arm.summary().figure(metric) != null)) {
                rows.add(armRow(metric.label(), arm -> figure(metric, arm.summary())));
            }
        }
        rows.add(armRow("Total cost", arm -> Figures.usd(arm.summary().costUsd())));
        return Html.table("Rates and means with their 95% intervals", rows);
    }

    String databases() {
        Set<String> databases = new TreeSet<>();
        report.arms().forEach(arm -> databases.addAll(arm.summary().databases().keySet()));
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("Database", "Arm", "Cases"));
        BY_DATABASE.forEach(metric -> heads.add(metric.label()));
        rows.add(heads);
        for (String database : databases) {
            for (Arm arm : report.arms()) {
                Summary part = arm.summary().databases().get(database);
                if (part != null) {
                    List<String> row = new ArrayList<>(
                            List.of(Html.text(database), Html.text(arm.name()), String.valueOf(part.cases())));
                    BY_DATABASE.forEach(metric -> row.add(figure(metric, part)));
                    rows.add(row);
                }
            }
        }
        return Html.table("By database", rows);
    }

    /** Who got right what the other did not. */
    String wins() {
        if (comparisons.isEmpty()) {
            return "";
        }
        String first = Html.text(report.arms().get(0).name());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "Arm",
                "Common cases",
                "Right, difference",
                "Only " + first + " right",
                "Only this right",
                "McNemar p"));
        for (Paired paired : comparisons) {
            rows.add(List.of(
                    Html.text(paired.second()),
                    String.valueOf(paired.cases()),
                    difference(Metric.RIGHT, paired),
                    cases(paired.onlyFirst()),
                    cases(paired.onlySecond()),
                    Html.text(Figures.p(paired.mcNemarP()))));
        }
        return Html.table("Against " + first + ", case by case", rows);
    }

    /** Every metric's difference to the first arm; of arms that each leave one part out, what that part is worth. */
    String differences() {
        if (comparisons.isEmpty()) {
            return "";
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(pairedRow("", paired -> Html.text(paired.second())));
        for (Metric metric : Metric.values()) {
            if (comparisons.stream().anyMatch(paired -> paired.differences().containsKey(metric))) {
                rows.add(pairedRow(metric.label(), paired -> difference(metric, paired)));
            }
        }
        String first = Html.text(report.arms().get(0).name());
        return Html.table(
                "Difference to " + first
                        + " over common cases: 95% interval, p of a permutation test, not corrected for many tests",
                rows);
    }

    private List<String> armRow(String head, Function<Arm, String> cell) {
        List<String> row = new ArrayList<>(List.of(head));
        report.arms().forEach(arm -> row.add(cell.apply(arm)));
        return row;
    }

    private List<String> pairedRow(String head, Function<Paired, String> cell) {
        List<String> row = new ArrayList<>(List.of(head));
        comparisons.forEach(paired -> row.add(cell.apply(paired)));
        return row;
    }

    private static String setting(@Nullable String value, boolean differs) {
        if (value == null) {
            return NONE;
        }
        return differs ? "<strong>" + Html.text(value) + "</strong>" : Html.text(value);
    }

    private static String figure(Metric metric, Summary summary) {
        Figure figure = summary.figure(metric);
        if (figure == null) {
            return NONE;
        }
        StringBuilder html = new StringBuilder(Figures.text(metric, figure.value()));
        html.append(small(Figures.interval(metric, figure.low(), figure.high())));
        if (ReportTable.isSpread(metric) && figure.median() != null && figure.p90() != null) {
            html.append(small(
                    "median " + Figures.text(metric, figure.median()) + ", p90 " + Figures.text(metric, figure.p90())));
        }
        return figure.count() == summary.cases()
                ? html.toString()
                : html.append(small("of " + figure.count())).toString();
    }

    private static String difference(Metric metric, Paired paired) {
        Paired.Difference difference = paired.differences().get(metric);
        if (difference == null) {
            return NONE;
        }
        return Figures.difference(metric, difference.value())
                + small(Figures.interval(metric, difference.low(), difference.high()))
                + small("p " + Html.text(Figures.p(difference.p())));
    }

    /** The number of cases, opening to their ids; each leads to that case below. */
    private static String cases(List<String> ids) {
        if (ids.isEmpty()) {
            return "0";
        }
        return ids.stream()
                .map(id -> "<a href=\"#case="
                        + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20") + "\">" + Html.text(id)
                        + "</a>")
                .collect(Collectors.joining(" ", "<details><summary>" + ids.size() + "</summary>", "</details>"));
    }

    private static String small(String text) {
        return " <small>" + text + "</small>";
    }
}
