package dev.askdesk.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.charts.ChartSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartChoiceTest {
    @ParameterizedTest
    @CsvSource({
        "year, number, 2020, 2021, 2022",
        "fiscal_year, number, 2020, 2021, 2022",
        "quarter, text, 2023-Q1, 2023-Q2, 2023-Q3",
        "quarter, text, Q1 2023, Q2 2023, Q3 2023",
        "month, text, 2023-01, 2023-02, 2023-03",
        "day, date, 2023-01-05, 2023-01-06, 2023-02-09",
        "at, timestamp, 2023-01-05 10:00:00, 2023-01-05T11:30:00.5, 2023-01-06 00:00:00Z",
        "year, date, 2020-01-01, 2021-01-01, 2022-01-01"
    })
    void timeAndNumber_isTimeSeries(String name, String type, String first, String second, String third) {
        ChartSpec spec = Chosen.choose(
                        name + ":" + type + ",invested:number",
                        List.of(first, "1"),
                        List.of(second, "2"),
                        List.of(third, "3"))
                .orElseThrow();
        assertThat(spec.kind()).isEqualTo(Kind.TIME_SERIES);
        assertThat(spec.x()).isEqualTo(new ChartSpec.Column(0, name.replace('_', ' ')));
        assertThat(spec.y()).containsExactly(new ChartSpec.Column(1, "invested"));
    }

    @Test
    void timeTextAndNumber_isALineForEachText() {
        ChartSpec spec = Chosen.chooseRows(
                        "year:number,fund:text,nav:number",
                        12,
                        i -> List.of(String.valueOf(2018 + i / 2), "Fund " + i % 2, String.valueOf(i)))
                .orElseThrow();
        assertThat(spec.series()).isEqualTo(new ChartSpec.Column(1, "fund"));
    }

    @Test
    void likeMeasures_shareAnAxis() {
        assertThat(Chosen.chooseRows(
                        "year:number,invested_usd:number,proceeds_usd:number",
                        5,
                        i -> List.of(String.valueOf(2018 + i), i + "0", i + "5")))
                .hasValueSatisfying(spec -> assertThat(spec.y()).hasSize(2));
    }

    @Test
    void textAndNumber_isRanking() {
        ChartSpec spec = Chosen.chooseRows("company:text,total_usd:number", 10, i -> List.of("c" + i, i + ""))
                .orElseThrow();
        assertThat(spec.kind()).isEqualTo(Kind.RANKING);
        assertThat(spec.unit()).isEqualTo("$");
    }

    @Test
    void idsRanksAndConstants_areOverlooked() {
        assertThat(Chosen.chooseRows(
                        "rank:number,company_id:number,company:text,currency:text,total:number",
                        5,
                        i -> List.of(i + 1 + "", 100 - i + "", "c" + i, "USD", i + "")))
                .hasValueSatisfying(spec -> assertThat(spec.x()).isEqualTo(new ChartSpec.Column(2, "company")));
    }

    @Test
    void percentagesThatAddUp_areShares() {
        Optional<ChartSpec> spec =
                Chosen.choose("sector:text,pct:number", List.of("a", "60.2"), List.of("b", "30"), List.of("c", "9.9"));
        assertThat(spec.orElseThrow().kind()).isEqualTo(Kind.SHARE);
        assertThat(spec.orElseThrow().unit()).isEqualTo("%");
    }

    @Test
    void amountsThatAreAskedForAsShares_areShares() {
        List<List<@Nullable String>> rows = List.of(List.of("a", "6"), List.of("b", "3"));
        assertThat(ChartChoice.choose(List.of("s", "amount"), List.of("text", "number"), rows, "Breakdown by sector?"))
                .hasValueSatisfying(spec -> assertThat(spec.kind()).isEqualTo(Kind.SHARE));
        assertThat(ChartChoice.choose(List.of("s", "amount"), List.of("text", "number"), rows, "Amount by sector?"))
                .isEmpty();
    }

    @Test
    void averagesAskedForAsBreakdown_areNoShares() {
        List<List<@Nullable String>> rows = List.of(List.of("a", "6"), List.of("b", "3"), List.of("c", "2"));
        assertThat(ChartChoice.choose(
                        List.of("s", "avg_amount"), List.of("text", "number"), rows, "Breakdown by sector?"))
                .hasValueSatisfying(spec -> assertThat(spec.kind()).isEqualTo(Kind.RANKING));
    }

    @Test
    void negativePart_makesNoShare() {
        assertThat(Chosen.choose(
                        "sector:text,pct:number", List.of("a", "120"), List.of("b", "-30"), List.of("c", "10")))
                .hasValueSatisfying(spec -> assertThat(spec.kind()).isEqualTo(Kind.RANKING));
    }

    @Test
    void manyNumbers_areADistribution() {
        assertThat(Chosen.chooseRows("check_size:number", 20, i -> List.of(i * i + "")))
                .hasValueSatisfying(spec -> assertThat(spec.kind()).isEqualTo(Kind.DISTRIBUTION));
        assertThat(Chosen.chooseRows("check_size:number", 19, i -> List.of(i * i + "")))
                .isEmpty();
        assertThat(Chosen.chooseRows("flag:number", 200, i -> List.of(i % 2 + "")))
                .isEmpty();
    }

    @Test
    void whateverTheRows_whatIsChosenIsDrawn() {
        Random random = new Random(11);
        String[] cells = {"1", "-2", "2020", "1e9", "0", "x", "", "2023-01-01", "2023-Q1", "NaN", "1e400", "😀", null};
        String[] names = {"year", "id", "amount", "company", "pct", "", "month"};
        String[] types = {"number", "text", "date", "timestamp", "boolean"};
        for (int round = 0; round < 3_000; round++) {
            int width = 1 + random.nextInt(3);
            StringBuilder columns = new StringBuilder();
            for (int i = 0; i < width; i++) {
                columns.append(i == 0 ? "" : ",")
                        .append(names[random.nextInt(names.length)])
                        .append(':')
                        .append(types[random.nextInt(types.length)]);
            }
            List<List<@Nullable String>> rows = new ArrayList<>();
            int count = random.nextInt(30);
            int kinds = 1 + random.nextInt(cells.length);
            for (int i = 0; i < count; i++) {
                List<@Nullable String> row = new ArrayList<>();
                for (int c = 0; c < width; c++) {
                    int pick = random.nextInt(kinds);
                    row.add(random.nextBoolean() ? String.valueOf(random.nextInt(500)) : cells[pick]);
                }
                rows.add(row);
            }
            Chosen.choose(columns.toString(), rows)
                    .ifPresent(spec -> assertThat(ChartPng.png(spec, rows)).isNotEmpty());
        }
    }
}
