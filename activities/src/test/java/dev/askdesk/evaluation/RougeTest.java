package dev.askdesk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.evaluation.Rouge.Score;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the published Python scorer; rouge_fixture.py beside the fixture writes it anew. */
class RougeTest {
    @Test
    void everyPair_hasTheScoresOfThePublishedScorer() throws IOException {
        List<String> lines = lines();
        assertThat(lines).hasSizeGreaterThan(200);
        for (String line : lines) {
            JsonNode pair = new ObjectMapper().readTree(line);
            String target = pair.path("target").asText();
            String prediction = pair.path("prediction").asText();
            for (boolean stem : new boolean[] {false, true}) {
                JsonNode expected = pair.path(stem ? "stemmed" : "plain");
                same(line, expected.path("rouge1"), Rouge.rougeN(target, prediction, 1, stem));
                same(line, expected.path("rouge2"), Rouge.rougeN(target, prediction, 2, stem));
                same(line, expected.path("rougeL"), Rouge.rougeL(target, prediction, stem));
                same(line, expected.path("rougeLsum"), Rouge.rougeLsum(target, prediction, stem));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "skies, sky",
        "dying, die",
        "news, news",
        "hopping, hop",
        "hoped, hope",
        "falling, fall",
        "relational, relat",
        "fulfully, ful",
        "biology, biolog",
        "enjoy, enjoy",
        "ties, tie",
        "agreed, agre"
    })
    void words_haveThePublishedStems(String word, String stem) {
        assertThat(PorterStemmer.stem(word)).isEqualTo(stem);
    }

    @Test
    void sentences_areScoredByTheirUnion() {
        Score score = Rouge.rougeLsum("w1 w2 w3 w4 w5", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", true);
        assertThat(score.precision()).isCloseTo(0.4, within(1e-6));
        assertThat(score.recall()).isCloseTo(0.8, within(1e-6));
        assertThat(score.f()).isCloseTo(0.533333, within(1e-6));
    }

    private static void same(String line, JsonNode expected, Score score) {
        assertThat(score.precision()).as(line).isCloseTo(expected.get(0).asDouble(), within(1e-6));
        assertThat(score.recall()).as(line).isCloseTo(expected.get(1).asDouble(), within(1e-6));
        assertThat(score.f()).as(line).isCloseTo(expected.get(2).asDouble(), within(1e-6));
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RougeTest.class.getResourceAsStream("rouge.jsonl")), StandardCharsets.UTF_8))) {
            return in.lines().toList();
        }
    }
}
