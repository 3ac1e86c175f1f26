package dev.askdesk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.evaluation.Rouge.Score;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RougeTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> KINDS = List.of("rouge1", "rouge2", "rougeL", "rougeLsum");

    /** The lines come from the reference implementation, by rouge_fixture.py beside them. */
    @Test
    void pairsOfTheReferenceImplementation_scoreTheSame() throws IOException {
        List<String> lines = fixture();
        assertThat(lines).hasSizeGreaterThan(300);
        for (String line : lines) {
            JsonNode pair = JSON.readTree(line);
            for (String kind : KINDS) {
                assertSame(pair, kind, false);
                assertSame(pair, kind, true);
            }
        }
    }

    @Test
    void oneWordOfThree_isAThirdOfTheTarget() {
        assertThat(Rouge.rougeN("testing one two", "testing", 1, false)).isEqualTo(new Score(1, 1.0 / 3, 0.5));
    }

    @Test
    void onePairOfTwo_isHalfOfTheTarget() {
        Score score = Rouge.rougeN("testing one two", "testing one", 2, false);
        assertThat(score.recall()).isEqualTo(0.5);
        assertThat(score.f()).isCloseTo(2.0 / 3, within(1e-12));
    }

    @Test
    void wordsWithAGap_areOneSubsequence() {
        Score score = Rouge.rougeL("testing one two", "testing two", false);
        assertThat(score.precision()).isEqualTo(1);
        assertThat(score.f()).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void linesOfASummary_countTogether() {
        Score score = Rouge.rougeLsum("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", false);
        assertThat(score.precision()).isEqualTo(0.4);
        assertThat(score.recall()).isEqualTo(0.8);
        assertThat(score.f()).isCloseTo(0.5333, within(1e-4));
    }

    @Test
    void emptyPrediction_scoresNothing() {
        assertThat(Rouge.rougeN("testing one two", "", 1, true)).isEqualTo(new Score(0, 0, 0));
        assertThat(Rouge.rougeL("testing one two", "", true)).isEqualTo(new Score(0, 0, 0));
    }

    /** Where NLTK's stemmer departs from Porter's paper, and where a rule is easily got wrong. */
    @ParameterizedTest
    @CsvSource({
        "dying, die",
        "skies, sky",
        "ties, tie",
        "flies, fli",
        "died, die",
        "relied, reli",
        "enjoy, enjoy",
        "oily, oili",
        "by, by",
        "proceed, proceed",
        "proceeding, proceed",
        "radically, radic",
        "possibly, possibl",
        "technology, technolog",
        "filing, file",
        "filling, fill",
        "hopping, hop",
        "controlling, control",
        "adoption, adopt",
        "1990s, 1990"
    })
    void wordWithAnEnding_losesIt(String word, String stem) {
        assertThat(PorterStemmer.stem(word)).isEqualTo(stem);
    }

    private static void assertSame(JsonNode pair, String kind, boolean stem) {
        Score score =
                score(kind, pair.get("target").asText(), pair.get("prediction").asText(), stem);
        JsonNode expected = pair.get(stem ? "stem" : "plain").get(kind);
        double[] figures = {score.precision(), score.recall(), score.f()};
        for (int i = 0; i < figures.length; i++) {
            assertThat(figures[i])
                    .as("%s %s of %s", kind, stem ? "with stemming" : "without stemming", pair)
                    .isCloseTo(expected.get(i).asDouble(), within(1e-6));
        }
    }

    private static Score score(String kind, String target, String prediction, boolean stem) {
        return switch (kind) {
            case "rouge1" -> Rouge.rougeN(target, prediction, 1, stem);
            case "rouge2" -> Rouge.rougeN(target, prediction, 2, stem);
            case "rougeL" -> Rouge.rougeL(target, prediction, stem);
            default -> Rouge.rougeLsum(target, prediction, stem);
        };
    }

    private static List<String> fixture() throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(RougeTest.class.getResourceAsStream("rouge.jsonl"), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
