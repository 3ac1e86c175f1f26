package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.OpenRequest;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/** One message and one conversation. */
public final class AskCommandWorkflowImpl implements AskCommandWorkflow {

    @Override
    public Opened open(Command command) {
        ChatActivity chat = Workflow.newActivityStub(
                ChatActivity.class, ActivityPolicies.chat(command.chat().taskQueue()));
        String after = command.sentAt().getEpochSecond() - 1 + ".000000";
        String thread = chat.open(new OpenRequest(
                        command.channel(), command.userId(), command.text(), command.commandId(), after))
                .messageId();
        if (thread == null) {
            throw new IllegalStateException("a message that was posted has an id");
        }
        UserMessage message = new UserMessage(thread, command.userId(), command.text(), command.sentAt());
        String conversationId = Conversation.threadId(command.channel(), thread);
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
