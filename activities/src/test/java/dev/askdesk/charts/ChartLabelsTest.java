package dev.askdesk.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartLabelsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "7, 7",
        "12.34, 12.3",
        "0.05, 0.05",
        "0.00001, 1.0e-05",
        "999.9, 1000",
        "1000, '1,000'",
        "9999, '9,999'",
        "9999.7, 10K",
        "12345, 12.3K",
        "999600, 1M",
        "1234567, 1.23M",
        "-1234567, −1.23M",
        "999600000, 1B",
        "2e12, 2T",
        "3e15, 3.00e+15"
    })
    void amount_hasThreeDigitsAndItsSize(double number, String label) {
        assertThat(Labels.amount(number, "")).isEqualTo(label);
    }

    @Test
    void unit_standsWhereItBelongs() {
        assertThat(Labels.amount(-1_500_000, "$")).isEqualTo("−$1.5M");
        assertThat(Labels.amount(12.5, "%")).isEqualTo("12.5%");
        assertThat(Labels.amount(2.25, "x")).isEqualTo("2.25x");
        assertThat(Labels.amount(1_000_016, "€", 6)).isEqualTo("€1.00002M");
    }

    @Test
    void longOrOddName_isShortenedToWhatIsSeen() {
        assertThat(Labels.shortened("x".repeat(50), 10)).isEqualTo("x".repeat(9) + "…");
        assertThat(Labels.shortened("😀".repeat(50), 10)).isEqualTo("😀".repeat(9) + "…");
        assertThat(Labels.shortened("a\n\u202eb\u0000\ud83d", 10)).isEqualTo("a b");
        assertThat(Labels.shortened(" ", 10)).isEqualTo("(none)");
        assertThat(Labels.readable("total_investedUsd")).isEqualTo("total invested Usd");
    }

    @Test
    void bins_countEveryNumberOnce() {
        List<Double> numbers = List.of(-1e9, 1.0, 2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 1e9);
        List<Bins.Bin> bins = Bins.of(numbers);
        assertThat(bins.stream().mapToInt(Bins.Bin::count).sum()).isEqualTo(numbers.size());
        assertThat(bins).hasSizeLessThan(60);
        assertThat(bins.get(0).label("$")).startsWith("< ");
        assertThat(bins.get(bins.size() - 1).label("$")).startsWith("≥ ");
    }

    @Test
    void labelsOfTime_standAtRoundTimes() {
        assertThat(TimeScale.QUARTER.labelEvery(34, 12)).isEqualTo(4);
        assertThat(TimeScale.MONTH.labelEvery(100, 12)).isEqualTo(12);
        assertThat(TimeScale.YEAR.labelEvery(75, 12)).isEqualTo(10);
        assertThat(TimeScale.QUARTER.label(2023 * 4)).isEqualTo("Q1 2023");
        assertThat(TimeScale.MONTH.label(2023 * 12 + 11)).isEqualTo("Dec 2023");
    }
}
