package dev.askdesk.workflows.ask;

import static dev.askdesk.workflows.ask.ScriptedSteps.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.ask.ReplyActivity.PostRequest;
import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.Usage;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A conversation on an in-process server; {@link UncachedAskWorkflowTest} runs the same without a workflow cache. */
@Timeout(60)
class AskWorkflowTest {
    private static final String ID = "ask/test/1";
    private static final Limits LIMITS = Limits.DEFAULT;

    final ScriptedWorld world = new ScriptedWorld();

    @RegisterExtension
    final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.dataConverter())
                    .build())
            .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                    .setWorkflowCacheSize(cacheSize())
                    .build())
            .registerSearchAttribute(SearchAttributes.PHASE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .registerSearchAttribute(SearchAttributes.USER.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .registerWorkflowImplementationTypes(AskWorkflowImpl.class)
            .setActivityImplementations(world)
            .build();

    private TestWorkflowEnvironment server;
    private Talk talk;

    int cacheSize() {
        return 600;
    }

    @BeforeEach
    void converse(TestWorkflowEnvironment server, Worker worker) {
        this.server = server;
        this.talk = new Talk(server.getWorkflowClient(), worker.getTaskQueue(), ID, LIMITS);
    }

    @AfterEach
    void openGate() {
        world.gate.release(100);
    }

    // Messages by signal

    @Test
    void firstSignal_startsTheConversation_andItsReplyIsDelivered() {
        talk.says("m1", "How much?");

        Reply.Answer answer = talk.awaitReply(0, Reply.Answer.class);
        awaitPosts("m1");
        assertThat(world.posts).containsExactly(new PostRequest(ID, "m1", answer));
        assertThat(answer.text()).isEqualTo("It is 42.");
        assertThat(answer.evidence().resultHandle()).isEqualTo(ID + "/m1/0.0");
        assertThat(talk.turn(0).phase()).isEqualTo("Answer");
    }

    @Test
    void twoMessagesAtOnce_areAnsweredInOrder_withTheFirstAsHistoryOfTheSecond() {
        talk.says("m1", "First " + Words.SLOW_MODEL);
        talk.says("m2", "Second");
        world.gate.release();

        awaitPosts("m1", "m2");
        assertThat(talk.turn(0).message().text()).startsWith("First");
        assertThat(talk.turn(1).message().text()).isEqualTo("Second");
        assertThat(world.histories.get("m2")).containsExactly(new Exchange("First slow model", sqlOf(0), "It is 42."));
    }

    @Test
    void messageSeenBefore_isIgnored() {
        talk.says("m1", "How much?");
        awaitPosts("m1");

        talk.says("m1", "How much?");
        talk.says("m2", "And now?");

        awaitPosts("m1", "m2");
        assertThat(world.count("understand m1")).isEqualTo(1);
        assertThat(talk.running().transcript().turns()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, AskWorkflowImpl.MAX_TEXT + 1})
    void signalThatAnUpdateWouldRefuse_isDropped(int length) {
        talk.says("m1", "x".repeat(length));
        talk.says("m2", "How much?");

        awaitPosts("m2");
        assertThat(talk.running().transcript().turns()).hasSize(1);
    }

    @Test
    void signalThatIsNoMessage_isDropped() {
        talk.says("m1", "How much?");
        talk.untyped().signal("userSaid", Map.of("messageId", "m2", "userId", "ann"));
        talk.says("m3", "And now?");

        awaitPosts("m1", "m3");
    }

    // Messages by update

    @Test
    void updateWithStart_getsTheReply_andNothingIsDelivered() {
        Reply reply = talk.asks("m1", "How much?");

        assertThat(reply).isInstanceOf(Reply.Answer.class);
        assertThat(world.posts).isEmpty();
    }

    @Test
    void updateOfARunningConversation_getsTheReply() {
        talk.asks("m1", "How much?");

        assertThat(talk.running().ask(message("m2", "And the weather?"))).isInstanceOf(Reply.Declined.class);
        assertThat(world.histories.get("m2")).hasSize(1);
    }

    @Test
    void updateOfAMessageSeenBefore_getsTheReplyThatItGot() {
        Reply first = talk.asks("m1", "How much?");

        assertThat(talk.asks("m1", "How much?")).isEqualTo(first);
        assertThat(world.count("understand m1")).isEqualTo(1);
    }

    @Test
    void updateOfAMessageInWork_waitsForItsReply() {
        talk.says("m1", "How much? " + Words.SLOW_MODEL);
        CompletableFuture<Reply> again = talk.asksLater("m1", "How much? " + Words.SLOW_MODEL);
        world.gate.release();

        assertThat(again.join()).isInstanceOf(Reply.Answer.class);
        assertThat(world.count("understand m1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t "})
    void emptyUpdate_isRefusedWithAdvice(String text) {
        assertThat(refusal("m1", text)).isEqualTo("The message is empty. Ask a question.");
    }

    @Test
    void updateOfTooManyCharacters_isRefusedWithAdvice() {
        assertThat(refusal("m1", "x".repeat(4_001)))
                .isEqualTo("The message has 4001 characters; at most 4000 are taken. Ask it in fewer words.");
        assertThat(talk.asks("m2", "x".repeat(4_000))).isInstanceOf(Reply.Answer.class);
    }

    @Test
    void refusedUpdate_leavesNoTrace() {
        refusal("m1", "");

        assertThat(talk.asks("m1", "How much?")).isInstanceOf(Reply.Answer.class);
    }

    // Clarifying

    @Test
    void ambiguousQuestionBySignals_asksBack_andTheNextMessageIsTheReply() {
        talk.says("m1", "What did Adam buy?");
        awaitPosts("m1");
        assertThat(talk.awaitReply(0, Reply.ClarifyingQuestion.class).options())
                .containsExactly("Adam Stone", "Adam Hill");
        assertThat(talk.turn(0).phase()).isEqualTo("Clarifying");

        talk.says("m2", "Stone");

        awaitPosts("m1", "m2");
        assertThat(world.posts.get(0).reply()).isInstanceOf(Reply.ClarifyingQuestion.class);
        assertThat(world.posts.get(1).reply()).isInstanceOf(Reply.Answer.class);
        assertThat(talk.running().transcript().turns()).hasSize(1);
        assertThat(talk.turn(0).clarifications()).hasSize(1);
        assertThat(sqlOf(0)).contains("Stone");
    }

    @Test
    void unclearQuestionByUpdates_asksBack_andTheNextMessageIsTheReply() {
        Reply first = talk.asks("m1", "An unclear question");
        Reply second = talk.asks("m2", "2022");

        assertThat(first)
                .isEqualTo(new Reply.ClarifyingQuestion("Which year?", List.of("2022", "2023"), first.usage()));
        assertThat(second).isInstanceOf(Reply.Answer.class);
        assertThat(second.usage().modelCalls()).isEqualTo(3);
        assertThat(talk.asks("m1", "An unclear question")).as("asked again").isEqualTo(first);
        assertThat(world.posts).isEmpty();
    }

    @Test
    void askedBySignal_repliedByUpdate_eachGetsItsReplyItsOwnWay() {
        talk.says("m1", "What did Adam buy?");
        talk.awaitReply(0, Reply.ClarifyingQuestion.class);

        assertThat(talk.asks("m2", "Stone")).isInstanceOf(Reply.Answer.class);
        assertThat(posted()).containsExactly("m1");
    }

    @Test
    void messageSentBeforeTheQuestionBack_isNotItsReply_andIsAnsweredAfterwards() {
        talk.says("m1", Words.SLOW_MODEL + " and " + Words.UNCLEAR);
        talk.says("m2", "Another question");
        world.gate.release();
        awaitPosts("m1");

        world.gate.release();
        talk.says("m3", "2022");

        awaitPosts("m1", "m3", "m2");
        assertThat(talk.turn(0).clarifications().get(0).userText()).isEqualTo("2022");
        assertThat(talk.turn(1).message().text()).isEqualTo("Another question");
    }

    @Test
    void nobodyReplies_expiresUnderItsOwnKey_andALateReplyIsToldSo() {
        talk.says("m1", "What did Adam buy?");
        awaitPosts("m1");

        server.sleep(LIMITS.clarificationWait().plusHours(1));
        awaitPosts("m1", "m1/expired");
        talk.says("m2", "adam stone ");

        awaitPosts("m1", "m1/expired", "m2");
        assertThat(world.posts.get(1).reply()).isInstanceOf(Reply.Expired.class);
        assertThat(world.posts.get(2).reply()).isInstanceOf(Reply.Expired.class);
        assertThat(talk.turn(1).phase()).isEqualTo("Expired");
        assertThat(talk.turn(1).reply().usage()).isEqualTo(Usage.NONE);
        assertThat(world.calls).doesNotContain("understand m2");
    }

    @Test
    void afterAnExpiry_anotherQuestionIsAQuestion() {
        talk.says("m1", "What did Adam buy?");
        awaitPosts("m1");
        server.sleep(LIMITS.clarificationWait().plusHours(1));

        assertThat(talk.asks("m2", "How much?")).isInstanceOf(Reply.Answer.class);
    }

    // The stop button

    @ParameterizedTest
    @ValueSource(strings = {Words.SLOW_MODEL, Words.SLOW_WAREHOUSE, Words.SLOW_WORDING})
    void cancelInWork_endsTheQuestion_andSaysSo(String slow) {
        talk.says("m1", slow);
        Talk.await("the slow step", () -> world.gate.hasQueuedThreads());

        talk.cancels("m1");

        awaitPosts("m1");
        assertThat(failed(0).reason()).isEqualTo(QuestionMachine.CANCELLED);
        assertThat(talk.asks("m2", "How much?")).isInstanceOf(Reply.Answer.class);
    }

    @Test
    void cancelWhileWaitingInTheInbox_isNeverBegun_andSaysSo() {
        talk.says("m1", Words.SLOW_MODEL);
        Talk.await("the slow step", () -> world.gate.hasQueuedThreads());
        talk.says("m2", "By signal");
        CompletableFuture<Reply> m3 = talk.asksLater("m3", "By update");

        talk.cancels("m2");
        talk.cancels("m3");

        assertThat(((Reply.Failed) m3.join()).reason()).isEqualTo(QuestionMachine.CANCELLED);
        awaitPosts("m2");
        world.gate.release();
        awaitPosts("m2", "m1");
        assertThat(world.calls).doesNotContain("understand m2", "understand m3");
    }

    @Test
    void cancelWhileClarifying_isDeliveredBesideTheQuestionBack() {
        talk.says("m1", "What did Adam buy?");
        awaitPosts("m1");

        talk.cancels("m1");

        awaitPosts("m1", "m1/cancelled");
        assertThat(failed(0).reason()).isEqualTo(QuestionMachine.CANCELLED);
        assertThat(talk.asks("m1", "What did Adam buy?")).isInstanceOf(Reply.ClarifyingQuestion.class);
        assertThat(talk.asks("m2", "Stone")).as("no reply to anything any more").isInstanceOf(Reply.Answer.class);
        assertThat(talk.running().transcript().turns()).hasSize(2);
    }

    @Test
    void cancelByTheReplyThatClarified_endsTheQuestion() {
        talk.says("m1", Words.UNCLEAR + ", with " + Words.SLOW_WAREHOUSE);
        awaitPosts("m1");
        talk.says("m2", "2022");
        Talk.await("the slow step", () -> world.gate.hasQueuedThreads());

        talk.cancels("m2");

        awaitPosts("m1", "m2");
        assertThat(failed(0).reason()).isEqualTo(QuestionMachine.CANCELLED);
    }

    @Test
    void cancelOfNothing_changesNothing() {
        Reply reply = talk.asks("m1", "How much?");

        talk.cancels("m1");
        talk.cancels("never said");

        assertThat(talk.turn(0).reply()).isEqualTo(reply);
        assertThat(talk.asks("m2", "And now?")).isInstanceOf(Reply.Answer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"What did Adam buy?", "How much?", Words.SLOW_MODEL})
    void cancelledWorkflow_endsAsCancelled(String text) {
        talk.says("m1", text);
        Talk.await("a wait", () -> !world.posts.isEmpty() || world.gate.hasQueuedThreads());

        talk.untyped().cancel();

        assertThatThrownBy(() -> talk.untyped().getResult(Void.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasCauseInstanceOf(CanceledFailure.class);
    }

    // Feedback and transcript

    @Test
    void rating_isKeptWithItsTurn() {
        talk.asks("m1", "How much?");
        talk.asks("m2", "And now?");
        Feedback down = new Feedback("m1", "ann", false, "It was 43.", "SELECT 43");

        talk.running().rate(down);
        talk.running().rate(new Feedback("never said", "ann", true, null, null));

        assertThat(talk.turn(0).feedback()).isEqualTo(down);
        assertThat(talk.turn(1).feedback()).isNull();
        assertThat(world.stored).hasSize(1).allSatisfy(rated -> {
            assertThat(rated.conversationId()).isEqualTo(ID);
            assertThat(rated.turn()).isEqualTo(talk.turn(0));
            assertThat(rated.history()).isEmpty();
        });
    }

    @Test
    void ratedFollowUp_isStoredWithWhatCameBefore() {
        talk.asks("m1", "How much?");
        talk.asks("m2", "And now?");

        talk.running().rate(up("m2"));

        assertThat(awaitStored(1).get(0).history())
                .extracting(Exchange::userText)
                .containsExactly("How much?");
    }

    /** A channel shows the thumbs below the answer, which is the reply to what clarified the question. */
    @ParameterizedTest
    @ValueSource(strings = {"m1", "m2"})
    void ratedClarification_countsForItsQuestion(String messageId) {
        talk.asks("m1", Words.UNCLEAR);
        talk.asks("m2", "2022");

        talk.running().rate(up(messageId));

        assertThat(awaitStored(1)).allSatisfy(rated -> {
            assertThat(rated.turn().feedback()).isEqualTo(up("m1"));
            assertThat(rated.turn().clarifications()).hasSize(1);
        });
    }

    @Test
    void ratingThatCannotBeStored_isTriedAgain() {
        talk.asks("m1", "How much?");
        String correction = Words.STORE_FAILS + FailureType.RESULTS_UNAVAILABLE + " once";

        talk.running().rate(new Feedback("m1", "ann", false, correction, null));

        awaitStored(1);
        assertThat(world.count("store")).isEqualTo(2);
    }

    @Test
    void changedMind_isStoredAfterTheFirst() {
        talk.asks("m1", "How much?");
        Feedback down = new Feedback("m1", "ann", false, Words.SLOW_STORE, null);

        talk.running().rate(down);
        Talk.await("the slow step", () -> world.gate.hasQueuedThreads());
        talk.running().rate(up("m1"));
        talk.asks("m2", "And now?");
        assertThat(world.count("store")).isEqualTo(1);
        world.gate.release();

        assertThat(awaitStored(2)).extracting(rated -> rated.turn().feedback()).containsExactly(down, up("m1"));
    }

    @Test
    void ratingInALaterRun_isStored() {
        Talk brief = talk.with(perRun(2));
        brief.asks("m1", Words.UNCLEAR);
        brief.asks("m2", "2022");
        String run = brief.runId();
        brief.asks("m3", "And now?");
        Talk.await("the next run", () -> !brief.runId().equals(run));

        brief.running().rate(up("m2"));

        assertThat(awaitStored(1))
                .allSatisfy(rated -> assertThat(rated.turn().feedback()).isEqualTo(up("m1")));
    }

    private static Feedback up(String messageId) {
        return new Feedback(messageId, "ann", true, null, null);
    }

    private List<RatedTurn> awaitStored(int count) {
        Talk.await(count + " judgements", () -> world.stored.size() == count);
        return world.stored;
    }

    @ParameterizedTest
    @CsvSource({
        "slow model, Understanding",
        "slow warehouse, Executing",
        "slow wording, Interpreting",
        "unclear, Clarifying",
        "plain, Answer",
        "weather, Declined",
        "nonsense, Failed"
    })
    void transcript_showsEachPhase(String text, String phase) {
        talk.says("m1", text);

        assertThat(talk.awaitPhase(0, phase).message()).isEqualTo(message("m1", text));
    }

    @Test
    void transcript_showsWhatWasRepaired() {
        talk.asks("m1", "A wrong column");

        assertThat(talk.turn(0).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.problem().kind()).isEqualTo(Problem.Kind.UNKNOWN_COLUMN));
    }

    @Test
    void transcriptOfALongConversation_keepsRowsOfTheLastTurnsOnly() {
        for (int i = 0; i < 7; i++) {
            talk.asks("m" + i, "How much?");
        }

        assertThat(talk.running().transcript().turns())
                .extracting(
                        turn -> ((Reply.Answer) turn.reply()).preview().rows().size())
                .containsExactly(0, 0, 1, 1, 1, 1, 1);
        assertThat(world.histories.get("m6")).as("shown to the model").hasSize(6);
    }

    @Test
    void searchAttributes_showPhaseAndUser() {
        Talk searchable = talk.with(new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 100, true, 1));

        searchable.asks("m1", "An unclear question");

        var attributes = searchable.untyped().describe().getTypedSearchAttributes();
        assertThat(attributes.get(SearchAttributes.PHASE)).isEqualTo("Clarifying");
        assertThat(attributes.get(SearchAttributes.USER)).isEqualTo("ann");
    }

    // Delivery

    @Test
    void deliveryThatLostItsAcknowledgement_isTriedAgain_andDeliveredOnce() {
        world.channelFailures.addAll(List.of(FailureType.CHANNEL_UNAVAILABLE, FailureType.CHANNEL_UNAVAILABLE));

        talk.says("m1", "How much?");
        Talk.await("the first try", () -> world.count("post m1") == 1);
        server.sleep(Duration.ofMinutes(1));

        assertThat(world.count("post m1")).isEqualTo(3);
        assertThat(posted()).containsExactly("m1");
    }

    @Test
    void deliveryThatFailsForGood_leavesTheConversationOpen() {
        world.channelFailures.add(FailureType.RESULT_MISSING);

        talk.says("m1", "How much?");
        Talk.await("the only try", () -> world.count("post m1") == 1);

        assertThat(talk.asks("m2", "And now?")).isInstanceOf(Reply.Answer.class);
        assertThat(world.count("post m1")).isEqualTo(1);
    }

    // A failing world

    @ParameterizedTest
    @EnumSource(FailureType.class)
    void failingModel_isTriedAsItsTypeSays_andEndsWithAdvice(FailureType type) {
        talk.says("m1", Words.MODEL_FAILS + type);
        Talk.await("the first try", () -> world.count("understand m1") == 1);
        server.sleep(Duration.ofMinutes(2));

        assertThat(failed(0)).isEqualTo(new Reply.Failed("It broke. " + type.advice(), type.name(), Usage.NONE));
        assertThat(world.count("understand m1")).isEqualTo(type.retryable() ? 5 : 1);
    }

    @Test
    void failingWarehouse_isTriedSixTimes_andEndsWithAdvice() {
        talk.says("m1", Words.WAREHOUSE_FAILS + "WAREHOUSE_UNAVAILABLE");
        Talk.await("the first try", () -> world.count("run ask/test/1/m1/0.0") == 1);
        server.sleep(Duration.ofMinutes(5));

        assertThat(failed(0).text()).isEqualTo("It broke. " + FailureType.WAREHOUSE_UNAVAILABLE.advice());
        assertThat(world.count("run ask/test/1/m1/0.0")).isEqualTo(6);
    }

    @Test
    void failingOnce_isNotNoticed() {
        talk.says("m1", Words.MODEL_FAILS + "MODEL_UNAVAILABLE once");
        Talk.await("the first try", () -> world.count("understand m1") == 1);
        server.sleep(Duration.ofSeconds(10));

        assertThat(talk.awaitReply(0, Reply.Answer.class).text()).isEqualTo("It is 42.");
        assertThat(world.count("understand m1")).isEqualTo(2);
    }

    @Test
    void failingWording_leavesTheRows() {
        Reply.Answer answer = (Reply.Answer) talk.asks("m1", Words.WORDING_FAILS + "MODEL_CREDENTIALS");

        assertThat(answer.preview().rows()).hasSize(1);
        assertThat(answer.text()).contains("rows are below").contains(FailureType.MODEL_CREDENTIALS.advice());
    }

    @Test
    void failureOfNoKnownType_isInternal() {
        talk.says("m1", Words.MODEL_FAILS + "Surprise");
        Talk.await("the first try", () -> world.count("understand m1") == 1);
        server.sleep(Duration.ofMinutes(2));

        assertThat(failed(0).reason()).isEqualTo("INTERNAL");
        assertThat(failed(0).text()).contains("Understand").contains("It broke.");
    }

    @Test
    void brokenScreen_isInternal_andTheConversationGoesOn() {
        Reply.Failed failed = (Reply.Failed) talk.asks("m1", Words.SCREEN_BREAKS);

        assertThat(failed.reason()).isEqualTo("INTERNAL");
        assertThat(failed.text()).contains("ScreenGround").contains("the catalog is broken");
        assertThat(talk.asks("m2", "How much?")).isInstanceOf(Reply.Answer.class);
    }

    // Its end, and its next run

    @Test
    void idleConversation_ends_andTheNextMessageStartsAnother() {
        talk.asks("m1", "How much?");
        server.sleep(LIMITS.idle().plusMinutes(1));
        talk.untyped().getResult(Void.class);

        talk.asks("m2", "How much?");

        assertThat(talk.running().transcript().turns()).hasSize(1);
    }

    @Test
    void eachMessage_putsTheIdleEndOff_andLeavesNoTimer() {
        talk.asks("m1", "An unclear question");
        talk.asks("m2", "2022");
        server.sleep(LIMITS.idle().minusHours(1));
        talk.asks("m3", "How much?");
        server.sleep(LIMITS.idle().minusHours(1));

        assertThat(talk.asks("m4", "And now?")).isInstanceOf(Reply.Answer.class);
        assertThat(talk.running().transcript().turns()).hasSize(3);
        assertThat(events(EventType.EVENT_TYPE_TIMER_FIRED)).isZero();
        assertThat(events(EventType.EVENT_TYPE_TIMER_CANCELED)).isEqualTo(3);
    }

    @Test
    void fullRun_continuesAsNew_withItsMemory() {
        Talk brief = talk.with(perRun(2));
        Reply first = brief.asks("m1", "How much?");
        String run = brief.runId();
        brief.asks("m2", "And now?");
        Talk.await("the next run", () -> !brief.runId().equals(run));

        brief.asks("m3", "And then?");

        assertThat(brief.running().transcript().turns()).hasSize(3);
        assertThat(world.histories.get("m3")).hasSize(2);
        Reply.Answer again = (Reply.Answer) brief.asks("m1", "How much?");
        assertThat(again.evidence()).isEqualTo(((Reply.Answer) first).evidence());
        assertThat(again.preview()).as("rows stay behind").isEqualTo(Preview.EMPTY);
        assertThat(world.count("understand m1")).isEqualTo(1);
    }

    @Test
    void fullRunWithMessagesWaiting_takesThemAlong() {
        Talk brief = talk.with(perRun(1));
        brief.says("m1", Words.SLOW_MODEL);
        Talk.await("the slow step", () -> world.gate.hasQueuedThreads());
        String run = brief.runId();
        brief.says("m2", "And now?");
        brief.says("m3", "And then?");
        world.gate.release();

        awaitPosts("m1", "m2", "m3");
        Talk.await("the next run", () -> !brief.runId().equals(run));
        assertThat(brief.awaitReply(2, Reply.Answer.class)).isNotNull();
    }

    @Test
    void fullRunWithCallersWaiting_answersThemFirst() {
        Talk brief = talk.with(perRun(1));
        brief.says("m1", Words.SLOW_MODEL);
        Talk.await("the slow step", () -> world.gate.hasQueuedThreads());
        CompletableFuture<Reply> m2 = brief.asksLater("m2", "And now?");
        CompletableFuture<Reply> m3 = brief.asksLater("m3", "And then?");
        world.gate.release();

        assertThat(List.of(m2.join(), m3.join())).allMatch(Reply.Answer.class::isInstance);
        assertThat(brief.asks("m4", "At last?")).isInstanceOf(Reply.Answer.class);
        assertThat(brief.running().transcript().turns()).hasSize(4);
    }

    @Test
    void lateReplyAfterContinueAsNew_isStillKnown() {
        Talk brief = talk.with(perRun(1));
        brief.says("m1", "What did Adam buy?");
        awaitPosts("m1");
        String run = brief.runId();
        server.sleep(LIMITS.clarificationWait().plusHours(1));
        Talk.await("the next run", () -> !brief.runId().equals(run));

        assertThat(brief.asks("m2", "Adam Hill")).isInstanceOf(Reply.Expired.class);
    }

    private static Limits perRun(int questions) {
        return new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), questions, false, 1);
    }

    private String refusal(String messageId, String text) {
        try {
            Reply reply = talk.asks(messageId, text);
            throw new AssertionError("not refused: " + reply);
        } catch (WorkflowUpdateException refused) {
            return ((ApplicationFailure) refused.getCause()).getOriginalMessage();
        }
    }

    private String sqlOf(int turn) {
        return ((Reply.Answer) talk.turn(turn).reply()).evidence().sql();
    }

    private Reply.Failed failed(int turn) {
        return talk.awaitReply(turn, Reply.Failed.class);
    }

    private long events(EventType type) {
        return server.getWorkflowClient().fetchHistory(ID).getHistory().getEventsList().stream()
                .filter(event -> event.getEventType() == type)
                .count();
    }

    private List<String> posted() {
        return world.posts.stream().map(PostRequest::messageId).toList();
    }

    private void awaitPosts(String... messageIds) {
        Talk.await("delivery of " + List.of(messageIds), () -> posted().size() >= messageIds.length);
        assertThat(posted()).containsExactly(messageIds);
    }
}
