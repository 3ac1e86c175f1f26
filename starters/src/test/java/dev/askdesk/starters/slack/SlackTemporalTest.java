package dev.askdesk.starters.slack;

import static dev.askdesk.starters.slack.SentBySlack.LATER;
import static dev.askdesk.starters.slack.SentBySlack.TS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.starters.embedded.EmbeddedTemporal;
import dev.askdesk.starters.slack.AskConversations.Presence;
import dev.askdesk.starters.slack.AskConversations.UnreachableException;
import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Conversation.Chat;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.ask.ShowPanel;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals at a Temporal server in this process, and at one that is not there. */
class SlackTemporalTest {
    private static final String ID = "ask/C1/" + TS;
    private static final Chat CHAT = new Chat("slack", Duration.ofHours(3));
    private static final UserMessage QUESTION = new UserMessage(TS, "U1", "How much?", Instant.EPOCH);
    private static final UserMessage MORE = new UserMessage(LATER, "U1", "and in 2022?", Instant.EPOCH);

    private final EmbeddedTemporal server = EmbeddedTemporal.start();
    private final TemporalConversations conversations =
            new TemporalConversations(server.client(), "ask", Limits.DEFAULT, CHAT);

    @AfterEach
    void close() {
        conversations.close();
        server.close();
    }

    @Test
    void firstMessage_startsAndLaterOnesContinueTheSameRun() {
        conversations.say("C1", TS, QUESTION);
        conversations.say("C1", TS, MORE);
        assertThat(signals()).containsExactly("userSaid", "userSaid");
        Conversation started = WireFormat.dataConverter()
                .fromPayloads(
                        0,
                        Optional.of(history()
                                .get(0)
                                .getWorkflowExecutionStartedEventAttributes()
                                .getInput()),
                        Conversation.class,
                        Conversation.class);
        assertThat(started).isEqualTo(Conversation.inThread("C1", TS, Limits.DEFAULT, CHAT));
    }

    @Test
    void everySignal_reachesAnOpenConversation() {
        conversations.say("C1", TS, QUESTION);
        assertThat(conversations.reply(ID, MORE)).isEqualTo(Presence.TOLD);
        assertThat(conversations.edited(ID, MORE)).isEqualTo(Presence.TOLD);
        assertThat(conversations.deleted(ID, TS)).isEqualTo(Presence.TOLD);
        assertThat(conversations.cancel(ID, TS)).isEqualTo(Presence.TOLD);
        assertThat(conversations.show(ID, new ShowPanel(TS, "U1", Panel.SQL))).isEqualTo(Presence.TOLD);
        assertThat(conversations.rate(ID, new Feedback(TS, "U1", true, null, null)))
                .isEqualTo(Presence.TOLD);
        assertThat(signals())
                .containsExactly("userSaid", "userSaid", "edited", "deleted", "cancelQuestion", "show", "rate");
    }

    @Test
    void closedAndUnknown_areToldApart() {
        assertThat(conversations.reply(ID, MORE)).isEqualTo(Presence.UNKNOWN);
        assertThat(conversations.isKnown(ID)).isFalse();
        conversations.say("C1", TS, QUESTION);
        server.client().newUntypedWorkflowStub(ID).terminate("over");
        assertThat(conversations.reply(ID, MORE)).isEqualTo(Presence.CLOSED);
        conversations.say("C1", TS, MORE);
        assertThat(conversations.reply(ID, MORE)).isEqualTo(Presence.TOLD);
    }

    @Test
    void serverThatIsAway_isSaidSoInTime() {
        WorkflowServiceStubs nobody = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("localhost:1")
                .build());
        try (TemporalConversations away =
                new TemporalConversations(WorkflowClient.newInstance(nobody), "ask", Limits.DEFAULT, CHAT)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> away.say("C1", TS, QUESTION)).isInstanceOf(UnreachableException.class);
            assertThatThrownBy(() -> away.reply(ID, MORE)).isInstanceOf(UnreachableException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        } finally {
            nobody.shutdownNow();
        }
    }

    private List<HistoryEvent> history() {
        return server.client().fetchHistory(ID).getEvents();
    }

    private List<String> signals() {
        return history().stream()
                .filter(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes)
                .map(event ->
                        event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
                .toList();
    }
}
