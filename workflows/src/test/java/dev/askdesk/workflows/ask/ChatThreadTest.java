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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A conversation in a thread of several people, which a message of ours accompanies from its progress to its reply. */
@Timeout(60)
class ChatThreadTest {
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
    }

    @Test
    void question_hasOneMessage_thatEndsAsItsReply() {
        says("ann", ROOT, "How much?");

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
        assertThat(thread.shown).startsWith(ROOT + ": Understanding").endsWith(ROOT + ": Answer: It is 42.");
        assertThat(talk.turn(0).message().roles()).containsExactly("role of ann");
    }

    @Test
    void messageDeliveredTwice_isAnsweredOnce() {
        says("ann", ROOT, "How much?");
        says("ann", ROOT, "How much?");
        says("ann", "1001.1", "And now?");

        awaitShown("1001.1", "Answer: It is 42.");
        assertThat(world.count("understand " + ROOT)).isEqualTo(1);
        assertThat(thread.messages).hasSize(2);
    }

    @Test
    void slowStep_isShown_andTheReplyComesLast() {
        says("ann", ROOT, "How much? " + Words.SLOW_WORDING);
        Talk.await("the step", () -> thread.shown.contains(ROOT + ": Interpreting"));
        world.gate.release();

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void placeWhoseMakingFailed_isFoundAgain_andMadeOnce() {
        thread.failures.add(FailureType.CHANNEL_UNAVAILABLE);
        thread.failures.add(FailureType.CHANNEL_RATE_LIMITED);
        says("ann", ROOT, "How much?");

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void strangersQuestion_isRefused_beforeAnythingIsLookedUp() {
        thread.strangers.add("eve");
        says("eve", ROOT, "How much?");

        awaitShown(ROOT, "Declined: Ask for access.");
        assertThat(world.calls).isEmpty();
    }

    @Test
    void secondPerson_isAnsweredWhileTheFirstIsAskedBack_andDoesNotReplyForThem() {
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        says("bob", "1001.1", "How much?");
        awaitShown("1001.1", "Answer: It is 42.");
        assertThat(thread.at(ROOT)).isEqualTo("Which year? [2022, 2023]");

        says("ann", "1002.1", "2023");
        awaitShown("1002.1", "Answer: It is 42.");
        assertThat(thread.at(ROOT)).isEqualTo("Which year? []");
        assertThat(talk.running().transcript().turns()).hasSize(2).allMatch(turn -> turn.phase()
                .equals("Answer"));
    }

    @Test
    void twoPeopleAskedBack_replyInAnyOrder() {
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        says("bob", "1001.1", Words.UNCLEAR);
        awaitShown("1001.1", "Which year? [2022, 2023]");
        says("ann", "1002.1", "2023");
        awaitShown("1002.1", "Answer: It is 42.");
        says("bob", "1003.1", "2022");
        awaitShown("1003.1", "Answer: It is 42.");

        assertThat(talk.turn(0).clarifications()).extracting(Exchange::userText).containsExactly("2023");
        assertThat(talk.turn(1).clarifications()).extracting(Exchange::userText).containsExactly("2022");
    }

    @Test
    void replyForOnePersonAlone_isShownToThem_andNoModelIsToldOfItForOthers() {
        thread.insiders.add("ann");
        says("ann", ROOT, "What do the founders earn?");
        awaitShown(ROOT, "for ann alone");
        Talk.await("the panel", () -> !thread.panels.isEmpty());
        assertThat(thread.panels).singleElement().satisfies(panel -> {
            assertThat(panel.userId()).isEqualTo("ann");
            assertThat(panel.panel()).isEqualTo(Panel.ANSWER);
        });

        says("bob", "1001.1", "And the others?");
        awaitShown("1001.1", "Answer: It is 42.");
        says("ann", "1002.1", "And in 2022?");
        awaitShown("1002.1", "for ann alone");
        assertThat(world.histories.get("1001.1")).isEmpty();
        assertThat(world.histories.get("1002.1")).hasSize(2);
    }

    @Test
    void questionEditedInWork_isAskedAnew_inTheSamePlace() {
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        talk.running().edited(message("ann", ROOT, "How many?"));

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
        assertThat(thread.replies).hasSize(1);
        assertThat(talk.running().transcript().turns())
                .singleElement()
                .satisfies(turn -> assertThat(turn.message().text()).isEqualTo("How many?"));
    }

    @Test
    void questionEditedWhileItIsAskedBack_isAskedAnew() {
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        talk.running().edited(message("ann", ROOT, "How much in 2023?"));

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
        assertThat(talk.turn(0).clarifications()).isEmpty();
    }

    @Test
    void answeredQuestionThatIsEdited_hasItsAnswerReplaced() {
        says("ann", ROOT, Words.DECLINED);
        awaitShown(ROOT, "Declined: The data knows no weather.");
        talk.running().edited(message("ann", ROOT, "How much?"));

        awaitShown(ROOT, "Answer: It is 42.");
        assertThat(thread.messages).hasSize(1);
        assertThat(talk.running().transcript().turns()).hasSize(1);
    }

    @Test
    void messageThatNobodyAsked_isNotAskedByEditingIt() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().edited(message("ann", "1009.9", "Never said"));
        says("ann", "1010.1", "And now?");

        awaitShown("1010.1", "Answer: It is 42.");
        assertThat(thread.messages).hasSize(2);
    }

    @Test
    void questionDeletedInWork_leavesNothingBehind() {
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        talk.running().deleted(new Deletion(ROOT));

        Talk.await("the removal", () -> thread.shown.contains(ROOT + ": -"));
        Talk.await(
                "an empty transcript", () -> talk.running().transcript().turns().isEmpty());
        assertThat(thread.messages).isEmpty();
        assertThat(thread.replies).isEmpty();
    }

    @Test
    void stoppedQuestion_saysSoInItsPlace() {
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
        talk.cancels(ROOT);

        Talk.await("the end", () -> String.valueOf(thread.at(ROOT)).startsWith("Failed: Cancelled"));
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void askerWhoDoesNotReply_isReminded_andThenToldThatItExpired() {
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        server.sleep(Duration.ofHours(25));
        awaitShown(ROOT + "/reminder", "reminder for ann");
        server.sleep(Duration.ofDays(7));

        Talk.await(
                "the expiry", () -> String.valueOf(thread.at(ROOT + "/expired")).startsWith("Expired"));
        assertThat(thread.at(ROOT)).isEqualTo("Which year? []");
        assertThat(thread.messages).hasSize(3);
    }

    @Test
    void messagesThatOvertookEachOther_areAnsweredInTheOrderOfTheirSending() {
        says("ann", "1001.1", "And in 2022?");
        says("ann", ROOT, "How much?");

        awaitShown("1001.1", "Answer: It is 42.");
        assertThat(world.histories.get(ROOT)).isEmpty();
        assertThat(world.histories.get("1001.1")).hasSize(1);
    }

    @Test
    void modelThatFails_endsInTheSamePlace() {
        says("ann", ROOT, Words.MODEL_FAILS + "MODEL_CREDENTIALS");

        Talk.await("the end", () -> String.valueOf(thread.at(ROOT)).startsWith("Failed"));
        assertThat(thread.messages).hasSize(1);
    }

    @Test
    void panel_isShownToWhoeverWishesIt_withTheTurn() {
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        talk.running().show(new ShowPanel(ROOT, "bob", Panel.SQL));
        talk.running().show(new ShowPanel("gone", "bob", Panel.SQL));

        Talk.await("two panels", () -> thread.panels.size() == 2);
        assertThat(thread.panels).filteredOn(panel -> panel.turn() == null).hasSize(1);
    }

    @Test
    void longConversation_goesOnInAnotherRun_withItsPlaces() {
        limits = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 1, false, 1);
        says("ann", ROOT, "How much?");
        awaitShown(ROOT, "Answer: It is 42.");
        says("ann", "1001.1", "And now?");
        awaitShown("1001.1", "Answer: It is 42.");

        assertThat(talk.runId()).isNotEqualTo(talk.firstRunId());
        assertThat(world.histories.get("1001.1")).hasSize(1);
    }

    @Test
    void cancelledConversation_endsItsWaitingQuestionWithAReply() {
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
        talk.untyped().cancel();

        Talk.await("the end", () -> thread.at(ROOT + "/cancelled") != null);
        assertThat(thread.at(ROOT)).isEqualTo("Which year? []");
    }

    @Test
    void command_beginsAThread_withItsQuestion() {
        AskCommandWorkflow.Command command = new AskCommandWorkflow.Command(
                "C1", "ann", "How much?", "cmd1", Instant.ofEpochSecond(1000), limits, chat());
        AskCommandWorkflow workflow = server.getWorkflowClient()
                .newWorkflowStub(
                        AskCommandWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(command.workflowId())
                                .setTaskQueue(taskQueue)
                                .build());

        assertThat(workflow.open(command).conversationId()).isEqualTo("ask/C1/ours1");
        awaitShown("ours1", "Answer: It is 42.");
        assertThat(thread.at("cmd1")).isEqualTo("How much?");
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
