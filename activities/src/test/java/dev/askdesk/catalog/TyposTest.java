package dev.askdesk.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TyposTest {
    @ParameterizedTest
    @CsvSource({
        "stripe, stripe, 0", "stirpe, stripe, 1", "strype, stripe, 1", "stripee, stripe, 1", "tripe, stripe, 1",
        "databriks, databricks, 1", "dtabrikcs, databricks, 2", "abc, xyz, 3", "abcd, ab, 2", "kitten, sitting, 3"
    })
    void twoWords_areSoManyTyposApart(String one, String other, int typos) {
        assertThat(Typos.between(one, other, 5)).isEqualTo(typos);
        assertThat(Typos.between(other, one, 5)).isEqualTo(typos);
        assertThat(Typos.between(one, other, 1)).isEqualTo(Math.min(typos, 2));
    }
}
