package dev.askdesk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void rates_areOverTheCasesTheyApplyTo() {
        Summary summary = Summary.of(List.of(
                result("a", Expectation.ANSWER, "answer", true),
                result("b", Expectation.ANSWER, "declined", false),
                result("c", Expectation.DECLINE, "declined", true),
                result("d", Expectation.CLARIFY, "clarifying_question", true),
                result("e", Expectation.ANSWER, "failed", false)));
        assertThat(summary.cases()).isEqualTo(5);
        assertRate(summary, Metric.RIGHT, 3, 5);
        assertRate(summary, Metric.RIGHT_REFUSALS, 1, 1);
        assertRate(summary, Metric.WRONG_REFUSALS, 1, 3);
        assertRate(summary, Metric.CLARIFICATIONS_DUE, 1, 1);
        assertRate(summary, Metric.CLARIFICATIONS_UNDUE, 0, 4);
        assertRate(summary, Metric.FAILED, 1, 5);
        assertThat(summary.figure(Metric.TOLERANT)).isNull();
    }

    @Test
    void brokenCase_isCountedApart_andStillCosts() {
        Summary summary = Summary.of(List.of(
                result("a", Expectation.ANSWER, "answer", true),
                SampleResults.result(
                        "b", "arm", Expectation.ANSWER, "answer", "no such table", SampleResults.measures(false, 3))));
        assertThat(summary.unmeasured()).isEqualTo(1);
        assertRate(summary, Metric.RIGHT, 1, 1);
        assertThat(summary.figure(Metric.SECONDS).count()).isEqualTo(2);
    }

    @Test
    void means_haveMedianAndP90() {
        Summary.Figure seconds =
                Summary.of(SampleResults.arm("full", 62, 0.8, 2000)).figure(Metric.SECONDS);
        assertThat(seconds.median()).isLessThan(seconds.p90());
        assertThat(seconds.value()).isBetween(seconds.low(), seconds.high());
    }

    @Test
    void databases_haveTheirOwnTotals() {
        Summary summary = Summary.of(SampleResults.arm("full", 62, 0.8, 2000));
        assertThat(summary.databases()).containsOnlyKeys("chinook", "fund", "sales");
        assertThat(summary.databases().values().stream()
                        .mapToInt(Summary::cases)
                        .sum())
                .isEqualTo(62);
        assertThat(summary.databases().values().stream()
                        .mapToDouble(Summary::costUsd)
                        .sum())
                .isCloseTo(summary.costUsd(), within(1e-9));
    }

    private static CaseResult result(String id, Expectation expected, String outcome, boolean right) {
        return SampleResults.result(id, "arm", expected, outcome, SampleResults.measures(right, 1));
    }

    private static void assertRate(Summary summary, Metric metric, int part, int count) {
        assertThat(summary.figure(metric).count()).isEqualTo(count);
        assertThat(summary.figure(metric).value()).isEqualTo((double) part / count);
    }
}
