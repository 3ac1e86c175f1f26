package dev.askdesk.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.warehouse.QueryResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutionAccuracyTest {
    private static QueryResult rows(String... lines) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (String line : lines) {
            List<@Nullable String> row = new ArrayList<>();
            for (String cell : line.split("\\|", -1)) {
                row.add(cell.equals("NULL") ? null : cell);
            }
            rows.add(row);
        }
        int width = rows.isEmpty() ? 0 : rows.get(0).size();
        String[] names = new String[width];
        Arrays.setAll(names, i -> "c" + i);
        return new QueryResult(List.of(names), List.of(names), rows, false);
    }

    @Test
    void sameRows_areRightInAnyOrderOfRowsAndColumns() {
        QueryResult reference = rows("a|1", "b|2");
        assertThat(ExecutionAccuracy.strict(reference, rows("b|2.0", "a|1.00"))).isTrue();
        assertThat(ExecutionAccuracy.strict(reference, rows("2|b", "1|a"))).isFalse();
        assertThat(ExecutionAccuracy.tolerant(reference, rows("2|b|x", "1|a|y"), false))
                .isTrue();
    }

    @Test
    void rows_mustPairAsWholes() {
        assertThat(ExecutionAccuracy.tolerant(rows("a|1", "b|2"), rows("a|2", "b|1"), false))
                .isFalse();
        assertThat(ExecutionAccuracy.tolerant(rows("a|1", "a|1"), rows("a|1"), false))
                .isFalse();
        assertThat(ExecutionAccuracy.tolerant(rows("a|1"), rows("a"), false)).isFalse();
    }

    @Test
    void numbers_mayDifferByAHundredth() {
        assertThat(ExecutionAccuracy.tolerant(rows("0.333"), rows("0.34"), false))
                .isTrue();
        assertThat(ExecutionAccuracy.tolerant(rows("0.333"), rows("0.36"), false))
                .isFalse();
        assertThat(ExecutionAccuracy.tolerant(rows("33"), rows("0.33"), false)).isFalse();
    }

    @Test
    void datesAndMissingValues_areComparedByWhatTheyMean() {
        assertThat(ExecutionAccuracy.tolerant(rows("2024-01-01|NULL"), rows("2024-01-01T00:00:00|NULL"), false))
                .isTrue();
        assertThat(ExecutionAccuracy.tolerant(rows("NULL"), rows(""), false)).isFalse();
    }

    @Test
    void order_countsWhereItIsAskedFor_andTiesMaySwap() {
        QueryResult reference = rows("a|9", "b|5", "c|5");
        assertThat(ExecutionAccuracy.tolerant(reference, rows("a|9", "c|5", "b|5"), true))
                .isTrue();
        assertThat(ExecutionAccuracy.tolerant(reference, rows("b|5", "a|9", "c|5"), true))
                .isFalse();
        assertThat(ExecutionAccuracy.asksForOrder("List the funds ordered by size"))
                .isTrue();
        assertThat(ExecutionAccuracy.asksForOrder("Top 5 funds")).isFalse();
    }

    @Test
    void manyEqualColumns_endSoon() {
        String wide = String.join("|", Collections.nCopies(14, "1"));
        assertThat(ExecutionAccuracy.tolerant(rows(wide, wide), rows(wide, wide), false))
                .isTrue();
        assertThat(ExecutionAccuracy.tolerant(rows(wide + "|2", wide + "|3"), rows(wide + "|3", wide + "|4"), false))
                .isFalse();
    }

    @Test
    void references_areSpelledOut() {
        assertThat(ReferenceSql.alternatives(List.of("SELECT {a, b} FROM t GROUP BY {}; SELECT ';'")))
                .containsExactlyInAnyOrder(
                        "SELECT a, b FROM t GROUP BY a, b",
                        "SELECT a FROM t GROUP BY a",
                        "SELECT b FROM t GROUP BY b",
                        "SELECT ';'");
    }

    @Test
    void dataSets_areReadWithWhatTheyLeaveOut(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cases.jsonl");
        Files.writeString(file, """
                {"question": "How many?", "sql": "SELECT 1", "database": "shop", "set": "unknown field"}

                {"id": "x", "question": "Weather?", "must_be_declined": true}
                {"id": "y", "question": "Adam?", "expect": "clarify", "instructions": "Adam = a partner"}
                """);
        List<EvalCase> cases = DataSet.read(file);
        assertThat(cases).extracting(EvalCase::id).containsExactly("001", "x", "y");
        assertThat(cases)
                .extracting(EvalCase::expect)
                .containsExactly(Expectation.ANSWER, Expectation.DECLINE, Expectation.CLARIFY);
        assertThat(cases.get(2).message()).isEqualTo("Adam?\nAdam = a partner");
    }

    @Test
    void dataSetThatIsWrong_isToldByItsLine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("cases.jsonl");
        Files.writeString(file, "{\"question\": \"a\", \"id\": \"1\"}\n{\"question\": \"b\", \"id\": \"1\"}\n");
        assertThatThrownBy(() -> DataSet.read(file))
                .hasMessageContaining("line 2")
                .hasMessageContaining("'1' is taken");
        Files.writeString(file, "{\"sql\": \"SELECT 1\"}\n");
        assertThatThrownBy(() -> DataSet.read(file))
                .hasMessageContaining("line 1")
                .hasMessageContaining("no question");
    }
}
