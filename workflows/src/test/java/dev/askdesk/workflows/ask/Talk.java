package dev.askdesk.workflows.ask;

import static dev.askdesk.workflows.ask.ScriptedSteps.message;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** One end of a conversation: says, asks, waits and looks. */
final class Talk {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final WorkflowClient client;
    private final String taskQueue;
    private final String id;
    private final Limits limits;

    Talk(WorkflowClient client, String taskQueue, String id, Limits limits) {
        this.client = client;
        this.taskQueue = taskQueue;
        this.id = id;
        this.limits = limits;
    }

    String id() {
        return id;
    }

    Talk with(Limits others) {
        return new Talk(client, taskQueue, id, others);
    }

    /** Signal-with-start. */
    void says(String messageId, String text) {
        AskWorkflow workflow = toStart();
        BatchRequest request = client.newSignalWithStartRequest();
        request.add(workflow::converse, Conversation.start(id, limits));
        request.add(workflow::userSaid, message(messageId, text));
        client.signalWithStart(request);
    }

    /** Update-with-start; waits for the reply. */
    Reply asks(String messageId, String text) {
        AskWorkflow workflow = toStart();
        return WorkflowClient.executeUpdateWithStart(
                workflow::ask,
                message(messageId, text),
                UpdateOptions.<Reply>newBuilder().build(),
                new WithStartWorkflowOperation<>(workflow::converse, Conversation.start(id, limits)));
    }

    /** Sends an update to the running conversation, and comes back once it is accepted. */
    CompletableFuture<Reply> asksLater(String messageId, String text) {
        WorkflowUpdateHandle<Reply> handle =
                untyped().startUpdate("ask", WorkflowUpdateStage.ACCEPTED, Reply.class, message(messageId, text));
        return handle.getResultAsync();
    }

    AskWorkflow running() {
        return client.newWorkflowStub(AskWorkflow.class, id);
    }

    WorkflowStub untyped() {
        return client.newUntypedWorkflowStub(id);
    }

    void cancels(String messageId) {
        running().cancelQuestion(new Cancel(messageId));
    }

    Turn turn(int index) {
        return running().transcript().turns().get(index);
    }

    /** Waits until the turn is as wanted. */
    Turn awaitTurn(int index, Predicate<Turn> wanted) {
        await("turn " + index, () -> {
            Transcript transcript = running().transcript();
            return transcript.turns().size() > index
                    && wanted.test(transcript.turns().get(index));
        });
        return turn(index);
    }

    Turn awaitPhase(int index, String phase) {
        return awaitTurn(index, turn -> turn.phase().equals(phase));
    }

    /** Waits for a reply of a question that is at its end. */
    <R extends Reply> R awaitReply(int index, Class<R> kind) {
        return kind.cast(awaitTurn(index, turn -> kind.isInstance(turn.reply())).reply());
    }

    String runId() {
        return untyped().describe().getExecution().getRunId();
    }

    String firstRunId() {
        return untyped().describe().getWorkflowExecutionInfo().getFirstRunId();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for " + what, e);
            }
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private AskWorkflow toStart() {
        return client.newWorkflowStub(
                AskWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(taskQueue)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .build());
    }
}
