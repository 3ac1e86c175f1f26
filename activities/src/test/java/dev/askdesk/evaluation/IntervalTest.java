package dev.askdesk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {
    /** From statsmodels 0.15.0: {@code proportion_confint(successes, n, method="wilson")}. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.27753279986288926",
        "10, 10, 0.7224672001371106, 1",
        "45, 62, 0.6040746035801102, 0.8211893638579796",
        "1, 1, 0.2065493143772374, 1",
        "500, 1000, 0.4690696003681042, 0.5309303996318958"
    })
    void rate_hasWilsonsInterval(int successes, int n, double low, double high) {
        Interval interval = Interval.ofRate(successes, n);
        assertThat(interval.value()).isEqualTo((double) successes / n);
        assertThat(interval.low()).isCloseTo(low, within(1e-12));
        assertThat(interval.high()).isCloseTo(high, within(1e-12));
    }

    /**
     * From scipy 1.17.1: {@code bootstrap((x,), numpy.mean, method="percentile", n_resamples=200000)} gave 4.991 to 6.775;
     * 2000 resamples come within a tenth of it.
     */
    @Test
    void mean_hasTheIntervalOfItsBootstrap() {
        Interval interval = Interval.ofMean(wave());
        assertThat(interval.value()).isCloseTo(5.862425, within(1e-3));
        assertThat(interval.low()).isCloseTo(4.991, within(0.1));
        assertThat(interval.high()).isCloseTo(6.775, within(0.1));
        assertThat(Interval.ofMean(wave())).isEqualTo(interval);
    }

    /** From numpy 2.4.6: {@code percentile(x, 50)} and {@code percentile(x, 90)}. */
    @Test
    void quantile_isLinearBetweenNeighbours() {
        assertThat(Interval.quantile(wave(), 0.5)).isCloseTo(5.414, within(1e-9));
        assertThat(Interval.quantile(wave(), 0.9)).isCloseTo(9.8987, within(1e-9));
    }

    @Test
    void oneValue_isItsOwnInterval() {
        assertThat(Interval.ofMean(7)).isEqualTo(new Interval(7, 7, 7));
    }

    @Test
    void noValues_areNoInterval() {
        assertThatThrownBy(() -> Interval.ofRate(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Interval::ofMean).isInstanceOf(IllegalArgumentException.class);
    }

    private static double[] wave() {
        return IntStream.rangeClosed(1, 40)
                .mapToDouble(i -> Math.round((3 + 2 * Math.sin(i) + 0.05 * i * i / 10) * 1000) / 1000.0)
                .toArray();
    }
}
