package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Conversation.Chat;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A question that was asked by a command, outside any thread: begins one, and hands the question to its conversation. */
@WorkflowInterface
public interface AskCommandWorkflow {

    @WorkflowMethod
    Opened open(Command command);

    /** @param conversationId the workflow id of the conversation; {@code null} where the person may not ask */
    record Opened(@Nullable String conversationId) {}

    /**
     * A question.
     *
     * @param commandId unique in the channel; with the channel it is this workflow's id
     * @param sentAt when it was asked
     */
    record Command(
            String channel, String userId, String text, String commandId, Instant sentAt, Limits limits, Chat chat) {

        /** Of this workflow. */
        public String workflowId() {
            return Conversation.ID_PREFIX + channel + "/command/" + commandId;
        }
    }
}
