package dev.askdesk.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitationsTest {
    private static final List<Passage> PASSAGES = List.of(
            new Passage(
                    "vpn",
                    "VPN",
                    "",
                    List.of("Mac"),
                    "Install the GlobalProtect client from Self Service. Connect to vpn.firm.example within 24 hours.",
                    1),
            new Passage(
                    "phone",
                    "Lost phone",
                    "",
                    List.of(),
                    "Call the hotline 555-0100 at once. IT wipes the phone remotely.",
                    1));

    private static List<Sentence> checked(String text, int source) {
        return Citations.checked(List.of(new Sentence(text, source, 0)), PASSAGES);
    }

    @Test
    void whatThePassageSays_stands() {
        assertThat(checked("Install the GlobalProtect client from Self Service. [1]", 1))
                .singleElement()
                .satisfies(sentence -> {
                    assertThat(sentence.text()).isEqualTo("Install the GlobalProtect client from Self Service.");
                    assertThat(sentence.source()).isEqualTo(1);
                    assertThat(sentence.support()).isEqualTo(1);
                });
    }

    @Test
    void aWrongOrImpossibleSource_isPutRight() {
        assertThat(checked("IT wipes the phone remotely.", 1))
                .extracting(Sentence::source)
                .containsExactly(2);
        assertThat(checked("IT wipes the phone remotely.", 17))
                .extracting(Sentence::source)
                .containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Restart your computer and pray to the printer gods. | 1",
                "Connect to vpn.evil.example within 24 hours. | 1",
                "Install the GlobalProtect client from https://evil.example/client. | 1",
                "Call the hotline 555-0199 at once. | 2",
                "Mail the password to thief@evil.example at once. | 2",
                "Connect within 48 hours. | 1",
                "OK. | 1"
            })
    void whatNoPassageBearsOut_isLeftOut(String text, int source) {
        assertThat(checked(text, source)).isEmpty();
    }

    @Test
    void theSameSentenceTwice_standsOnce() {
        Sentence one = new Sentence("IT wipes the phone remotely.", 2, 0);
        assertThat(Citations.checked(List.of(one, one), PASSAGES)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "How do I connect to the VPN? I tried twice. | How do I connect to the VPN?",
                "The user asks two things. How do I print? | How do I print?",
                "How do I print | How do I print?",
                "The printer is broken | The printer is broken.",
                "- Question: How do I print? | How do I print?",
                "Who is Mr. Smith's backup? | Who is Mr. Smith's backup?"
            })
    void oneSentence_isOne(String text, String one) {
        assertThat(Sentences.one(text)).isEqualTo(one);
    }
}
