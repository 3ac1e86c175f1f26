package dev.askdesk.starters.slack;

import dev.askdesk.starters.schedules.NoteRater;
import dev.askdesk.workflows.ask.AskCommandWorkflow;
import dev.askdesk.workflows.ask.AskCommandWorkflow.Command;
import dev.askdesk.workflows.ask.AskWorkflow;
import dev.askdesk.workflows.ask.Cancel;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Conversation.Chat;
import dev.askdesk.workflows.ask.Deletion;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.ask.ShowPanel;
import dev.askdesk.workflows.ask.UserMessage;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** AskConversations on a Temporal server. */
final class TemporalConversations implements AskConversations, AutoCloseable {
    /** Slack waits three seconds for its acknowledgement; Temporal's own retries end with this deadline. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final WorkflowClient client;
    private final String taskQueue;
    private final Limits limits;
    private final Chat chat;
    private final NoteRater notes;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "askdesk-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param taskQueue of the workflow
     * @param limits with how long a thread's conversation stays open
     * @param notes takes ratings of Desk's notes
     */
    TemporalConversations(WorkflowClient client, String taskQueue, Limits limits, Chat chat, NoteRater notes) {
        this.client = client;
        this.notes = notes;
        this.taskQueue = taskQueue;
        this.limits = limits;
        this.chat = chat;
    }

    @Override
    public void say(String channel, String thread, UserMessage message) {
        Conversation conversation = Conversation.inThread(channel, thread, limits, chat);
        AskWorkflow stub = client.newWorkflowStub(
                AskWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(conversation.conversationId())
                        .setTaskQueue(taskQueue)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setStaticSummary("A conversation in a Slack thread")
                        .build());
        inTime(() -> {
            BatchRequest batch = client.newSignalWithStartRequest();
            batch.add(stub::converse, conversation);
            batch.add(stub::userSaid, message);
            client.signalWithStart(batch);
        });
    }

    @Override
    public Presence reply(String conversationId, UserMessage message) {
        return tell(conversationId, ask -> ask.userSaid(message));
    }

    @Override
    public Presence edited(String conversationId, UserMessage message) {
        return tell(conversationId, ask -> ask.edited(message));
    }

    @Override
    public Presence deleted(String conversationId, String messageId) {
        return tell(conversationId, ask -> ask.deleted(new Deletion(messageId)));
    }

    @Override
    public Presence cancel(String conversationId, String messageId) {
        return tell(conversationId, ask -> ask.cancelQuestion(new Cancel(messageId)));
    }

    @Override
    public Presence show(String conversationId, ShowPanel wish) {
        return tell(conversationId, ask -> ask.show(wish));
    }

    @Override
    public Presence rate(String conversationId, Feedback feedback) {
        return tell(conversationId, ask -> ask.rate(feedback));
    }

    @Override
    public boolean isKnown(String conversationId) {
        try {
            inTime(() -> client.newUntypedWorkflowStub(conversationId).describe());
            return true;
        } catch (WorkflowNotFoundException none) {
            return false;
        }
    }

    /** Takes a question that was asked by a command, once for each {@code commandId}. */
    void command(String channel, String userId, String text, String commandId) {
        Command command = new Command(
                channel, userId, text, commandId, Instant.ofEpochMilli(System.currentTimeMillis()), limits, chat);
        AskCommandWorkflow stub = client.newWorkflowStub(
                AskCommandWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(command.workflowId())
                        .setTaskQueue(taskQueue)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                        .setStaticSummary("A question by a Slack command")
                        .build());
        inTime(() -> {
            try {
                WorkflowClient.start(stub::open, command);
            } catch (WorkflowExecutionAlreadyStarted taken) {
                // The same command again.
            }
        });
    }

    /** Takes what somebody thinks of a note of Desk's. */
    void rateNote(String note, String userId, boolean helpful) {
        inTime(() -> notes.rate(note, userId, helpful));
    }

    /** A server says "not found" of what ended and of what never was: only a second question tells them apart. */
    private Presence tell(String conversationId, Consumer<AskWorkflow> signal) {
        AskWorkflow stub = client.newWorkflowStub(AskWorkflow.class, conversationId);
        try {
            inTime(() -> signal.accept(stub));
            return Presence.TOLD;
        } catch (WorkflowNotFoundException notRunning) {
            return isKnown(conversationId) ? Presence.CLOSED : Presence.UNKNOWN;
        }
    }

    private void inTime(Runnable call) {
        CancellableContext deadline =
                Context.current().withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, clock);
        try {
            deadline.run(call);
        } catch (WorkflowNotFoundException notRunning) {
            throw notRunning;
        } catch (RuntimeException e) {
            throw new UnreachableException(e);
        } finally {
            deadline.cancel(null);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
