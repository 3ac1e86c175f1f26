package dev.askdesk.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.learning.FeedbackItem.State;
import dev.askdesk.learning.Steward.NotAcceptable;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.wire.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    private static final Preview ROWS = new Preview(List.of("n"), List.of("number"), List.of(List.of("12")));

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
                null,
                "m");
        Turn turn = new Turn(
                new UserMessage("m1", "ann", text, NOW),
                "Answered",
                List.of(),
                List.of(),
                new Reply.Answer("It is 12.", ROWS, evidence, Usage.NONE),
                new Feedback("m1", "ann", helpful, correction, null),
                List.of());
        return new RatedTurn("ask/c/1", turn, List.of(before));
    }

    private static RatedTurn rated(String text, String userId) {
        RatedTurn rated = rated(text, true, null);
        return rated.judgedAnew(new Feedback("m1", userId, true, null, null));
    }

    private static RatedTurn withRows(RatedTurn rated, Preview rows) {
        Turn turn = rated.turn();
        Reply.Answer answer = (Reply.Answer) Objects.requireNonNull(turn.reply());
        return with(rated, turn.clarifications(), new Reply.Answer(answer.text(), rows, answer.evidence(), Usage.NONE));
    }

    private static RatedTurn with(RatedTurn rated, List<Exchange> clarifications, @Nullable Reply reply) {
        Turn turn = rated.turn();
        return new RatedTurn(
                rated.conversationId(),
                new Turn(turn.message(), turn.phase(), List.of(), clarifications, reply, turn.feedback(), List.of()),
                rated.history());
    }

    private String clarified(String question, String askedBack, String reply) {
        RatedTurn rated = rated(question, reply);
        List<Exchange> clarifications = List.of(new Exchange(reply, null, askedBack));
        return Steward.accepted(stored(with(rated, clarifications, rated.turn().reply())), null, null, null)
                .question();
    }

    private FeedbackStore store() {
        return new FeedbackStore(folder.resolve("feedback"), folder.resolve("verified"));
    }

    private List<VerifiedQuestion> verified() {
        return new VerifiedQuestions(folder.resolve("verified"), "fund").get();
    }

    private FeedbackItem stored(RatedTurn rated) {
        return store().store("fund", rated, NOW);
    }

    @Test
    void judgement_isKeptOnce_andAChangedMindReplacesIt() {
        FeedbackStore store = store();
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
    void sameJudgementWithoutItsRows_changesNothing() {
        FeedbackStore store = store();
        FeedbackItem first = store.store("fund", rated("How much?", true, null), NOW);
        store.accept(first, Steward.accepted(first, null, null, null));

        FeedbackItem again = store.store("fund", withRows(rated("How much?", true, null), Preview.EMPTY), NOW);

        assertThat(again.state()).isEqualTo(State.ACCEPTED);
    }

    @Test
    void judgementGivenBeforeTheAnswer_isReplacedByTheSameAfterIt() {
        RatedTurn answered = rated("How much?", true, null);
        stored(with(answered, List.of(), null));

        assertThat(stored(answered).sql()).startsWith("SELECT SUM");
    }

    @Test
    void changedMind_keepsTheRows_andTakesBackWhatWasAccepted() {
        FeedbackStore store = store();
        FeedbackItem first = store.store("fund", rated("How much?", true, null), NOW);
        store.accept(first, Steward.accepted(first, null, null, null));
        assertThat(verified()).hasSize(1);
        assertThat(folder.resolve("feedback/cases.jsonl")).content().contains("\"How much?\"");

        FeedbackItem changed = store.store(
                "fund", withRows(rated("How much?", false, "too little"), Preview.EMPTY), NOW.plusSeconds(9));

        assertThat(changed.rated().turn().reply())
                .isEqualTo(first.rated().turn().reply());
        assertThat(verified()).isEmpty();
        assertThat(folder.resolve("feedback/cases.jsonl")).isEmptyFile();
    }

    @Test
    void judgementThatChangedUnderTheSteward_isNotAccepted() {
        FeedbackStore store = store();
        FeedbackItem seen = store.store("fund", rated("How much?", true, null), NOW);
        store.store("fund", rated("How much?", false, "too little"), NOW.plusSeconds(9));

        assertThatThrownBy(() -> store.accept(seen, Steward.accepted(seen, null, null, null)))
                .isInstanceOf(NotAcceptable.class);
        assertThat(store.list()).extracting(FeedbackItem::state).containsExactly(State.NEW);
    }

    @Test
    void manyWritersAtOnce_loseNothing_andLeaveNoHalfFiles() throws IOException {
        IntStream.range(0, 60).parallel().forEach(i -> {
            FeedbackItem item = store().store("fund", rated("How much " + i + "?", "user" + i % 30), NOW);
            store().accept(item, Steward.accepted(item, null, null, null));
        });

        assertThat(store().list()).hasSize(30);
        assertThat(verified()).hasSize(30);
        try (Stream<Path> files = Files.list(folder.resolve("feedback"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }

    @Test
    void sameQuestionWithOtherSql_isNotAcceptedTwice() {
        FeedbackStore store = store();
        FeedbackItem first = store.store("fund", rated("How much?", "ann"), NOW);
        store.accept(first, Steward.accepted(first, null, null, null));
        FeedbackItem other = store.store("fund", rated("how MUCH", "bob"), NOW);

        assertThatThrownBy(() -> Steward.requireNoOther(
                        store.list(), other, Steward.accepted(other, null, "SELECT 2 FROM funds", null)))
                .isInstanceOf(NotAcceptable.class)
                .hasMessageContaining(first.id());
        Steward.requireNoOther(store.list(), other, Steward.accepted(other, null, null, null));
    }

    @Test
    void clarifiedQuestion_namesWhatWasMeant() {
        assertThat(clarified("What did Adam buy?", "Which “Adam” do you mean: Adam Hill or Adam Stone?", "Stone"))
                .isEqualTo("What did Adam Stone buy?");
        assertThat(clarified("How much?", "Which year?", "2022")).isEqualTo("How much? (2022)");
    }

    @Test
    void brokenLineOfTheVerifiedQuestions_costsThatLineOnly() throws IOException {
        VerifiedQuestions reader = new VerifiedQuestions(folder, "fund");
        reader.write(List.of(new VerifiedQuestion("a?", "SELECT 1")));
        Files.writeString(
                reader.file(), "{\"question\":\"cut sh\n{\"question\":\"no sql\"}\n", StandardOpenOption.APPEND);

        assertThat(reader.get()).containsExactly(new VerifiedQuestion("a?", "SELECT 1"));
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
}
