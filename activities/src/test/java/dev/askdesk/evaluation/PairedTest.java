package dev.askdesk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairedTest {
    /** From statsmodels 0.15.0: {@code mcnemar([[0, a], [b, 0]], exact=True).pvalue}. */
    @ParameterizedTest
    @CsvSource({
        "0, 0, 1",
        "3, 10, 0.09228515625",
        "1, 8, 0.0390625",
        "7, 7, 1",
        "5, 0, 0.0625",
        "600, 700, 0.0060157938610449395"
    })
    void discordantCases_haveMcNemarsP(int onlyFirst, int onlySecond, double p) {
        assertThat(Paired.mcNemar(onlyFirst, onlySecond)).isCloseTo(p, within(1e-10));
    }

    /** From scipy 1.17.1: {@code permutation_test((d, zeros), ..., permutation_type="samples", n_resamples=inf).pvalue}. */
    @Test
    void fewDifferences_haveTheExactP() {
        double p = Paired.permutation(1.2, 0.4, -0.3, 2.5, 0.9, 1.1, -0.6, 0.7, 1.9, 0.2);
        assertThat(p).isCloseTo(0.02734375, within(1e-12));
    }

    /** From the same with {@code n_resamples=200000}: 0.0036. */
    @Test
    void manyDifferences_haveAPOfDraws() {
        double[] differences = IntStream.rangeClosed(1, 40)
                .mapToDouble(i -> 0.35 * Math.cos(3 * i) + 0.12)
                .toArray();
        assertThat(Paired.permutation(differences)).isCloseTo(0.0036, within(0.0015));
        assertThat(Paired.permutation(differences)).isEqualTo(Paired.permutation(differences));
    }

    @Test
    void noDifference_isNoEvidence() {
        assertThat(Paired.permutation(0, 0, 0)).isEqualTo(1);
        assertThat(Paired.permutation(new double[40])).isEqualTo(1);
    }

    @Test
    void twoArms_areComparedOverTheirCommonSoundCases() {
        Paired paired = Paired.of(
                "full",
                List.of(
                        result("a", true, 4),
                        result("b", true, 4),
                        result("c", false, 4),
                        result("only here", true, 9)),
                "plain",
                List.of(result("c", true, 1), result("b", true, 2), result("a", false, 3), broken("only here")));
        assertThat(paired.cases()).isEqualTo(3);
        assertThat(paired.bothRight()).isEqualTo(1);
        assertThat(paired.bothWrong()).isZero();
        assertThat(paired.onlyFirst()).containsExactly("a");
        assertThat(paired.onlySecond()).containsExactly("c");
        assertThat(paired.mcNemarP()).isEqualTo(1);
        assertThat(paired.differences().get(Metric.SECONDS).value()).isEqualTo(-2);
        assertThat(paired.differences()).doesNotContainKey(Metric.TOLERANT);
    }

    private static CaseResult result(String id, boolean right, double seconds) {
        return SampleResults.result(id, "arm", Expectation.ANSWER, "answer", SampleResults.measures(right, seconds));
    }

    private static CaseResult broken(String id) {
        return SampleResults.result(
                id,
                "arm",
                Expectation.ANSWER,
                "answer",
                "The reference does not run",
                SampleResults.measures(false, 1));
    }
}
