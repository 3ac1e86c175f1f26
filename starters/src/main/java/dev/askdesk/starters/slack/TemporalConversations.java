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
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Conversations as workflows. */
final class TemporalConversations implements Conversations {
    private final WorkflowClient client;
    private final String taskQueue;
    private final Limits limits;
    private final Chat chat;
    private final NoteRater notes;
    private final ExecutorService calls;
    private final Duration deadline;

    /**
     * @param calls threads that wait for Temporal; whoever has to wait for one of them longer than the deadline gives up
     * @param deadline of one call: the client itself would try for a minute, and Slack waits three seconds
     */
    TemporalConversations(
            WorkflowClient client,
            String taskQueue,
            Limits limits,
            Chat chat,
            NoteRater notes,
            ExecutorService calls,
            Duration deadline) {
        this.client = client;
        this.taskQueue = taskQueue;
        this.limits = limits;
        this.chat = chat;
        this.notes = notes;
        this.calls = calls;
        this.deadline = deadline;
    }

    @Override
    public void begin(String channel, String thread, UserMessage message) {
        inTime(() -> {
            AskWorkflow workflow =
                    client.newWorkflowStub(AskWorkflow.class, options(Conversation.threadId(channel, thread)));
            BatchRequest batch = client.newSignalWithStartRequest();
            batch.add(workflow::converse, Conversation.inThread(channel, thread, limits, chat));
            batch.add(workflow::userSaid, message);
            client.signalWithStart(batch);
        });
    }

    private WorkflowOptions options(String workflowId) {
        return WorkflowOptions.newBuilder()
                .setWorkflowId(workflowId)
                .setTaskQueue(taskQueue)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary("A thread in Slack")
                .build();
    }

    @Override
    public Reception say(String channel, String thread, UserMessage message) {
        return signal(Conversation.threadId(channel, thread), workflow -> workflow.userSaid(message));
    }

    @Override
    public Reception edit(String channel, String thread, UserMessage message) {
        return signal(Conversation.threadId(channel, thread), workflow -> workflow.edited(message));
    }

    @Override
    public Reception delete(String channel, String thread, String messageId) {
        return signal(Conversation.threadId(channel, thread), workflow -> workflow.deleted(new Deletion(messageId)));
    }

    @Override
    public Reception stop(String conversationId, String messageId) {
        return signal(conversationId, workflow -> workflow.cancelQuestion(new Cancel(messageId)));
    }

    @Override
    public Reception show(String conversationId, ShowPanel wish) {
        return signal(conversationId, workflow -> workflow.show(wish));
    }

    @Override
    public Reception rate(String conversationId, Feedback feedback) {
        return signal(conversationId, workflow -> workflow.rate(feedback));
    }

    private Reception signal(String workflowId, Consumer<AskWorkflow> signal) {
        Reception[] reception = {Reception.TAKEN};
        inTime(() -> {
            try {
                signal.accept(client.newWorkflowStub(AskWorkflow.class, workflowId));
            } catch (WorkflowNotFoundException notRunning) {
                reception[0] = wasThere(workflowId) ? Reception.ENDED : Reception.UNKNOWN;
            }
        });
        return reception[0];
    }

    private boolean wasThere(String workflowId) {
        try {
            client.newUntypedWorkflowStub(workflowId).describe();
            return true;
        } catch (WorkflowNotFoundException never) {
            return false;
        }
    }

    @Override
    public void command(String channel, String userId, String text, String commandId, Instant at) {
        Command command = new Command(channel, userId, text, commandId, at, limits, chat);
        inTime(() -> {
            AskCommandWorkflow workflow =
                    client.newWorkflowStub(AskCommandWorkflow.class, options(command.workflowId()));
            try {
                WorkflowClient.start(workflow::open, command);
            } catch (WorkflowExecutionAlreadyStarted deliveredTwice) {
                // Once is enough.
            }
        });
    }

    @Override
    public void rateNote(String note, String userId, boolean helpful) {
        inTime(() -> notes.rate(note, userId, helpful));
    }

    private void inTime(Runnable call) {
        Future<?> running;
        try {
            running = calls.submit(call);
        } catch (RejectedExecutionException full) {
            throw new Unavailable(full);
        }
        try {
            running.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // What is under way may still arrive: whoever gets it twice ignores the second one.
            running.cancel(true);
            throw new Unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(e);
        } catch (ExecutionException e) {
            throw isOutage(e.getCause()) ? new Unavailable(e) : new IllegalStateException(e.getCause());
        }
    }

    private static boolean isOutage(@Nullable Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof WorkflowServiceException) {
                return true;
            }
            if (at instanceof StatusRuntimeException status) {
                return status.getStatus().getCode() != Status.Code.INVALID_ARGUMENT;
            }
        }
        return false;
    }
}
