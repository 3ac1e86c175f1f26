package dev.askdesk.adapters.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "more than $10 million | > | 10000000 | true",
                "at least 3 investments | >= | 3 | false",
                "under 500k | < | 500000 | true",
                "at most 2.5x | <= | 2.5 | false",
                "5 or more seats | >= | 5 | false",
                "over $1,500.50 | > | 1500.50 | true",
                "fewer than three rounds | < | 3 | false"
            })
    void comparison_isRead(String text, String operator, BigDecimal number, boolean money) {
        Bound bound = Bound.find(text);

        assertThat(bound).isNotNull();
        assertThat(bound.operator()).isEqualTo(operator);
        assertThat(bound.number()).isEqualByComparingTo(number);
        assertThat(bound.money()).isEqualTo(money);
    }

    @Test
    void range_hasBothEndsInTheSameScale() {
        Bound bound = Bound.find("between 5 and 10 million");

        assertThat(bound.number()).isEqualByComparingTo("5000000");
        assertThat(bound.upper()).isEqualByComparingTo("10000000");
    }

    @Test
    void textWithoutComparison_hasNone() {
        assertThat(Bound.find("total invested by fund")).isNull();
    }
}
