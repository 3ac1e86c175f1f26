package dev.askdesk.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.UserMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AskConversations through all of it: embedded server, worker, sample fund, offline model. */
class EmbeddedAskTest {
    private static final Instant ASKED = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    static Path home;

    private static Settings settings;
    private static Connection connection;

    private int messages;

    @BeforeAll
    static void open() {
        settings = Settings.read(Map.of("home", home.toString()));
        connection = Connection.embedded(settings);
    }

    @AfterAll
    static void close() {
        connection.close();
    }

    private Reply say(ConversationClient conversation, String text) throws Exception {
        UserMessage message = new UserMessage("m" + ++messages, "somebody", text, ASKED);
        return conversation.say(message).getResultAsync().get(30, TimeUnit.SECONDS);
    }

    private static ConversationClient conversation(String name) {
        return new ConversationClient(connection.client(), name, settings.taskQueue(), settings.limits());
    }

    @Test
    void ambiguousName_isAskedBackAndTheReplyContinues() throws Exception {
        ConversationClient conversation = conversation("adam");

        Reply asked = say(conversation, "What did Adam invest in last year?");
        Reply answered = say(conversation, "Stone");
        Reply followedUp = say(conversation, "and in 2024?");

        assertThat(asked).isInstanceOfSatisfying(Reply.ClarifyingQuestion.class, question -> assertThat(question.text())
                .contains("Adam Stone", "Adam Kessler"));
        assertThat(answered).isInstanceOfSatisfying(Reply.Answer.class, answer -> assertThat(
                        answer.evidence().sql())
                .contains("'Adam Stone'", "2025-01-01")
                .doesNotContain("Kessler"));
        assertThat(followedUp).isInstanceOfSatisfying(Reply.Answer.class, answer -> assertThat(
                        answer.evidence().sql())
                .contains("'Adam Stone'", "2024-01-01"));
        assertThat(conversation.transcript().turns()).hasSize(2);
    }

    @Test
    void answer_carriesItsEvidence() throws Exception {
        Reply reply = say(conversation("evidence"), "What is the total fair value of Fund II?");

        assertThat(reply).isInstanceOfSatisfying(Reply.Answer.class, answer -> {
            assertThat(answer.evidence().tables()).contains("valuation_marks", "funds");
            assertThat(answer.evidence().assumptions()).anyMatch(line -> line.contains("latest valuation"));
            assertThat(answer.evidence().asOf()).isEqualTo("2026-09-30");
            assertThat(answer.evidence().rowCount()).isEqualTo(1);
            assertThat(answer.evidence().model()).contains("offline");
        });
    }

    @Test
    void hiddenColumn_isDeclined() throws Exception {
        Reply reply = say(conversation("hidden"), "What is the average base salary of associates?");

        assertThat(reply).isInstanceOf(Reply.Declined.class);
    }

    @Test
    void questionAboutSomethingElse_isDeclined() throws Exception {
        Reply reply = say(conversation("weather"), "What is the weather in Berlin?");

        assertThat(reply).isInstanceOf(Reply.Declined.class);
    }
}
