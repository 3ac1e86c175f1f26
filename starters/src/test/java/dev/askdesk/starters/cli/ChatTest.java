package dev.askdesk.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.starters.embedded.EmbeddedTemporal;
import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.ask.Reply;
import io.temporal.worker.WorkerFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A conversation over the embedded server, with a scripted workflow at its other end. */
class ChatTest {
    private static final String QUEUE = "chat-test";
    private static EmbeddedTemporal server;
    private static WorkerFactory workers;

    private final StringWriter out = new StringWriter();
    private final Connection connection = Connection.inThisProcess(server.client(), () -> {});

    @BeforeAll
    static void start() {
        server = EmbeddedTemporal.start();
        workers = WorkerFactory.newInstance(server.client());
        workers.newWorker(QUEUE).registerWorkflowImplementationTypes(ScriptedAskWorkflow.class);
        workers.start();
    }

    @AfterAll
    static void stop() {
        workers.shutdownNow();
        server.close();
    }

    private ConversationClient conversation(String name) {
        return new ConversationClient(server.client(), name, QUEUE, Limits.DEFAULT);
    }

    private Asking asking(ConversationClient conversation, Terminal terminal) {
        return new Asking(connection, conversation, "jo", new Progress(terminal, false));
    }

    private Terminal terminal() {
        PrintWriter writer = new PrintWriter(out, true);
        return Terminal.of(writer, writer, "", "", Map.of());
    }

    private String chat(String name, String lines) throws IOException {
        ConversationClient conversation = conversation(name);
        Terminal terminal = terminal();
        new Chat(terminal, conversation, asking(conversation, terminal), "jo")
                .run(new BufferedReader(new StringReader(lines)));
        return out.toString();
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }

    @Test
    void numberWhileOptionsAreOpen_picksTheOption() throws IOException {
        assertThat(chat(fresh(), "Adam\n2\n2\n"))
                .contains("Which Adam?", "  1. Adam Stone", "heard: Adam Kessler", "heard: 2");
    }

    @Test
    void pipedInput_getsNoPrompt() throws IOException {
        assertThat(chat(fresh(), "hello\n")).isEqualToIgnoringNewLines("heard: hello");
    }

    @Test
    void quit_endsBeforeTheRest() throws IOException {
        assertThat(chat(fresh(), "one\n/quit\ntwo\n")).contains("one").doesNotContain("two");
    }

    @Test
    void rating_reachesTheTranscript() throws IOException {
        String name = fresh();
        assertThat(chat(name, "hello\n/bad it is nine\n/transcript\n")).contains("Noted", "rated bad");
        assertThat(conversation(name).transcript().turns().get(0).feedback())
                .satisfies(feedback -> assertThat(feedback.correction()).isEqualTo("it is nine"));
    }

    @Test
    void cancel_dropsTheOpenQuestionOnly() throws IOException {
        String name = fresh();
        assertThat(chat(name, "/cancel\nAdam\n/cancel\n/cancel\n"))
                .containsOnlyOnce("Cancelled.")
                .contains("No question waits for a reply.");
    }

    @Test
    void lineThatCannotBeUsed_isSaid_andTheChatGoesOn() throws IOException {
        assertThat(chat(fresh(), "x".repeat(4001) + "\n/nope\nrefuse\n/sql\nhello\n"))
                .contains("4001 characters", "There is no /nope", "Refused by the workflow.", "no answer yet")
                .contains("heard: hello");
    }

    @Test
    void secondChatUnderTheSameName_continuesTheConversation() throws IOException {
        String name = fresh();
        chat(name, "first\n");
        assertThat(chat(name, "second\n/transcript\n")).contains("> first", "> second");
    }

    @Test
    void question_isRepliedTo() {
        Asking.Outcome outcome = asking(conversation(fresh()), terminal()).ask("  hello ");

        assertThat(outcome.reply()).isInstanceOf(Reply.Declined.class);
        assertThat(outcome.reply().text()).isEqualTo("heard: hello");
    }

    @Test
    void emptyOrLongQuestion_isRefusedAsUsage() {
        assertThatThrownBy(() -> Asking.checked(" \n"))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exitCode()).isEqualTo(2));
        assertThatThrownBy(() -> Asking.checked("x".repeat(100_000))).hasMessageContaining("100000 characters");
        assertThat(Asking.checked("x".repeat(4000))).hasSize(4000);
    }
}
