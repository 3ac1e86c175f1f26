package dev.askdesk.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWordsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invested in 2023 | 2023-01-01 | 2024-01-01",
                "last year | 2025-01-01 | 2026-01-01",
                "this year | 2026-01-01 | 2027-01-01",
                "last quarter | 2026-07-01 | 2026-10-01",
                "last month | 2026-10-01 | 2026-11-01",
                "in Q3 2024 | 2024-07-01 | 2024-10-01",
                "in the first half of 2022 | 2022-01-01 | 2022-07-01",
                "in March 2021 | 2021-03-01 | 2021-04-01",
                "on March 5, 2021 | | 2021-03-06",
                "since 2020 | 2020-01-01 |",
                "after 2020 | 2021-01-01 |",
                "before 2015 | | 2015-01-01",
                "between 2019 and 2021 | 2019-01-01 | 2022-01-01",
                "from March 2020 to May 2020 | 2020-03-01 | 2020-06-01",
                "the last 6 months | 2026-05-23 | 2026-11-24",
                "year to date | 2026-01-01 | 2026-11-24",
                "at the end of 2024 | | 2025-01-01",
                "as of 2025-06-30 | | 2025-07-01"
            })
    void time_isReadAsDays(String text, LocalDate from, LocalDate to) {
        TimeWords.Found found = new TimeWords(TODAY).find(text);

        assertThat(found).isNotNull();
        assertThat(found.span().from()).isEqualTo(from);
        assertThat(found.span().to()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"total invested by fund", "top 5 companies", "companies with more than 20 employees"})
    void textWithoutTime_hasNone(String text) {
        assertThat(new TimeWords(TODAY).find(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"invested by year, YEAR", "per quarter, QUARTER", "monthly revenue, MONTH", "each week, WEEK"})
    void axis_isRead(String text, TimeSpan.Grain grain) {
        assertThat(TimeWords.findGrain(text).grain()).isEqualTo(grain);
    }
}
