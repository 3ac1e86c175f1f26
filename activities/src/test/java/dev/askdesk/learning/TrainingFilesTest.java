package dev.askdesk.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.learning.TrainingSplit.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFilesTest {
    private static final List<String> SUBJECTS =
            List.of("fund", "company", "round", "investor", "valuation", "deal", "partner", "board", "exit", "call");

    @TempDir
    Path folder;

    private static TrainingExample example(String question, String user, @Nullable String sql, String... keys) {
        return new TrainingExample(
                sql == null ? "answers" : "sql",
                List.of(keys),
                question,
                "You are an analyst.",
                user,
                sql,
                "12",
                List.of());
    }

    /** Thirty wordings, each with three values; a conversation has two of them, and each question two examples. */
    private static List<TrainingExample> examples() {
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            String wording = SUBJECTS.get(i / 9) + "abc".charAt(i / 3 % 3);
            String sql = "SELECT SUM(" + wording + ") FROM t WHERE y = '" + i + "'";
            String question = "What is the %1$sx of %1$sy by %1$sz and %1$sw in %2$d?".formatted(wording, 1990 + i % 3);
            String[] keys = {"conversation " + i / 6, "form " + TrainingSplit.form(sql)};
            examples.add(example(question, "u", sql, keys));
            examples.add(example(question, "u", null, keys));
        }
        return examples;
    }

    @Test
    void split_hasNothingOnBothSides() {
        Split split = TrainingSplit.split(examples(), 0.2, 1);

        assertThat(split.train().size() + split.validation().size()).isEqualTo(180);
        assertThat(split.validation()).hasSizeBetween(10, 60);
        for (TrainingExample held : split.validation()) {
            for (TrainingExample trained : split.train()) {
                assertThat(Collections.disjoint(held.keys(), trained.keys()))
                        .as("%s and %s", held, trained)
                        .isTrue();
                assertThat(shared(held.question(), trained.question()))
                        .as("%s and %s", held.question(), trained.question())
                        .isLessThan(0.7);
            }
        }
    }

    /** The measure of near-duplicates, written down a second time: the split is not to vouch for itself. */
    private static double shared(String one, String other) {
        Set<String> both = new HashSet<>(List.of(one.toLowerCase(Locale.ROOT).split("\\W+")));
        Set<String> all = new HashSet<>(both);
        Set<String> others = Set.of(other.toLowerCase(Locale.ROOT).split("\\W+"));
        both.retainAll(others);
        all.addAll(others);
        return (double) both.size() / all.size();
    }

    @Test
    void split_isTheSameForTheSameSeed_inWhateverOrder() {
        List<TrainingExample> shuffled = new ArrayList<>(examples());
        Collections.shuffle(shuffled, new Random(7));

        Split split = TrainingSplit.split(examples(), 0.2, 1);

        assertThat(TrainingSplit.split(shuffled, 0.2, 1).validation())
                .containsExactlyInAnyOrderElementsOf(split.validation());
        assertThat(TrainingSplit.split(examples(), 0.2, 2).validation()).isNotEqualTo(split.validation());
        assertThat(TrainingSplit.split(examples(), 0, 1).validation()).isEmpty();
    }

    @Test
    void littleData_isForTrainingFirst() {
        List<TrainingExample> few = List.of(
                example("How many funds?", "u", "SELECT 1", "conversation 1"),
                example("What is the exit value?", "u", "SELECT 2", "conversation 1"),
                example("Who leads deals?", "u", "SELECT a FROM b", "conversation 2"));

        assertThat(TrainingSplit.split(few, 1 / 3.0, 1).validation()).hasSizeLessThan(2);
    }

    @Test
    void example_isAChatThatEndsInTheCall_withTheProductsTools() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        String line = TrainingFiles.jsonl(
                List.of(example("q", "How much did Adam Stone invest?", "SELECT 1 WHERE n = 'Adam Stone'")),
                new PersonNames(List.of("Adam Stone")),
                counts);

        JsonNode chat = new JsonMapper().readTree(line);
        assertThat(chat.at("/messages").findValuesAsText("role")).containsExactly("system", "user", "assistant");
        JsonNode call = chat.at("/messages/2/tool_calls/0/function");
        assertThat(call.path("name").asText()).isEqualTo("sql_query");
        assertThat(new JsonMapper()
                        .readTree(call.path("arguments").asText())
                        .path("sql")
                        .asText())
                .isEqualTo("SELECT 1 WHERE n = '<PERSON_1>'");
        assertThat(chat.at("/tools/0/function/parameters/required/0").asText()).isEqualTo("sql");
        assertThat(chat.path("tools").size()).isEqualTo(3);
        assertThat(line).doesNotContain("Adam", "Stone").endsWith("\n");
        assertThat(counts).containsOnly(Map.entry("PERSON", 2));
    }

    @Test
    void exportInPlaceOfAnother_leavesNothingOfIt() throws IOException {
        TrainingFiles.replace(folder, Map.of("sql-train.jsonl", "a\n", "sql-validation.jsonl", "b\n"));
        Files.writeString(folder.resolve("notes.txt"), "mine");

        TrainingFiles.replace(folder, Map.of("sql-train.jsonl", "b\n"));

        assertThat(TrainingFiles.in(folder)).containsExactly(folder.resolve("sql-train.jsonl"));
        assertThat(folder.resolve("sql-train.jsonl")).hasContent("b");
        assertThat(folder.resolve("notes.txt")).exists();
    }

    @Test
    void tickets_areGroupedByThreadTopicAndRequester() throws IOException {
        Path file = Files.writeString(folder.resolve("t.jsonl"), """
                {"subject":"Re: VPN","description":"down","reply":"up","requester":"Ann@x.com","thread":7}

                {"subject":"","body":"x","reply":"y"}
                """);

        List<TrainingExample> tickets = SolvedTickets.read(file);

        assertThat(tickets.get(0).keys()).containsExactly("topic vpn", "thread 7", "requester ann@x.com");
        assertThat(tickets.get(1).keys()).isEmpty();
    }

    @Test
    void ticketWithoutReply_isNamedByItsLine() throws IOException {
        Path file = Files.writeString(
                folder.resolve("t.jsonl"), "{\"subject\":\"a\",\"reply\":\"b\"}\n{\"subject\":\"a\"}\n");

        assertThatThrownBy(() -> SolvedTickets.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2");
    }
}
