package dev.askdesk.starters.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.AskWorkflow;
import dev.askdesk.workflows.ask.Cancel;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Transcript;
import dev.askdesk.workflows.ask.UserMessage;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateHandle;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One person's conversation. */
final class Talk {
    private static final Instant ASKED = Instant.parse("2026-11-23T12:00:00Z");
    private static final int PATIENCE_SECONDS = 120;

    private final WorkflowClient client;
    private final Settings settings;
    private final String id;
    private final String user;
    private int messages;

    Talk(WorkflowClient client, Settings settings, String name, String user) {
        this.client = client;
        this.settings = settings;
        this.id = "ask/" + settings.taskQueue() + "/" + name;
        this.user = user;
    }

    String id() {
        return id;
    }

    /** Says something, and does not wait for the reply. */
    WorkflowUpdateHandle<Reply> says(String text) {
        messages++;
        UserMessage message = new UserMessage(messageId(), user, text, ASKED);
        AskWorkflow stub = client.newWorkflowStub(
                AskWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(settings.taskQueue())
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
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
                new WithStartWorkflowOperation<>(stub::converse, Conversation.start(id, settings.limits())));
    }

    private String messageId() {
        return "m" + messages;
    }

    static Reply reply(WorkflowUpdateHandle<Reply> said) throws Exception {
        return said.getResultAsync().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    Reply asks(String text) throws Exception {
        return reply(says(text));
    }

    /** Asks what has an answer. */
    Reply.Answer answer(String text) throws Exception {
        return answered(asks(text));
    }

    static Reply.Answer answered(Reply reply) {
        assertThat(reply).isInstanceOf(Reply.Answer.class);
        return (Reply.Answer) reply;
    }

    /** Stops what was said last. */
    void cancel() {
        running().cancelQuestion(new Cancel(messageId()));
    }

    Transcript transcript() {
        return running().transcript();
    }

    /** Of the question that was asked last. */
    String phase() {
        Transcript known = transcript();
        return known.turns().isEmpty()
                ? ""
                : known.turns().get(known.turns().size() - 1).phase();
    }

    private AskWorkflow running() {
        return client.newWorkflowStub(AskWorkflow.class, id);
    }

    List<HistoryEvent> history() {
        return client.fetchHistory(id).getEvents();
    }

    List<PendingActivityInfo> pending() {
        return client.newUntypedWorkflowStub(id).describe().getRawDescription().getPendingActivitiesList();
    }

    /** How often an activity of a type was scheduled. */
    long scheduled(String type) {
        return history().stream()
                .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
                .filter(event -> event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                        .equals(type))
                .count();
    }

    /** The most tries that an activity took. */
    int mostTries() {
        return history().stream()
                .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
                .mapToInt(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
                .max()
                .orElse(0);
    }
}
