package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.Conversation.Chat;
import dev.askdesk.workflows.ask.ScriptedWorld.Words;
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
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A thread of a chat program with its people, for tests of conversations that are held in one. */
@Timeout(60)
abstract class ChatThreadScene {
    static final String ID = "ask/C1/1000.1";
    /** The thread's first message. */
    static final String ROOT = "1000.1";

    static final Limits ONE_A_RUN = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 1, false, 1);

    final ScriptedWorld world = new ScriptedWorld();
    final ScriptedThread thread = new ScriptedThread();

    @RegisterExtension
    final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.dataConverter())
                    .setIdentity(RecordHistories.IDENTITY)
                    .build())
            .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                    .setWorkflowCacheSize(cacheSize())
                    .build())
            .registerWorkflowImplementationTypes(AskWorkflowImpl.class, AskCommandWorkflowImpl.class)
            .setActivityImplementations(world, thread)
            .build();

    TestWorkflowEnvironment server;
    Talk talk;
    String taskQueue;
    Limits limits = Limits.DEFAULT;

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
    void openGates() {
        world.gate.release(100);
        thread.gates.values().forEach(gate -> gate.release(100));
    }

    void says(String user, String messageId, String text) {
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

    AskCommandWorkflow.Opened command(String user) {
        AskCommandWorkflow.Command command = new AskCommandWorkflow.Command(
                "C1", user, "How much?", "cmd1", Instant.ofEpochSecond(1000), limits, chat());
        return server.getWorkflowClient()
                .newWorkflowStub(
                        AskCommandWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(command.workflowId())
                                .setTaskQueue(taskQueue)
                                .build())
                .open(command);
    }

    /** A question that waits for its asker. */
    void askedBack() {
        says("ann", ROOT, Words.UNCLEAR);
        awaitShown(ROOT, "Which year? [2022, 2023]");
    }

    /** A question whose model is slow. */
    void inWork() {
        says("ann", ROOT, "How much? " + Words.SLOW_MODEL);
        Talk.await("a slow step", world.gate::hasQueuedThreads);
    }

    Chat chat() {
        return new Chat(taskQueue, Duration.ofDays(1));
    }

    /** Sent at the second that its id begins with. */
    static UserMessage message(String user, String messageId, String text) {
        long second = Long.parseLong(messageId.substring(0, messageId.indexOf('.')));
        return new UserMessage(messageId, user, text, Instant.ofEpochSecond(second));
    }

    /** Other words of a message, half a second later. */
    static UserMessage edit(String user, String messageId, String text) {
        Instant sentAt = message(user, messageId, text).sentAt();
        return new UserMessage(messageId, user, text, sentAt.plusMillis(500));
    }

    void awaitShown(String key, String text) {
        Talk.await("“" + text + "” at " + key, () -> Objects.equals(thread.at(key), text));
    }

    /** All is said and done when a later question of somebody else is. */
    void settled(String id) {
        says("zoe", id, "How much?");
        awaitShown(id, "Answer: It is 42.");
    }

    void noProgressIsLeft() {
        assertThat(thread.messages.values())
                .noneMatch(ours -> ours.shows().matches("Understanding|Executing|Interpreting|Clarifying"));
    }
}
