package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.Conversation.Chat;
import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A conversation in a thread of several people, which a message of ours accompanies from its progress to its reply. */
@Timeout(60)
class ChatThreadAttackTest {
    private static final String ID = "ask/C1/1000.1";
    private static final String ROOT = "1000.1";

    final ScriptedWorld world = new ScriptedWorld();
    final ScriptedThread thread = new ScriptedThread();

    @RegisterExtension
    final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.dataConverter())
                    .build())
            .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                    .setWorkflowCacheSize(cacheSize())
                    .build())
            .registerWorkflowImplementationTypes(AskWorkflowImpl.class, AskCommandWorkflowImpl.class)
            .setActivityImplementations(world, thread)
            .build();

    private TestWorkflowEnvironment server;
    private Talk talk;
    private String taskQueue;
    private Limits limits = Limits.DEFAULT;

    int cacheSize() {
        return 600;
    }

    @BeforeEach
    void converse(TestWorkflowEnvironment server, Worker worker) {
        this.server = server;
        this.taskQueue = worker.getTaskQueue();
        this.talk = new Talk(server.getWorkflowClient(), taskQueue, ID, limits);
    }

    @AfterEach
    void openGate() {
        world.gate.release(100);
        thread.gates.values().forEach(gate -> gate.release(100));
    }

    private static final Limits ONE_A_RUN = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 1, false, 1);

    private void noProgressIsLeft() {
        assertThat(thread.messages.values())
                .noneMatch(ours -> ours.shows().matches("Understanding|Executing|Interpreting|Clarifying"));
    }

    /** All is said and done when a later question of somebody else is. */
    private void settled(String id) {
        says("zoe", id, "How much?");
        awaitShown(id, "Answer: It is 42.");
    }

    private void clarifiedAndInWork() {
        says("ann", ROOT, Words.UNCLEAR + " " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        world.gate.release();
        awaitShown(ROOT, "Which year? [2022, 2023]");
        says("ann", "1002.1", "2023");
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        awaitShown("1002.1", "Understanding");
    }

    @Test
    void questionDeletedInWork_afterItWasClarified_leavesNothingBehind() {
        clarifiedAndInWork();
        talk.running().deleted(new Deletion(ROOT));
        Talk.await("the removal", () -> thread.shown.contains(ROOT + ": -"));
        settled("1003.1");

        assertThat(thread.messages.values())
                .extracting(ScriptedThread.Ours::key)
                .containsExactly("1003.1");
    }

    @Test
    void questionEditedInWork_afterItWasClarified_leavesNoProgressBehind() {
        clarifiedAndInWork();
        talk.running().edited(message("ann", ROOT, "How many?"));
        awaitShown(ROOT, "Answer: It is 42.");

        noProgressIsLeft();
    }

    @Test
    void answeredQuestionThatIsEdited_isNoReplyToAnotherOfItsAsker() {
        says("ann", ROOT, Words.DECLINED);
        awaitShown(ROOT, "Declined: The data knows no weather.");
        says("ann", "1001.1", Words.UNCLEAR);
        awaitShown("1001.1", "Which year? [2022, 2023]");
        talk.running().edited(message("ann", ROOT, "How much?"));
        awaitShown(ROOT, "Answer: It is 42.");

        assertThat(thread.at("1001.1")).isEqualTo("Which year? [2022, 2023]");
        assertThat(talk.running().transcript().turns())
                .filteredOn(turn -> turn.message().messageId().equals(ROOT))
                .singleElement()
                .satisfies(turn -> assertThat(turn.message().text()).isEqualTo("How much?"));
    }

    @Test
    void optionOfOneQuestion_isNoReplyToAnotherOfTheSameAsker() {
        says("ann", ROOT, Words.UNCLEAR + " " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        says("ann", "1001.1", Words.UNCLEAR);
        world.gate.release(50);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        awaitShown("1001.1", "Which year? [2022, 2023]");
        String second = thread.messages.values().stream()
                .filter(ours -> ours.key().equals("1001.1"))
                .map(ScriptedThread.Ours::id)
                .findFirst()
                .orElseThrow();
        String click = "choice/" + second;
        talk.running().userSaid(new UserMessage(click, "ann", "2022", Instant.ofEpochSecond(1002)));
        awaitShown(click, "Answer: It is 42.");

        assertThat(thread.at(ROOT)).isEqualTo("Which year? [2022, 2023]");
        assertThat(thread.at("1001.1")).isEqualTo("Which year? []");
    }

    @Test
    void answeredQuestionThatIsEdited_inALaterRun_hasItsAnswerReplaced() {
        limits = ONE_A_RUN;
        says("ann", ROOT, Words.DECLINED);
        awaitShown(ROOT, "Declined: The data knows no weather.");
        Talk.await("another run", () -> !talk.runId().equals(talk.firstRunId()));
        talk.running().edited(message("ann", ROOT, "How much?"));
        Talk.await("the answer", () -> thread.shown.contains(ROOT + ": Answer: It is 42."));

        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void questionEditedInWork_whereTheRunEnds_leavesNoProgressBehind() {
        limits = ONE_A_RUN;
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        awaitShown(ROOT, "Understanding");
        talk.running().edited(message("ann", ROOT, "How many?"));
        Talk.await("the answer", () -> thread.shown.contains(ROOT + ": Answer: It is 42."));

        noProgressIsLeft();
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void questionEditedInWork_whosePlaceWasMadeAndItsAnswerLost_leavesNoProgressBehind() {
        thread.failures.add(FailureType.CHANNEL_UNAVAILABLE);
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        Talk.await("the place", () -> !thread.messages.isEmpty());
        talk.running().edited(message("ann", ROOT, "How many?"));
        Talk.await("the answer", () -> thread.shown.contains(ROOT + ": Answer: It is 42."));

        noProgressIsLeft();
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void filesThatCannotBeAttached_holdNobodyUp() {
        thread.failing.add("attach");
        says("ann", ROOT, "How much? many rows");
        awaitShown(ROOT, "Answer: It is 42.");
        says("bob", "1001.1", "And now?");

        awaitShown("1001.1", "Answer: It is 42.");
    }

    @Test
    void editThatOvertakesItsMessage_isNotLost() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().edited(message("ann", "1001.1", "How many?"));
        says("ann", "1001.1", "How many weather?");

        awaitShown("1001.1", "Answer: It is 42.");
    }

    @Test
    void deletionThatOvertakesItsMessage_isNotLost() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().deleted(new Deletion("1001.1"));
        says("ann", "1001.1", "How many?");
        settled("1002.1");

        assertThat(thread.at("1001.1")).isNull();
    }

    @Test
    void conversationCancelled_whileAPlaceIsBeingMade_leavesNoProgressBehind() {
        thread.gates.put("begin", new Semaphore(0));
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        Talk.await("a post under way", () -> thread.gates.get("begin").hasQueuedThreads());
        talk.untyped().cancel();
        Talk.pause(3000);
        thread.gates.get("begin").release();
        Talk.await("the progress", () -> thread.shown.contains(ROOT + ": Understanding"));
        Talk.await("the end", () -> thread.shown.stream().anyMatch(shown -> shown.startsWith(ROOT + ": Failed")));
        Talk.pause(1000);

        noProgressIsLeft();
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void questionDeleted_whileItsClarificationsPlaceIsBeingMade_leavesNothingBehind() {
        says("ann", ROOT, Words.UNCLEAR + " " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        world.gate.release();
        awaitShown(ROOT, "Which year? [2022, 2023]");
        thread.gates.put("begin", new Semaphore(0));
        says("ann", "1002.1", "2023");
        Talk.await("a post under way", () -> thread.gates.get("begin").hasQueuedThreads());
        talk.running().deleted(new Deletion(ROOT));
        Talk.pause(2000);
        thread.gates.get("begin").release(10);
        Talk.await("the progress", () -> thread.shown.contains("1002.1: Understanding"));
        settled("1003.1");

        noProgressIsLeft();
    }

    @Test
    void editedQuestionThatIsDeleted_beforeItIsBegunAnew_leavesNothingBehind() {
        says("zoe", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        says("ann", "1002.1", "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        awaitShown("1002.1", "Understanding");
        says("bob", "1001.1", "And? " + Words.SLOW_WORDING);
        talk.running().edited(message("ann", "1002.1", "How many?"));
        Talk.await("another in work", () -> thread.shown.contains("1001.1: Understanding"));
        talk.running().deleted(new Deletion("1002.1"));
        world.gate.release(50);
        awaitShown("1001.1", "Answer: It is 42.");
        settled("1003.1");

        assertThat(thread.at("1002.1")).isNull();
    }

    @Test
    void strangersQuestionDeleted_whileTheirRightsAreLookedUp_leavesNothingBehind() {
        thread.strangers.add("eve");
        thread.gates.put("authorize", new Semaphore(0));
        says("eve", ROOT, "How much?");
        Talk.await("a look", () -> thread.gates.get("authorize").hasQueuedThreads());
        talk.running().deleted(new Deletion(ROOT));
        Talk.pause(500);
        thread.gates.get("authorize").release(50);
        settled("1003.1");

        assertThat(thread.at(ROOT)).isNull();
    }

    @Test
    void questionStopped_whileRightsAreLookedUp_isStopped() {
        thread.gates.put("authorize", new Semaphore(0));
        says("ann", ROOT, "How much?");
        Talk.await("a look", () -> thread.gates.get("authorize").hasQueuedThreads());
        talk.cancels(ROOT);
        Talk.pause(500);
        thread.gates.get("authorize").release(50);
        settled("1003.1");

        assertThat(thread.at(ROOT)).startsWith("Failed: Cancelled");
    }

    @Test
    void optionOfASettledQuestion_asksNothing() {
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        String place = thread.messages.values().iterator().next().id();
        says("ann", "1002.1", "2023");
        awaitShown("1002.1", "Answer: It is 42.");
        talk.running().userSaid(new UserMessage("choice/" + place, "ann", "2022", Instant.ofEpochSecond(1002)));
        settled("1003.1");

        assertThat(thread.messages).hasSize(3);
    }

    @Test
    void clickInACancelledConversation_doesNotEndItBeforeItsReply() {
        thread.gates.put("audience", new Semaphore(0));
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        awaitShown(ROOT, "Understanding");
        talk.untyped().cancel();
        Talk.await("a look", () -> thread.gates.get("audience").hasQueuedThreads());
        talk.running().show(new ShowPanel(ROOT, "bob", Panel.SQL));
        Talk.pause(1000);
        thread.gates.get("audience").release(50);
        Talk.pause(3000);

        assertThat(thread.at(ROOT)).startsWith("Failed: Cancelled");
    }

    @Test
    void lateDeliveryOfAnEarlierQuestion_isNoReply() {
        says("ann", "1001.1", Words.UNCLEAR);
        awaitShown("1001.1", "Which year? [2022, 2023]");
        says("ann", ROOT, "How much?");
        settled("1003.1");

        assertThat(thread.at("1001.1")).isEqualTo("Which year? [2022, 2023]");
    }

    @Test
    void threadWithAQuestionThatWaits_goesOnInAnotherRun() {
        limits = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 5, false, 1);
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        for (int i = 1; i <= 20; i++) {
            says("bob", 1000 + i + ".1", "How much?");
            awaitShown(1000 + i + ".1", "Answer: It is 42.");
        }
        System.out.println("EVENTS "
                + server.getWorkflowClient().fetchHistory(ID).getEvents().size());
        assertThat(talk.runId()).isNotEqualTo(talk.firstRunId());
    }

    @Test
    void judgementInACancelledConversation_doesNotEndItBeforeItsReply() {
        thread.gates.put("audience", new Semaphore(0));
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        awaitShown(ROOT, "Understanding");
        talk.untyped().cancel();
        Talk.await("a look", () -> thread.gates.get("audience").hasQueuedThreads());
        talk.running().rate(new Feedback(ROOT, "bob", true, null, null));
        Talk.pause(1000);
        thread.gates.get("audience").release(50);
        Talk.pause(3000);

        assertThat(thread.at(ROOT)).startsWith("Failed: Cancelled");
    }

    @Test
    void messageThatWaits_whenTheConversationIsCancelled_isToldSo() {
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        says("bob", "1001.1", "And now?");
        Talk.pause(300);
        talk.untyped().cancel();
        Talk.await("the end", () -> String.valueOf(thread.at(ROOT)).startsWith("Failed: Cancelled"));
        Talk.pause(2000);

        assertThat(thread.at("1001.1")).isNotNull();
    }

    @Test
    void reminderThatCannotBePosted_doesNotKeepAReplyWaiting() {
        thread.failing.add("remind");
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        server.sleep(Duration.ofHours(25));
        says("ann", "1002.1", "2023");

        awaitShown("1002.1", "Answer: It is 42.");
    }

    @Test
    void tokenThatIsRefusedForAMoment_leavesNoProgressBehind() {
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        awaitShown(ROOT, "Understanding");
        thread.failingOnce.put(
                "reply", new java.util.concurrent.ConcurrentLinkedQueue<>(List.of(FailureType.CHANNEL_CREDENTIALS)));
        world.gate.release(50);
        settled("1003.1");

        noProgressIsLeft();
    }

    @Test
    void replyForOnePersonAlone_isShownToThem_thoughItsFilesCannotBeSent() {
        thread.insiders.add("ann");
        thread.failing.add("attach");
        says("ann", ROOT, "How much? many rows");
        awaitShown(ROOT, "for ann alone");

        Talk.await("the panel", () -> !thread.panels.isEmpty());
    }

    @Test
    void questionDeleted_whileItIsFoundOutWhoReadsAlong_leavesNothingBehind() {
        thread.gates.put("audience", new Semaphore(0));
        says("ann", ROOT, "How much?");
        Talk.await("a look", () -> thread.gates.get("audience").hasQueuedThreads());
        talk.running().deleted(new Deletion(ROOT));
        Talk.pause(500);
        thread.gates.get("audience").release(50);
        settled("1003.1");

        assertThat(thread.at(ROOT)).isNull();
    }

    @Test
    void questionStopped_whileItIsFoundOutWhoReadsAlong_isStopped() {
        thread.gates.put("audience", new Semaphore(0));
        says("ann", ROOT, "How much?");
        Talk.await("a look", () -> thread.gates.get("audience").hasQueuedThreads());
        talk.cancels(ROOT);
        Talk.pause(500);
        thread.gates.get("audience").release(50);
        settled("1003.1");

        assertThat(thread.at(ROOT)).startsWith("Failed: Cancelled");
    }

    @Test
    void questionWhoseWaitingReplyIsEdited_isSettledByTheNewWords() {
        says("ann", ROOT, Words.UNCLEAR + " " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        world.gate.release();
        awaitShown(ROOT, "Which year? [2022, 2023]");
        says("ann", "1002.1", "2032");
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        talk.running().edited(message("ann", "1002.1", "2023"));
        Talk.pause(500);
        world.gate.release(50);
        awaitShown("1002.1", "Answer: It is 42.");
        Talk.pause(2000);

        assertThat(talk.turn(0).clarifications()).extracting(Exchange::userText).containsExactly("2023");
    }

    private void says(String user, String messageId, String text) {
        WorkflowClient client = server.getWorkflowClient();
        AskWorkflow workflow = client.newWorkflowStub(
                AskWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(ID)
                        .setTaskQueue(taskQueue)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
        BatchRequest request = client.newSignalWithStartRequest();
        request.add(workflow::converse, Conversation.inThread("C1", ROOT, limits, chat()));
        request.add(workflow::userSaid, message(user, messageId, text));
        client.signalWithStart(request);
    }

    private Chat chat() {
        return new Chat(taskQueue, Duration.ofDays(1));
    }

    private static UserMessage message(String user, String messageId, String text) {
        return new UserMessage(
                messageId,
                user,
                text,
                Instant.ofEpochSecond(
                        Long.parseLong(List.of(messageId.split("\\.")).get(0))));
    }

    private void awaitShown(String key, String text) {
        Talk.await("“" + text + "” at " + key, () -> Objects.equals(thread.at(key), text));
    }
}
