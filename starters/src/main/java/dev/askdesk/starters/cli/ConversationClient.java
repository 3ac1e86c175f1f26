package dev.askdesk.starters.cli;

import dev.askdesk.workflows.ask.AskWorkflow;
import dev.askdesk.workflows.ask.Cancel;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Transcript;
import dev.askdesk.workflows.ask.UserMessage;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;

/** One conversation as its person sees it: says things, gets replies. Starts the workflow when there is none. */
final class ConversationClient {
    /** Of the workflow ids of this command line's conversations. */
    static final String ID_PREFIX = Conversation.ID_PREFIX + "cli/";

    private final WorkflowClient client;
    private final String workflowId;
    private final String taskQueue;
    private final Limits limits;

    /** @param name the conversation's name at this command line; part of the workflow's id */
    ConversationClient(WorkflowClient client, String name, String taskQueue, Limits limits) {
        this.client = client;
        this.workflowId = ID_PREFIX + name;
        this.taskQueue = taskQueue;
        this.limits = limits;
    }

    String workflowId() {
        return workflowId;
    }

    /** What {@code --conversation} takes to come back to it. */
    String name() {
        return workflowId.substring(ID_PREFIX.length());
    }

    /** Says something; returns once a worker has taken it. A message id said before gets the reply that it got. */
    WorkflowUpdateHandle<Reply> say(UserMessage message) {
        AskWorkflow stub = client.newWorkflowStub(
                AskWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(workflowId)
                        .setTaskQueue(taskQueue)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .build());
        return WorkflowClient.startUpdateWithStart(
                stub::ask,
                message,
                UpdateOptions.<Reply>newBuilder()
                        .setUpdateName("ask")
                        .setUpdateId(message.messageId())
                        .setResultClass(Reply.class)
                        .setWaitForStage(WorkflowUpdateStage.ACCEPTED)
                        .build(),
                new WithStartWorkflowOperation<>(stub::converse, Conversation.start(workflowId, limits)));
    }

    Transcript transcript() {
        return running().transcript();
    }

    void cancel(String messageId) {
        running().cancelQuestion(new Cancel(messageId));
    }

    void rate(Feedback feedback) {
        running().rate(feedback);
    }

    private AskWorkflow running() {
        return client.newWorkflowStub(AskWorkflow.class, workflowId);
    }
}
