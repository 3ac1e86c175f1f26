package dev.askdesk.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** A report for programs, {@code report.json}: totals and comparisons. The cases themselves are in {@code cases.jsonl}. */
public final class ReportJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private record ArmTotals(String name, Map<String, String> configuration, Summary summary) {}

    private record Totals(
            String title, String startedAt, String dataSet, List<ArmTotals> arms, List<Paired> comparisons) {}

    private ReportJson() {}

    public static String text(Report report) {
        List<ArmTotals> arms = report.arms().stream()
                .map(arm -> new ArmTotals(arm.name(), arm.configuration(), arm.summary()))
                .toList();
        try {
            return JSON.writeValueAsString(new Totals(
                    report.title(), report.startedAt().toString(), report.dataSet(), arms, report.comparisons()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A report is always writable", e);
        }
    }
}
