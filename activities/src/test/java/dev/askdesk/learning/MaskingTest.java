package dev.askdesk.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
    private static final PersonNames KNOWN =
            new PersonNames(List.of("Adam Stone", "Adam Kessler", "Ann O'Brien", "Mark"));

    private static List<String> masked(String... texts) {
        Masking masking = new Masking(KNOWN, List.of(texts));
        return List.of(texts).stream().map(masking::mask).toList();
    }

    @Test
    void person_hasOnePlaceholderInQuestionSqlAndAnswer() {
        assertThat(masked(
                        "What did Adam invest in?",
                        "SELECT 1 FROM staff AS s WHERE s.full_name = 'Adam Stone' OR s.full_name ILIKE '%stone%'",
                        "ADAM STONE and Stone's team invested in stone."))
                .containsExactly(
                        "What did <PERSON_1> invest in?",
                        "SELECT 1 FROM staff AS s WHERE s.full_name = '<PERSON_1>' OR s.full_name ILIKE '%<PERSON_1>%'",
                        "<PERSON_1> and <PERSON_1>'s team invested in stone.");
    }

    @Test
    void partOfTwoNames_isNeitherOfThem() {
        List<String> masked = masked("Adam?", "Adam Stone or Adam Kessler");

        assertThat(masked.get(1)).isEqualTo("<PERSON_1> or <PERSON_2>");
        assertThat(masked.get(0)).matches("<PERSON_[3-9]>\\?");
    }

    @Test
    void apostrophe_isOneNameInTextAndSql() {
        assertThat(masked("Ann O’Brien", "WHERE n = 'Ann O''Brien'", "Ann O'Brien"))
                .containsExactly("<PERSON_1>", "WHERE n = '<PERSON_1>'", "<PERSON_1>");
    }

    @Test
    void word_isNoName() {
        assertThat(masked("How do we mark a stone? Mark knows."))
                .containsExactly("How do we mark a stone? <PERSON_1> knows.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Hi Maria, could you help?",
                "Dear Mrs. Maria Berg,\n\nplease help. Maria waits.",
                "Please help.\n\nBest regards,\n\nMaria Berg",
                "Please help.\n-- \nMaria",
                "Viele Grüße\nMaria",
                "From: Maria Berg <m@firm.com>\nTo: it@firm.com",
                "On Tue, 3 Mar 2026, Maria Berg <m@firm.com> wrote:\n> it broke",
                "My name is Maria and it broke."
            })
    void nameInMail_isMaskedEverywhere(String mail) {
        assertThat(masked(mail, "Maria called").toString())
                .contains("<PERSON_1>")
                .doesNotContain("Maria", "Berg");
    }

    @Test
    void greetingOfNobody_isKept() {
        assertThat(masked("Hi team,\nHello Support,\nHi there!"))
                .containsExactly("Hi team,\nHello Support,\nHi there!");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "adam.x+y@firm.co.uk",
                "+1 555-123-4567",
                "+4930123456789",
                "(030) 1234567",
                "555.123.4567",
                "DE89 3704 0044 0532 0130 00",
                "GB33BUKB20201555555555",
                "4111 1111 1111 1111",
                "4111111111111111",
                "10.1.2.3",
                "2001:db8:85a3:0:0:8a2e:370:7334",
                "sk-abcdefghijklmnop1234",
                "ghp_abcdefghijklmnop1234",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
                "https://x.example/reset?token=abc123",
                "https://user:pw@x.example/a"
            })
    void personalDatum_isMasked(String datum) {
        assertThat(masked("It is " + datum + ", see?")).allMatch(text -> text.matches("It is <[A-Z]+_1>, see\\?"));
    }

    @Test
    void toldPassword_isMasked() {
        assertThat(masked("my password: hunter22", "the password is hunter22"))
                .containsExactly("my password: <SECRET_1>", "the password is <SECRET_1>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUM(amount_usd) > 12345678 AND d < '2024-01-31' AND t < '2024-01-31 10:00:00'",
                "x BETWEEN 12.345678 AND 1000000 AND year IN (2019, 2020)",
                "Fund III | 12,345,678.90 | 2024 | 1234567890123",
                "https://wiki.example/page?id=12"
            })
    void figureOrPlainAddress_isKept(String text) {
        assertThat(masked(text)).containsExactly(text);
    }

    @Test
    void counts_sayWhatWasTakenOut() {
        Masking masking = new Masking(KNOWN, List.of("Adam Stone a@b.com Adam Stone"));
        masking.mask("Adam Stone a@b.com Adam Stone");

        assertThat(masking.counts()).containsOnly(Map.entry("EMAIL", 1), Map.entry("PERSON", 2));
    }
}
