package dev.askdesk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseLinesTest {
    @TempDir
    private Path folder;

    @Test
    void results_areReadBackAsTheyWere() {
        Path file = folder.resolve("new/cases.jsonl");
        List<CaseResult> results = SampleResults.arm("full", 20, 0.7, 1000);
        results.forEach(each -> CaseLines.append(file, each));
        assertThat(CaseLines.read(file)).isEqualTo(results);
    }

    @Test
    void line_isFlat_withExpectedInLowerCase() throws IOException {
        JsonNode line = new JsonMapper()
                .readTree(CaseLines.line(SampleResults.arm("full", 1, 1, 1000).get(0)));
        assertThat(line.get("expected").asText()).isEqualTo("answer");
        assertThat(line.get("tolerant").asBoolean()).isTrue();
        assertThat(line.has("measures")).isFalse();
        assertThat(line.fieldNames()).toIterable().startsWith("id", "arm", "database", "question");
    }

    @Test
    void sameArmAndCaseAgain_isNotWrittenTwice() {
        Path file = folder.resolve("cases.jsonl");
        CaseResult first = SampleResults.arm("full", 1, 1, 1000).get(0);
        CaseResult ofAnotherArm = SampleResults.arm("plain", 1, 1, 1000).get(0);
        assertThat(CaseLines.append(file, first)).isTrue();
        assertThat(CaseLines.append(file, first)).isFalse();
        assertThat(CaseLines.append(file, ofAnotherArm)).isTrue();
        assertThat(CaseLines.read(file)).containsExactly(first, ofAnotherArm);
    }

    @Test
    void lineCutShortAnywhere_isNotRead_andIsOverwritten() throws IOException {
        Path file = folder.resolve("cases.jsonl");
        List<CaseResult> results = SampleResults.arm("Zürich 🙂", 3, 1, 1000);
        CaseLines.append(file, results.get(0));
        byte[] whole = Files.readAllBytes(file);
        byte[] next = CaseLines.line(results.get(1)).getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < next.length; cut++) {
            Files.write(file, whole);
            Files.write(file, Arrays.copyOf(next, cut), StandardOpenOption.APPEND);
            assertThat(CaseLines.read(file)).containsExactly(results.get(0));
            if (cut % 50 < 3) {
                CaseLines.append(file, results.get(2));
                assertThat(CaseLines.read(file)).containsExactly(results.get(0), results.get(2));
            }
        }
    }

    @Test
    void wholeLastLineWithoutItsEnd_isKept() throws IOException {
        Path file = folder.resolve("cases.jsonl");
        List<CaseResult> results = SampleResults.arm("full", 2, 1, 1000);
        Files.writeString(file, CaseLines.line(results.get(0)));
        CaseLines.append(file, results.get(1));
        assertThat(CaseLines.read(file)).isEqualTo(results);
    }

    @Test
    void manyThreadsWithTheSameCases_writeEachOnce() {
        Path file = folder.resolve("cases.jsonl");
        List<CaseResult> results = SampleResults.arm("full", 20, 0.7, 1000);
        IntStream.range(0, 100).parallel().forEach(i -> CaseLines.append(file, results.get(i % 20)));
        assertThat(CaseLines.read(file)).containsExactlyInAnyOrderElementsOf(results);
    }

    @Test
    void lineThatIsNoResult_isNamed() throws IOException {
        Path file = folder.resolve("cases.jsonl");
        CaseLines.append(file, SampleResults.arm("full", 1, 1, 1000).get(0));
        Files.writeString(file, "no JSON\n{\"id\": 1}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> CaseLines.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cases.jsonl:2");
    }

    @Test
    void noFile_hasNoResults() {
        assertThat(CaseLines.read(folder.resolve("none.jsonl"))).isEmpty();
    }
}
