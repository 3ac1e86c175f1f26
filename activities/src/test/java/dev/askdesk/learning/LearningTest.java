package dev.askdesk.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.learning.FeedbackItem.State;
import dev.askdesk.learning.Steward.NotAcceptable;
import dev.askdesk.learning.TrainingSplit.Split;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.ask.Usage;
import dev.askdesk.workflows.ask.UserMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    @TempDir
    Path folder;

    private static RatedTurn rated(String text, boolean helpful, @Nullable String correction, Exchange... before) {
        Evidence evidence = new Evidence(
                "SELECT SUM(amount) FROM investments WHERE invested_on >= '2025-01-01'",
                List.of("investments"),
                List.of(),
                List.of(),
                null,
                1,
                false,
                "handle",
                false,
                "m");
        Turn turn = new Turn(
                new UserMessage("m1", "ann", text, NOW),
                "Answered",
                List.of(),
                List.of(),
                new Reply.Answer("It is 12.", Preview.EMPTY, evidence, Usage.NONE),
                new Feedback("m1", "ann", helpful, correction, null),
                List.of());
        return new RatedTurn("ask/c/1", turn, List.of(before));
    }

    private FeedbackItem stored(RatedTurn rated) {
        return new FeedbackStore(folder.resolve("feedback"), folder.resolve("verified")).store("fund", rated, NOW);
    }

    @Test
    void judgement_isKeptOnce_andAChangedMindReplacesIt() {
        FeedbackStore store = new FeedbackStore(folder.resolve("feedback"), folder.resolve("verified"));
        FeedbackItem first = store.store("fund", rated("How much?", true, null), NOW);
        store.accept(first, Steward.accepted(first, null, null, null));
        assertThat(store.store("fund", rated("How much?", true, null), NOW.plusSeconds(9))
                        .state())
                .isEqualTo(State.ACCEPTED);
        FeedbackItem changed = store.store("fund", rated("How much?", false, "too little"), NOW.plusSeconds(9));
        assertThat(store.list()).containsExactly(changed);
        assertThat(changed.state()).isEqualTo(State.NEW);
        assertThat(changed.correction()).isEqualTo("too little");
    }

    @Test
    void contentPerson_givesTheQuestionItsSqlAndWords() {
        var accepted = Steward.accepted(stored(rated("How much since 2025?", true, null)), null, null, null);
        assertThat(accepted.question()).isEqualTo("How much since 2025?");
        assertThat(accepted.sql()).startsWith("SELECT SUM");
        assertThat(accepted.answer()).isEqualTo("It is 12.");
    }

    @Test
    void discontentPerson_needsTheRightSql() {
        assertThatThrownBy(() -> Steward.accepted(stored(rated("How much?", false, "wrong")), null, null, null))
                .isInstanceOf(NotAcceptable.class)
                .hasMessageContaining("--sql");
        var accepted = Steward.accepted(stored(rated("How much?", false, "SELECT 2 FROM funds")), null, null, null);
        assertThat(accepted.sql()).isEqualTo("SELECT 2 FROM funds");
        assertThat(accepted.answer()).isNull();
    }

    @Test
    void questionOfAConversation_mustBeSaidInFull() {
        FeedbackItem item =
                stored(rated("and in 2022?", true, null, new Exchange("How much in 2021?", "SELECT 1", "1")));
        assertThatThrownBy(() -> Steward.accepted(item, null, null, null))
                .hasMessageContaining("--question")
                .hasMessageContaining("How much in 2021?");
        assertThat(Steward.accepted(item, "How much in 2022?", null, null).question())
                .isEqualTo("How much in 2022?");
    }

    @Test
    void movingTimeWithAFixedDate_isRefused() {
        FeedbackItem item = stored(rated("How much last year?", true, null));
        assertThatThrownBy(() -> Steward.accepted(item, null, null, null)).hasMessageContaining("last year");
        assertThat(Steward.accepted(item, null, "SELECT 1 FROM funds WHERE d > CURRENT_DATE - 365", null)
                        .question())
                .isEqualTo("How much last year?");
    }

    @Test
    void verifiedQuestions_areSeenByWhoReadsThemAlready() {
        VerifiedQuestions reader = new VerifiedQuestions(folder, "fund");
        assertThat(reader.get()).isEmpty();
        new VerifiedQuestions(folder, "fund").write(List.of(new VerifiedQuestion("a?", "SELECT 1")));
        assertThat(reader.get()).containsExactly(new VerifiedQuestion("a?", "SELECT 1"));
        new VerifiedQuestions(folder, "fund").write(List.of());
        assertThat(reader.get()).isEmpty();
    }

    @Test
    void split_keepsWhatBelongsTogetherOnOneSide() {
        List<TrainingExample> examples = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String sql = "SELECT SUM(x" + i / 3 + ") FROM t WHERE y = '" + i + "'";
            examples.add(new TrainingExample(
                    "sql",
                    List.of("conversation c" + i / 2, "form " + TrainingSplit.form(sql)),
                    "question number " + "abcdefghijklmnopqrstuvwxyz".charAt(i % 26) + i + " about topic" + i / 3,
                    "s",
                    "u",
                    sql,
                    null,
                    List.of()));
        }
        Split split = TrainingSplit.split(examples, 0.2, 1);
        assertThat(split.train().size() + split.validation().size()).isEqualTo(60);
        assertThat(split.validation()).isNotEmpty();
        assertThat(split.validation().size()).isLessThan(25);
        Set<String> trained = new HashSet<>();
        split.train().forEach(example -> trained.addAll(example.keys()));
        split.validation().forEach(example -> assertThat(example.keys()).doesNotContainAnyElementsOf(trained));
        assertThat(TrainingSplit.split(examples, 0.2, 1)).isEqualTo(split);
    }

    @Test
    void exportedExample_isAChatThatEndsInTheCall() {
        TrainingExample example = new TrainingExample(
                "sql",
                List.of(),
                "q",
                "You are an analyst.",
                "How much did Adam Stone invest?",
                "SELECT 1 WHERE n = 'Adam Stone'",
                null,
                List.of());
        TreeMap<String, Integer> counts = new TreeMap<>();
        String line = TrainingFiles.jsonl(List.of(example), new PersonNames(List.of("Adam Stone")), counts);
        assertThat(line)
                .contains("\"role\":\"system\"", "\"tool_calls\"", "sql_query", "<PERSON_1>")
                .doesNotContain("Adam Stone")
                .endsWith("\n");
        assertThat(counts).containsEntry("PERSON", 2);
    }
}
