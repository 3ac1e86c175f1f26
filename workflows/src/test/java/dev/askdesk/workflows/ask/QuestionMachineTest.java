package dev.askdesk.workflows.ask;

import static dev.askdesk.workflows.ask.ScriptedSteps.CALL;
import static dev.askdesk.workflows.ask.ScriptedSteps.ROWS;
import static dev.askdesk.workflows.ask.ScriptedSteps.SQL;
import static dev.askdesk.workflows.ask.ScriptedSteps.execution;
import static dev.askdesk.workflows.ask.ScriptedSteps.grounding;
import static dev.askdesk.workflows.ask.ScriptedSteps.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.Grounding.Ambiguity;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import dev.askdesk.workflows.ask.Problem.Kind;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.Mending;
import dev.askdesk.workflows.ask.Steps.StepFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuestionMachineTest {
    private static final Ambiguity ADAMS = new Ambiguity("Adam", List.of("Adam Stone", "Adam Hill", "Adam West"));
    private static final Decision ASK = new Decision.AskUser("Which year?", List.of("2022", "2023"));

    private final ScriptedSteps world = new ScriptedSteps();
    private final List<String> entered = new ArrayList<>();
    private Limits limits = Limits.DEFAULT;
    private Question last = Question.of(message("m0", "not begun"), List.of(), limits);

    @Test
    void plainQuestion_isAnsweredWithItsEvidence() {
        world.decides(new Decision.SqlQuery(SQL, List.of("in dollars")));

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(entered).containsExactly("Understanding", "Executing", "Interpreting", "Answer");
        assertThat(world.calls)
                .containsExactly("ground", "understand", "guard", "dryRun", "run ask/c/1/m1/0.0", "interpret", "check");
        assertThat(answer.text()).isEqualTo("42 in all.");
        assertThat(answer.preview()).isEqualTo(ROWS);
        assertThat(answer.usage()).isEqualTo(CALL.plus(CALL));
        assertThat(answer.evidence())
                .isEqualTo(new Evidence(
                        SQL,
                        List.of("investment"),
                        List.of("in dollars"),
                        List.of("amount > 0"),
                        "2025-12-31",
                        1,
                        false,
                        "ask/c/1/m1/0.0",
                        false,
                        null,
                        "fake"));
    }

    @Test
    void assumptionsOfValues_comeBeforeTheModels_andOnce() {
        ValueMatch stone = new ValueMatch("Stone", "person", "name", "Adam Stone", "Stone is Adam Stone");
        ValueMatch plain = new ValueMatch("fund I", "fund", "name", "Fund I", null);
        world.grounds(() -> new Grounding(
                List.of("person"), "", List.of(stone, stone, plain), null, null, List.of(), false, List.of(), null));
        world.decides(new Decision.SqlQuery("SELECT 1 FROM \"Person\"", List.of("Stone is Adam Stone", "in dollars")));

        assertThat(((Reply.Answer) ask()).evidence().assumptions())
                .containsExactly("Stone is Adam Stone", "in dollars");
    }

    @Test
    void assumptionsOfValues_countWhereTheStatementReadsTheirTable() {
        ValueMatch staff = new ValueMatch("partners", "hr.person", "role", "Partner", "“partners” is a role.");
        ValueMatch other = new ValueMatch("partners", "person_log", "role", "Partner", "“partners” is in the log.");
        world.grounds(() -> new Grounding(
                List.of("person"), "", List.of(staff, other), null, null, List.of(), false, List.of(), null));
        world.decides(new Decision.SqlQuery("SELECT count(*) FROM HR.Person", List.of()));

        assertThat(((Reply.Answer) ask()).evidence().assumptions()).containsExactly("“partners” is a role.");
    }

    @Test
    void refusedStatement_isMendedWithoutTheModel_andTheAnswerSaysSo() {
        world.refuses(Problem.of(Problem.Kind.UNKNOWN_COLUMN, "There is no column town."))
                .mends(new Mending("SELECT mended", List.of("person is joined in for town."), null));

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(entered).containsExactly("Understanding", "Executing", "Executing", "Interpreting", "Answer");
        assertThat(answer.evidence().sql()).isEqualTo("SELECT mended");
        assertThat(answer.evidence().assumptions()).containsExactly("person is joined in for town.");
        assertThat(last.attempts()).isEmpty();
    }

    @Test
    void statementThatMendsForEver_isTheModelsInTheEnd() {
        for (int i = 0; i < 5; i++) {
            world.refuses(Problem.of(Problem.Kind.SYNTAX, "No.")).mends(new Mending("SELECT " + i, List.of(), null));
        }

        assertThat(ask()).isInstanceOf(Reply.Answer.class);
        assertThat(last.attempts()).hasSize(1);
    }

    @Test
    void whatTheDataLacks_isDeclined() {
        world.refuses(Problem.of(Problem.Kind.UNKNOWN_COLUMN, "There is no column salary."))
                .mends(new Mending(null, List.of(), "salary"));

        assertThat(ask()).isInstanceOfSatisfying(Reply.Declined.class, declined -> assertThat(declined.text())
                .contains("salary"));
    }

    @Test
    void questionAboutSomethingElse_isDeclinedWithoutTheModel() {
        world.grounds(
                () -> new Grounding(List.of("fund"), "", List.of(), null, null, List.of(), true, List.of(), null));

        assertThat(ask()).isInstanceOf(Reply.Declined.class);
        assertThat(world.calls).containsExactly("ground");
    }

    @Test
    void whatTheAskerMayNotSee_isDeclinedInTheirWords_beforeAnythingElse() {
        Ambiguity adam = new Ambiguity("Adam", List.of("Adam Stone", "Adam Vale"));
        world.grounds(() -> new Grounding(
                        List.of("fund"), "", List.of(), adam, null, List.of(), true, List.of("salary"), null)
                .with(null, List.of(), List.of("base salary")));

        assertThat(ask()).isInstanceOfSatisfying(Reply.Declined.class, declined -> assertThat(declined.text())
                .isEqualTo("You may not see what the data says about “base salary”."
                        + " Ask the owner of the data for a role."));
        assertThat(world.calls).containsExactly("ground");
    }

    @Test
    void whatNobodyCanBeTold_isSaidRatherThanWhatIsWithheld() {
        world.grounds(
                () -> new Grounding(List.of("fund"), "", List.of(), null, null, List.of(), false, List.of("tax"), null)
                        .with(null, List.of(), List.of("pay")));

        assertThat(ask()).isInstanceOfSatisfying(Reply.Declined.class, declined -> assertThat(declined.text())
                .contains("The data says nothing about “tax”"));
    }

    @Test
    void whoSeesNoTable_isToldWhatToDo() {
        world.grounds(() -> new Grounding(List.of(), "", List.of(), null, null, List.of(), false, List.of(), null));

        assertThat(ask()).isInstanceOfSatisfying(Reply.Declined.class, declined -> assertThat(declined.text())
                .contains("ask its owner for a role"));
        assertThat(world.calls).containsExactly("ground");
    }

    @Test
    void thingThatACompleteCatalogLacks_isDeclinedByItsName() {
        world.grounds(() -> new Grounding(
                List.of("fund"), "", List.of(), null, null, List.of(), false, List.of("churn", "NPS"), null));

        assertThat(ask())
                .isInstanceOfSatisfying(
                        Reply.Declined.class,
                        declined -> assertThat(declined.text())
                                .isEqualTo(
                                        "The data says nothing about “churn”, “NPS”. If it goes by another name there, ask with that."));
        assertThat(world.calls).containsExactly("ground");
    }

    @Test
    void statementThatLeavesSomethingOut_isWrittenAgain() {
        Problem noDate = Problem.of(Problem.Kind.INCOMPLETE, "The question is about 2025.");
        world.decides(new Decision.SqlQuery("SELECT all", List.of())).omits(noDate);

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(answer.evidence().sql()).isEqualTo(SQL);
        assertThat(last.attempts()).containsExactly(new Attempt("SELECT all", noDate));
        assertThat(world.calls).contains("understand after INCOMPLETE");
    }

    @Test
    void statementThatStillLeavesItOut_isNoAnswer() {
        Problem noDate = Problem.of(Problem.Kind.INCOMPLETE, "The question is about 2025.");
        for (int i = 0; i < 10; i++) {
            world.omits(noDate);
        }

        assertThat(ask()).isInstanceOfSatisfying(Reply.Failed.class, failed -> assertThat(failed.text())
                .contains("The question is about 2025."));
    }

    @Test
    void queryThatReadsNoTable_isDeclined() {
        world.admits(() -> new Admission("SELECT SQRT(16)", List.of(), List.of(), null));

        assertThat(ask()).isInstanceOf(Reply.Declined.class);
    }

    @Test
    void modelThatAsksTheQuestionBack_hasNothingToAsk() {
        world.decides(new Decision.AskUser("How much!", List.of()));

        assertThat(ask()).isInstanceOf(Reply.Declined.class);
    }

    @Test
    void statementsThatAgree_vouchForEachOther() {
        limits = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 100, false, 3);

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(entered)
                .containsExactly("Understanding", "Executing", "Comparing", "Comparing", "Interpreting", "Answer");
        assertThat(world.calls).contains("run ask/c/1/m1/0.0", "run ask/c/1/m1/0.0.1");
        assertThat(answer.usage().modelCalls()).isEqualTo(3);
        assertThat(answer.evidence().assumptions()).isEmpty();
    }

    @Test
    void statementsThatDisagree_leaveTheFirstWithADoubt() {
        limits = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 100, false, 3);
        for (String rows : List.of("one", "two", "three")) {
            world.runs(() -> new Execution(null, ROWS, 1, false, null, rows, null));
        }

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(answer.evidence().resultHandle()).isEqualTo("ask/c/1/m1/0.0");
        assertThat(answer.evidence().assumptions()).anyMatch(sentence -> sentence.startsWith("In doubt"));
    }

    @Test
    void majority_outvotesTheFirstStatement() {
        limits = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 100, false, 3);
        for (String rows : List.of("one", "two", "two")) {
            world.runs(() -> new Execution(null, ROWS, 1, false, null, rows, null));
        }

        assertThat(((Reply.Answer) ask()).evidence().resultHandle()).isEqualTo("ask/c/1/m1/0.0.1");
    }

    @Test
    void ambiguousWord_asksBackWithoutTheModel_andTheReplyLeadsToTheAnswer() {
        world.grounds(() -> grounding(ADAMS, null)).hears("Stone");

        assertThat(ask()).isInstanceOf(Reply.Answer.class);
        assertThat(entered)
                .containsExactly("Understanding", "Clarifying", "Understanding", "Executing", "Interpreting", "Answer");
        assertThat(world.calls)
                .startsWith(
                        "ground",
                        "askBack Which “Adam” do you mean: Adam Stone, Adam Hill or Adam West?",
                        "ground",
                        "understand");
        assertThat(last.clarifications())
                .containsExactly(
                        new Exchange("Stone", null, "Which “Adam” do you mean: Adam Stone, Adam Hill or Adam West?"));
        assertThat(world.checked.get(0).question()).contains("How much?").contains("Stone");
    }

    @Test
    void modelAsksTheUser_andTheReplyLeadsToTheAnswer() {
        world.decides(ASK).hears("2022");

        Reply reply = ask();

        assertThat(entered)
                .containsExactly("Understanding", "Clarifying", "Understanding", "Executing", "Interpreting", "Answer");
        assertThat(reply.usage().modelCalls())
                .as("the call that asked is paid too")
                .isEqualTo(3);
        assertThat(world.calls).contains("run ask/c/1/m1/1.0");
    }

    @Test
    void askedBackTooOften_endsAsUnclear() {
        limits = new Limits(3, 2, Duration.ofDays(7), Duration.ofDays(1), 100, false, 1);
        world.decides(ASK, ASK, ASK).hears("2022").hears("2023");

        Reply.Failed failed = (Reply.Failed) ask();

        assertThat(failed.reason()).isEqualTo("UNCLEAR");
        assertThat(failed.text()).contains("2 replies");
        assertThat(entered.stream().filter("Clarifying"::equals)).hasSize(2);
    }

    @Test
    void ambiguityWithoutBudgetLeft_isLeftToTheModel() {
        limits = new Limits(3, 0, Duration.ofDays(7), Duration.ofDays(1), 100, false, 1);
        world.grounds(() -> grounding(ADAMS, null));

        assertThat(ask()).isInstanceOf(Reply.Answer.class);
        assertThat(entered).doesNotContain("Clarifying");
    }

    @Test
    void nobodyReplies_expires() {
        world.decides(ASK).hears(Optional::empty);

        Reply reply = ask();

        assertThat(reply).isInstanceOf(Reply.Expired.class);
        assertThat(reply.text()).contains("Which year?");
        assertThat(reply.usage()).isEqualTo(CALL);
        assertThat(entered).containsExactly("Understanding", "Clarifying", "Expired");
    }

    @Test
    void modelDeclines_isDeclinedWithItsReason() {
        world.decides(new Decision.Decline("The data knows no weather."));

        assertThat(ask()).isEqualTo(new Reply.Declined("The data knows no weather.", CALL));
        assertThat(entered).containsExactly("Understanding", "Declined");
    }

    @Test
    void unreadableReplies_endInAClearFailureWhenTheBudgetEnds() {
        Decision nonsense = new Decision.Unreadable(Problem.of(Kind.UNREADABLE_REPLY, "The model called no tool."));
        world.decides(nonsense, nonsense, nonsense, nonsense);

        Reply.Failed failed = (Reply.Failed) ask();

        assertThat(failed.reason()).isEqualTo("UNREADABLE_REPLY");
        assertThat(failed.text()).startsWith("No answer after 4 tries. The last problem: The model called no tool.");
        assertThat(failed.usage().modelCalls()).as("one try and three repairs").isEqualTo(4);
        assertThat(last.attempts()).hasSize(4).allMatch(attempt -> attempt.sql() == null);
    }

    @Test
    void noBudgetForRepairs_failsOnTheFirstProblem() {
        limits = new Limits(0, 3, Duration.ofDays(7), Duration.ofDays(1), 100, false, 1);
        world.refuses(Problem.of(Kind.SYNTAX, "No."));

        assertThat(ask().text()).startsWith("No answer after 1 try.");
        assertThat(world.calls).containsExactly("ground", "understand", "guard");
    }

    static Stream<Arguments> problemsByStep() {
        return Stream.of(
                named("guard", (world, kind) -> world.refuses(Problem.of(kind, "Mend it."))),
                named("dry run", (world, kind) -> world.plans(() -> Optional.of(Problem.of(kind, "Mend it.")))),
                named("engine", (world, kind) -> world.runs(() -> execution(Problem.of(kind, "Mend it.")))));
    }

    private static Arguments named(String name, BiConsumer<ScriptedSteps, Kind> step) {
        return Arguments.of(Named.of(name, step));
    }

    @ParameterizedTest
    @MethodSource("problemsByStep")
    void problemOfAStep_isRepaired(BiConsumer<ScriptedSteps, Kind> step) {
        step.accept(world, Kind.UNKNOWN_COLUMN);

        assertThat(ask()).isInstanceOf(Reply.Answer.class);
        assertThat(entered)
                .containsExactly("Understanding", "Executing", "Understanding", "Executing", "Interpreting", "Answer");
        assertThat(world.calls).contains("understand after UNKNOWN_COLUMN", "run ask/c/1/m1/0.1");
        assertThat(last.attempts()).containsExactly(new Attempt(SQL, Problem.of(Kind.UNKNOWN_COLUMN, "Mend it.")));
    }

    @ParameterizedTest
    @MethodSource("problemsByStep")
    void missingPermission_isNeverRepaired(BiConsumer<ScriptedSteps, Kind> step) {
        step.accept(world, Kind.PERMISSION);

        assertThat(ask()).isEqualTo(new Reply.Declined("Mend it.", CALL));
        assertThat(world.calls.stream().filter(call -> call.startsWith("understand")))
                .hasSize(1);
        assertThat(last.attempts()).as("the transcript still shows it").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void problemThatStays_endsOnceTheBudgetIsUsedUp(Kind kind) {
        for (int i = 0; i < 10; i++) {
            world.plans(() -> Optional.of(Problem.of(kind, "Still.")));
        }

        Reply reply = ask();

        if (kind == Kind.PERMISSION) {
            assertThat(reply).isInstanceOf(Reply.Declined.class);
        } else {
            assertThat(((Reply.Failed) reply).reason()).isEqualTo(kind.name());
            assertThat(reply.usage().modelCalls()).isEqualTo(1 + limits.repairs());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UNKNOWN_VALUE", "ALL_NULL"})
    void nothingFound_isToldToTheModelOnce_thenAccepted(Kind kind) {
        Problem nothing = Problem.of(kind, "No company is called Databrix.");
        world.runs(() -> execution(nothing)).runs(() -> execution(nothing));

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(world.calls).containsOnlyOnce("understand after " + kind);
        assertThat(answer.evidence().assumptions()).containsExactly("No company is called Databrix.");
        assertThat(world.interpreted.get(0).assumptions()).contains("No company is called Databrix.");
    }

    @Test
    void nothingFoundWithoutBudgetLeft_isAcceptedAtOnce() {
        limits = new Limits(0, 3, Duration.ofDays(7), Duration.ofDays(1), 100, false, 1);
        world.runs(() -> execution(Problem.of(Kind.ALL_NULL, "Nothing to add up.")));

        assertThat(ask()).isInstanceOf(Reply.Answer.class);
    }

    @Test
    void verifiedQuestion_isAnsweredWithoutAskingTheModelForSql() {
        world.grounds(() -> grounding(null, "SELECT 1"))
                .runs(() -> execution(Problem.of(Kind.ALL_NULL, "Nothing to add up.")));

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(world.calls).doesNotContain("understand");
        assertThat(answer.evidence().verifiedQuery()).isTrue();
        assertThat(answer.evidence().sql()).isEqualTo("SELECT 1");
    }

    @Test
    void verifiedQueryThatNoLongerRuns_isLeftToTheModel() {
        world.grounds(() -> grounding(null, "SELECT 1"))
                .grounds(() -> grounding(null, "SELECT 1"))
                .plans(() -> Optional.of(Problem.of(Kind.UNKNOWN_TABLE, "Gone.")));

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(answer.evidence().verifiedQuery()).isFalse();
        assertThat(answer.evidence().sql()).isEqualTo(SQL);
    }

    @Test
    void unsupportedNumbers_areReworded_andOnceMoreIsWithheld() {
        world.words(() -> "It is 43.").words(() -> "It is 44.");
        world.checks(() -> List.of("43")).checks(() -> List.of("44"));

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(world.interpreted.get(0).unsupported()).isEmpty();
        assertThat(world.interpreted.get(1).unsupported()).containsExactly("43");
        assertThat(answer.text()).contains("withheld").contains("44").doesNotContain("It is");
        assertThat(answer.preview()).isEqualTo(ROWS);
        assertThat(answer.usage().modelCalls()).isEqualTo(3);
    }

    @Test
    void unsupportedNumbersMended_areAnswered() {
        world.words(() -> "It is 43.").checks(() -> List.of("43"));

        assertThat(ask().text()).isEqualTo("42 in all.");
    }

    @Test
    void emptyWording_keepsTheRows_andClaimsNoWrongNumbers() {
        world.words(() -> " ");

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(answer.preview()).isEqualTo(ROWS);
        assertThat(answer.text()).contains("rows are below").doesNotContain("withheld");
    }

    @Test
    void wordingFails_theRowsAreStillTheAnswer() {
        world.words(failing("MODEL_UNAVAILABLE"));

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(answer.preview()).isEqualTo(ROWS);
        assertThat(answer.text()).contains("rows are below").contains("It broke.");
    }

    @Test
    void numberCheckFails_theRowsAreTheAnswer_andTheWordingIsPaid() {
        world.checks(failing("RESULT_MISSING"));

        Reply.Answer answer = (Reply.Answer) ask();

        assertThat(answer.text()).as("an unchecked sentence is not shown").doesNotContain("42 in all");
        assertThat(answer.usage().modelCalls()).isEqualTo(2);
    }

    static Stream<Arguments> stepsByState() {
        return Stream.of(
                failingStep("ground", (world, why) -> world.grounds(failing(why))),
                failingStep("understand", (world, why) -> world.decides(QuestionMachineTest.<Decision>failing(why))),
                failingStep("guard", (world, why) -> world.admits(failing(why))),
                failingStep("dry run", (world, why) -> world.plans(failing(why))),
                failingStep("run", (world, why) -> world.runs(failing(why))),
                failingStep("ask back", (world, why) -> world.decides(ASK).hears(failing(why))));
    }

    private static Arguments failingStep(String name, BiConsumer<ScriptedSteps, String> step) {
        return Arguments.of(Named.of(name, step));
    }

    @ParameterizedTest
    @MethodSource("stepsByState")
    void failingStep_endsTheQuestionWithItsReason(BiConsumer<ScriptedSteps, String> step) {
        step.accept(world, "WAREHOUSE_UNAVAILABLE");

        Reply.Failed failed = (Reply.Failed) ask();

        assertThat(failed.reason()).isEqualTo("WAREHOUSE_UNAVAILABLE");
        assertThat(failed.text()).isEqualTo("It broke.");
        assertThat(entered.get(entered.size() - 1)).isEqualTo("Failed");
    }

    @ParameterizedTest
    @MethodSource("stepsByState")
    void cancelInAStep_endsTheQuestionAsCancelled(BiConsumer<ScriptedSteps, String> step) {
        step.accept(world, QuestionMachine.CANCELLED);

        assertThat(((Reply.Failed) ask()).reason()).isEqualTo(QuestionMachine.CANCELLED);
    }

    @Test
    void cancelWhileWording_endsTheQuestionAsCancelled() {
        world.words(failing(QuestionMachine.CANCELLED));

        assertThat(((Reply.Failed) ask()).reason()).isEqualTo(QuestionMachine.CANCELLED);
    }

    @Test
    void cancelWhileCheckingNumbers_endsTheQuestionAsCancelled() {
        world.checks(failing(QuestionMachine.CANCELLED));

        assertThat(((Reply.Failed) ask()).reason()).isEqualTo(QuestionMachine.CANCELLED);
    }

    @Test
    void reply_forgetsTheAttemptsBeforeIt() {
        Problem problem = Problem.of(Kind.SYNTAX, "No.");
        world.refuses(problem)
                .decides(new Decision.SqlQuery("SELEC", List.of()), ASK)
                .hears("2022");

        assertThat(ask()).isInstanceOf(Reply.Answer.class);
        assertThat(last.attempts()).isEmpty();
        assertThat(last.clarifications()).hasSize(1);
    }

    @Test
    void finishedState_followsItself() {
        Finished finished = Finished.failed(last, "ENGINE", "Over.");

        assertThat(finished.next(world)).isSameAs(finished);
        assertThat(world.calls).isEmpty();
    }

    @Test
    void ambiguityOfOneOption_isNone() {
        assertThatThrownBy(() -> new Ambiguity("Adam", List.of("Adam Stone")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Reply ask() {
        return QuestionMachine.run(Question.of(message("m1", "How much?"), List.of(), limits), world, phase -> {
            entered.add(phase.label());
            last = phase.question();
        });
    }

    private static <T> Supplier<T> failing(String reason) {
        return () -> {
            throw new StepFailed(reason, "It broke.", null);
        };
    }
}
