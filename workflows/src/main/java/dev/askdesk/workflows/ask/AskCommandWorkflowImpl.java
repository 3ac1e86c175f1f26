package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.AccessRequest;
import dev.askdesk.workflows.ask.ChatActivity.OpenRequest;
import dev.askdesk.workflows.ask.ChatActivity.Opening;
import dev.askdesk.workflows.ask.ChatActivity.RefusalRequest;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** One message and one conversation. */
public final class AskCommandWorkflowImpl implements AskCommandWorkflow {
    /** The listener's clock may be ahead of the chat program's by so much. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    @Override
    public Opened open(Command command) {
        ChatActivity chat = Workflow.newActivityStub(
                ChatActivity.class, ActivityPolicies.chat(command.chat().taskQueue()));
        UserMessage asked = new UserMessage(command.commandId(), command.userId(), command.text(), command.sentAt());
        // Nobody has words of theirs posted who may not ask; the question is counted by its conversation.
        String refusal = chat.authorize(new AccessRequest(command.workflowId(), asked, false))
                .refusal();
        if (refusal != null) {
            chat.refuse(new RefusalRequest(command.channel(), command.userId(), refusal));
            return new Opened(null);
        }
        String after = command.sentAt().minus(CLOCKS).getEpochSecond() + ".000000";
        Opening opened = chat.open(
                new OpenRequest(command.channel(), command.userId(), command.text(), command.commandId(), after));
        UserMessage message = new UserMessage(opened.thread(), command.userId(), command.text(), command.sentAt());
        String conversationId = Conversation.threadId(opened.channel(), opened.thread());
        begin(Conversation.openedInThread(conversationId, command.limits(), command.chat(), message));
        return new Opened(conversationId);
    }

    private static void begin(Conversation conversation) {
        AskWorkflow child = Workflow.newChildWorkflowStub(
                AskWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(conversation.conversationId())
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .build());
        Async.function(child::converse, conversation);
        Promise<WorkflowExecution> started = Workflow.getWorkflowExecution(child);
        try {
            started.get();
        } catch (ChildWorkflowFailure alreadyThere) {
            // Somebody was quick and has replied in the thread: their message has begun the conversation.
            Workflow.newExternalWorkflowStub(AskWorkflow.class, conversation.conversationId())
                    .userSaid(conversation.first());
        }
    }
}
