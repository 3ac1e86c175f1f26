package dev.askdesk.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.charts.ChartSpec.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        ChartSpec spec = choose(
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
        ChartSpec spec = chooseRows(
                        "year:number,fund:text,nav:number",
                        12,
                        i -> List.of(String.valueOf(2018 + i / 2), "Fund " + i % 2, String.valueOf(i)))
                .orElseThrow();
        assertThat(spec.series()).isEqualTo(new ChartSpec.Column(1, "fund"));
    }

    @Test
    void moreLinesThanColours_isNothing() {
        assertThat(chooseRows(
                        "year:number,fund:text,nav:number",
                        28,
                        i -> List.of(String.valueOf(2018 + i / 7), "Fund " + i % 7, String.valueOf(i))))
                .isEmpty();
    }

    @Test
    void severalValuesAtOneTime_isNothing() {
        assertThat(chooseRows("year:number,amount:number", 9, i -> List.of(String.valueOf(2018 + i / 3), i + "")))
                .isEmpty();
    }

    @Test
    void currenciesBesideAmounts_areNotMixed() {
        assertThat(chooseRows(
                        "year:number,currency:text,amount:number",
                        8,
                        i -> List.of(String.valueOf(2018 + i / 2), i % 2 == 0 ? "USD" : "EUR", i + "")))
                .isEmpty();
    }

    @Test
    void likeMeasures_shareAnAxis() {
        assertThat(chooseRows(
                        "year:number,invested_usd:number,proceeds_usd:number",
                        5,
                        i -> List.of(String.valueOf(2018 + i), i + "0", i + "5")))
                .hasValueSatisfying(spec -> assertThat(spec.y()).hasSize(2));
    }

    @Test
    void unlikeMeasures_doNot() {
        assertThat(chooseRows(
                        "year:number,invested_usd:number,deal_count:number",
                        5,
                        i -> List.of(String.valueOf(2018 + i), i + "000", i + "")))
                .isEmpty();
        assertThat(chooseRows(
                        "year:number,small:number,large:number",
                        5,
                        i -> List.of(String.valueOf(2018 + i), i + "", i + "000")))
                .isEmpty();
    }

    @Test
    void textAndNumber_isRanking() {
        ChartSpec spec = chooseRows("company:text,total_usd:number", 10, i -> List.of("c" + i, i + ""))
                .orElseThrow();
        assertThat(spec.kind()).isEqualTo(Kind.RANKING);
        assertThat(spec.unit()).isEqualTo("$");
    }

    @Test
    void idsRanksAndConstants_areOverlooked() {
        assertThat(chooseRows(
                        "rank:number,company_id:number,company:text,currency:text,total:number",
                        5,
                        i -> List.of(i + 1 + "", 100 - i + "", "c" + i, "USD", i + "")))
                .hasValueSatisfying(spec -> assertThat(spec.x()).isEqualTo(new ChartSpec.Column(2, "company")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 26, 400})
    void tooFewOrTooManyBars_areNothing(int rows) {
        assertThat(chooseRows("company:text,total:number", rows, i -> List.of("c" + i, i + "")))
                .isEmpty();
    }

    @Test
    void percentagesThatAddUp_areShares() {
        Optional<ChartSpec> spec =
                choose("sector:text,pct:number", List.of("a", "60.2"), List.of("b", "30"), List.of("c", "9.9"));
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
        assertThat(choose("sector:text,pct:number", List.of("a", "120"), List.of("b", "-30"), List.of("c", "10")))
                .hasValueSatisfying(spec -> assertThat(spec.kind()).isEqualTo(Kind.RANKING));
    }

    @Test
    void manyNumbers_areADistribution() {
        assertThat(chooseRows("check_size:number", 20, i -> List.of(i * i + "")))
                .hasValueSatisfying(spec -> assertThat(spec.kind()).isEqualTo(Kind.DISTRIBUTION));
        assertThat(chooseRows("check_size:number", 19, i -> List.of(i * i + "")))
                .isEmpty();
        assertThat(chooseRows("flag:number", 200, i -> List.of(i % 2 + ""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"company_id", "id", "fundId", "founded_year", "vintage_year", "zip"})
    void idsAndYears_areNoAmounts(String name) {
        assertThat(chooseRows("company:text," + name + ":number", 8, i -> List.of("c" + i, 2000 + i + "")))
                .isEmpty();
        assertThat(chooseRows(name + ":number", 50, i -> List.of(1950 + i + "")))
                .isEmpty();
    }

    @Test
    void monthByItsNumber_isNoAmountAndNoTime() {
        assertThat(chooseRows("company:text,month:number", 8, i -> List.of("c" + i, i + 1 + "")))
                .isEmpty();
    }

    @Test
    void nothingToSee_isNothing() {
        assertThat(choose("total:number", List.of("5"))).isEmpty();
        assertThat(chooseRows("company:text,total:number", 6, i -> List.of("c" + i, "7")))
                .isEmpty();
        assertThat(chooseRows("company:text,total:number", 6, i -> Arrays.asList("c" + i, i < 3 ? null : i + "")))
                .isEmpty();
        assertThat(chooseRows("company:text,total:number", 6, i -> List.of("same" + i / 2, i + "")))
                .isEmpty();
        assertThat(chooseRows("company:text,sector:text", 6, i -> List.of("c" + i, "s" + i)))
                .isEmpty();
        assertThat(choose("")).isEmpty();
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
            choose(columns.toString(), rows)
                    .ifPresent(spec -> assertThat(ChartPng.png(spec, rows)).isNotEmpty());
        }
    }

    @SafeVarargs
    private static Optional<ChartSpec> choose(String columns, List<@Nullable String>... rows) {
        return choose(columns, List.of(rows));
    }

    private static Optional<ChartSpec> chooseRows(String columns, int count, IntFunction<List<@Nullable String>> row) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row.apply(i));
        }
        return choose(columns, rows);
    }

    private static Optional<ChartSpec> choose(String columns, List<? extends List<@Nullable String>> rows) {
        if (columns.isEmpty()) {
            return ChartChoice.choose(List.of(), List.of(), Collections.nCopies(rows.size(), List.of()), null);
        }
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (String column : columns.split(",")) {
            names.add(column.substring(0, column.indexOf(':')));
            types.add(column.substring(column.indexOf(':') + 1));
        }
        return ChartChoice.choose(names, types, rows, null);
    }
}
