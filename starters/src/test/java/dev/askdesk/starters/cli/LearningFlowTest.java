package dev.askdesk.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.learning.FeedbackItem;
import dev.askdesk.learning.FeedbackStore;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.UserMessage;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a judgement in a chat to what a worker that runs makes of it, with the commands that a steward types. */
class LearningFlowTest {
    private static final String RIGHT = "SELECT COUNT(DISTINCT c.company_id) AS n FROM companies AS c";

    @TempDir
    static Path home;

    private static Settings settings;
    private static Connection connection;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void open() {
        settings = Settings.read(Map.of("home", home.toString(), "user", "jo"));
        connection = Connection.embedded(settings);
    }

    @AfterAll
    static void close() {
        connection.close();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine commandLine = AskdeskCommand.commandLine(false);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(Stream.concat(Stream.of(args), Stream.of("--set", "home=" + home))
                .toArray(String[]::new));
    }

    private static ConversationClient conversation() {
        return new ConversationClient(
                connection.client(), UUID.randomUUID().toString(), settings.taskQueue(), settings.limits());
    }

    private void chat(String lines) throws IOException {
        PrintWriter writer = new PrintWriter(out, true);
        Terminal terminal = Terminal.of(writer, writer, "", "", Map.of());
        ConversationClient conversation = conversation();
        Asking asking = new Asking(connection, conversation, "jo", new Progress(terminal, false));
        new Chat(terminal, conversation, asking, "jo").run(new BufferedReader(new StringReader(lines)));
    }

    private static Evidence ask(ConversationClient conversation, String text) throws Exception {
        return ((Reply.Answer) say(conversation, "jo", text)).evidence();
    }

    private static Reply say(ConversationClient conversation, String userId, String text) throws Exception {
        UserMessage message = new UserMessage(UUID.randomUUID().toString(), userId, text, Instant.now());
        return conversation.say(message).getResultAsync().get(30, TimeUnit.SECONDS);
    }

    /** The judgement of a question; the workflow stores it a moment after it was given. */
    private static FeedbackItem awaitItem(String question) throws InterruptedException {
        FeedbackStore store = new FeedbackStore(settings.feedback(), settings.verified());
        for (int i = 0; i < 200; i++) {
            for (FeedbackItem item : store.list()) {
                if (item.rated().turn().message().text().equals(question)) {
                    return item;
                }
            }
            Thread.sleep(50);
        }
        throw new AssertionError("no judgement of: " + question);
    }

    @Test
    void correctedAnswer_isTheAnswerFromThenOn_untilItIsUndone() throws Exception {
        chat("How many companies are there?\n/down " + RIGHT + "\n");
        String id = awaitItem("How many companies are there?").id();
        assertThat(run("feedback", "list", "--state", "new")).isZero();
        assertThat(out.toString()).contains(id, "down", "0m", "jo", "How many companies are there?");
        assertThat(run("feedback", "show", id)).isZero();
        assertThat(out.toString()).contains(RIGHT);

        assertThat(run("feedback", "accept", id)).as(err.toString()).isZero();

        Evidence evidence = ask(conversation(), "how many COMPANIES are there");
        assertThat(evidence.verifiedQuery()).isTrue();
        assertThat(evidence.sql()).isEqualTo(RIGHT);
        ConversationClient alike = conversation();
        assertThat(ask(alike, "How many companies are there in Germany?").verifiedQuery())
                .isFalse();
        assertThat(groundings(alike)).anyMatch(text -> text.contains("\"examples\":[{") && text.contains(RIGHT));
        JsonNode line = new ObjectMapper()
                .readTree(settings.feedback().resolve("cases.jsonl").toFile());
        assertThat(line.path("sql").get(0).asText()).isEqualTo(RIGHT);
        assertThat(line.path("tables").get(0).asText()).isEqualTo("companies");
        assertThat(line.path("expect").asText()).isEqualTo("answer");
        assertThat(line.has("database")).as("the sample fund needs no name").isFalse();

        assertThat(run("feedback", "undo", id.substring(0, 6))).isZero();
        assertThat(ask(conversation(), "How many companies are there?").verifiedQuery())
                .isFalse();
    }

    @Test
    void whatFinanceMaySee_isNeitherAnsweredNorShownToOthers() throws Exception {
        String finance = "finance@harbourpeak.example";
        String question = "What is the average base salary of the staff?";
        chat("How many people work here?\n/down\n");
        String id = awaitItem("How many people work here?").id();

        assertThat(run(
                        "feedback",
                        "accept",
                        id,
                        "--question",
                        question,
                        "--sql",
                        "SELECT AVG(base_salary_usd) AS pay FROM staff",
                        "--set",
                        "user=" + finance))
                .as(err.toString())
                .isZero();

        assertThat(say(conversation(), finance, question)).isInstanceOf(Reply.Answer.class);
        ConversationClient alike = conversation();
        say(alike, finance, "What is the average base salary of the partners?");
        assertThat(groundings(alike)).anyMatch(text -> text.contains("AVG(base_salary_usd)"));
        assertThat(say(conversation(), "jo", question)).isInstanceOf(Reply.Declined.class);
        ConversationClient curious = conversation();
        say(curious, "jo", "What is the average base salary of the partners?");
        assertThat(groundings(curious)).noneMatch(text -> text.contains("AVG(base_salary_usd)"));
        assertThat(run("feedback", "undo", id)).isZero();
    }

    @Test
    void clarifiedAnswerThatHelped_standsByItself_onceItsTimeIsFixed() throws Exception {
        chat("What did Adam invest in last year?\nStone\n/up\n");
        FeedbackItem item = awaitItem("What did Adam invest in last year?");

        assertThat(run("feedback", "accept", item.id())).isEqualTo(2);
        assertThat(err.toString()).contains("\"last year\"", "CURRENT_DATE", "--question");
        assertThat(run("feedback", "accept", item.id(), "--question", "What did Adam Stone invest in 2025?"))
                .isZero();
        assertThat(ask(conversation(), "What did Adam Stone invest in 2025?").sql())
                .isEqualTo(item.sql());

        Path training = home.resolve("training");
        assertThat(run("export", "--out", training.toString(), "--kind", "sql", "--validation", "0"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("sql-train.jsonl", "person=");
        assertThat(training.resolve("sql-train.jsonl"))
                .content()
                .contains("<PERSON_1>", "\"name\":\"ask_user\"")
                .doesNotContain("Adam", "Stone");
        assertThat(run("export", "--out", training.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--force");
        assertThat(run("feedback", "undo", item.id())).isZero();
    }

    @Test
    void followUp_mustBeSaidInFull() throws Exception {
        chat("How much did we invest in 2022?\nand in 2023?\n/up\n");

        assertThat(run("feedback", "accept", awaitItem("and in 2023?").id())).isEqualTo(2);
        assertThat(err.toString()).contains("--question", "Perhaps: --question \"How much did we invest in 2023?\"");
    }

    @Test
    void sqlThatIsNotAdmittedOrDoesNotRun_isNotAccepted() throws Exception {
        chat("How many funds are there?\n/down\n");
        String id = awaitItem("How many funds are there?").id();

        assertThat(run("feedback", "accept", id)).isEqualTo(2);
        assertThat(err.toString()).contains("--sql");
        for (String sql : List.of(
                "DROP TABLE funds",
                "SELECT salary FROM funds",
                "SELECT base_salary_usd FROM staff",
                "SELECT CAST(f.name AS INTEGER) AS n FROM funds AS f")) {
            assertThat(run("feedback", "accept", id, "--sql", sql)).as(sql).isEqualTo(2);
            assertThat(err.toString()).contains("The SQL ", "Correct it with --sql.");
        }
        assertThat(awaitItem("How many funds are there?").accepted()).isNull();
        assertThat(run("feedback", "reject", id, "--reason", "it was right")).isZero();
        assertThat(run("feedback", "show", id)).isZero();
        assertThat(out.toString()).contains("rejected: it was right");
    }

    @Test
    void exportOfTickets_masksThem() throws Exception {
        Path tickets = Files.writeString(
                home.resolve("solved.jsonl"),
                "{\"subject\":\"VPN\",\"body\":\"Hi John, it fails. Jane\",\"reply\":\"Hi Jane, restart. John\","
                        + "\"requester\":\"jane.doe@firm.com\"}\n");
        Path folder = home.resolve("tickets");

        assertThat(run("export", "--out", folder.toString(), "--kind", "tickets", "--tickets", tickets.toString()))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve("tickets-train.jsonl")).content().doesNotContain("Jane", "John");
    }

    /** What the grounding step found, as the conversation's history has it. */
    private static List<String> groundings(ConversationClient conversation) {
        return connection.client().fetchHistory(conversation.workflowId()).getEvents().stream()
                .filter(HistoryEvent::hasMarkerRecordedEventAttributes)
                .flatMap(event -> event.getMarkerRecordedEventAttributes().getDetailsMap().values().stream())
                .flatMap(payloads -> payloads.getPayloadsList().stream())
                .map(payload -> payload.getData().toStringUtf8())
                .toList();
    }
}
