package dev.askdesk.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartRefusalTest {
    @Test
    void moreLinesThanColours_isNothing() {
        assertThat(Chosen.chooseRows(
                        "year:number,fund:text,nav:number",
                        28,
                        i -> List.of(String.valueOf(2018 + i / 7), "Fund " + i % 7, String.valueOf(i))))
                .isEmpty();
    }

    @Test
    void severalValuesAtOneTime_isNothing() {
        assertThat(Chosen.chooseRows(
                        "year:number,amount:number", 9, i -> List.of(String.valueOf(2018 + i / 3), i + "")))
                .isEmpty();
    }

    @Test
    void currenciesBesideAmounts_areNotMixed() {
        assertThat(Chosen.chooseRows(
                        "year:number,currency:text,amount:number",
                        8,
                        i -> List.of(String.valueOf(2018 + i / 2), i % 2 == 0 ? "USD" : "EUR", i + "")))
                .isEmpty();
    }

    @Test
    void unlikeMeasures_doNot() {
        assertThat(Chosen.chooseRows(
                        "year:number,invested_usd:number,deal_count:number",
                        5,
                        i -> List.of(String.valueOf(2018 + i), i + "000", i + "")))
                .isEmpty();
        assertThat(Chosen.chooseRows(
                        "year:number,small:number,large:number",
                        5,
                        i -> List.of(String.valueOf(2018 + i), i + "", i + "000")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 26, 400})
    void tooFewOrTooManyBars_areNothing(int rows) {
        assertThat(Chosen.chooseRows("company:text,total:number", rows, i -> List.of("c" + i, i + "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"company_id", "id", "fundId", "founded_year", "vintage_year", "zip"})
    void idsAndYears_areNoAmounts(String name) {
        assertThat(Chosen.chooseRows("company:text," + name + ":number", 8, i -> List.of("c" + i, 2000 + i + "")))
                .isEmpty();
        assertThat(Chosen.chooseRows(name + ":number", 50, i -> List.of(1950 + i + "")))
                .isEmpty();
    }

    @Test
    void monthByItsNumber_isNoAmountAndNoTime() {
        assertThat(Chosen.chooseRows("company:text,month:number", 8, i -> List.of("c" + i, i + 1 + "")))
                .isEmpty();
    }

    @Test
    void nothingToSee_isNothing() {
        assertThat(Chosen.choose("total:number", List.of("5"))).isEmpty();
        assertThat(Chosen.chooseRows("company:text,total:number", 6, i -> List.of("c" + i, "7")))
                .isEmpty();
        assertThat(Chosen.chooseRows(
                        "company:text,total:number", 6, i -> Arrays.asList("c" + i, i < 3 ? null : i + "")))
                .isEmpty();
        assertThat(Chosen.chooseRows("company:text,total:number", 6, i -> List.of("same" + i / 2, i + "")))
                .isEmpty();
        assertThat(Chosen.chooseRows("company:text,sector:text", 6, i -> List.of("c" + i, "s" + i)))
                .isEmpty();
        assertThat(Chosen.choose("")).isEmpty();
    }
}
