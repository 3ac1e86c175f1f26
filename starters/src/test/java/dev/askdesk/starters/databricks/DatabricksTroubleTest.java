package dev.askdesk.starters.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.model.FakeOpenAi;
import dev.askdesk.adapters.warehouse.RecordedErrors;
import dev.askdesk.databricksdouble.DatabricksDouble;
import dev.askdesk.databricksdouble.DatabricksDouble.Executed;
import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Reply;
import io.temporal.client.WorkflowUpdateHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Databricks refuses, whom it does not know, and who has had enough of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DatabricksTroubleTest {
    private static final String ANN = "ann@harbourpeak.example";
    private static final String BOB = "bob@harbourpeak.example";
    private static final String HOW_MANY = "How many funds are there?";
    private static final String UNRESOLVED = "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function"
            + " parameter with name `no_such_thing` cannot be resolved. Did you mean one of the following? [`status`,"
            + " `name`]. SQLSTATE: 42703; line 1 pos 7";
    private static final int TIME_IN_USE = 600;

    private TemporalServer server;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        server = TemporalServer.start(folder);
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_api", "thrift"})
    void statementThatIsRefused_isWrittenAgainWithWhatIsTheMatter(String protocol) throws Exception {
        try (FakeOpenAi model = new FakeOpenAi();
                Fund fund = Fund.asked(
                        server, folder.resolve("repair-" + protocol), protocol.equals("thrift"), scripted(model))) {
            fund.databricks.answers(Pattern.compile("no_such_thing"), UNRESOLVED, "42703");
            model.then(
                    FakeOpenAi.toolCall("sql_query", "{\"sql\": \"SELECT count(*) AS no_such_thing FROM funds\"}"),
                    FakeOpenAi.toolCall("sql_query", "{\"sql\": \"SELECT count(*) AS funds FROM funds\"}"),
                    FakeOpenAi.text("There are 6 funds."));
            Talk talk = fund.talk("repair", ANN);

            Reply.Answer answer = talk.answer(HOW_MANY);

            assertThat(answer.preview().rows()).isEqualTo(List.of(List.of("6")));
            List<Attempt> attempts = talk.transcript().turns().get(0).attempts();
            assertThat(attempts).hasSize(1);
            Problem problem = attempts.get(0).problem();
            assertThat(problem.kind()).isEqualTo(Problem.Kind.UNKNOWN_COLUMN);
            assertThat(problem.message()).contains("`no_such_thing` cannot be resolved");
            // The sample keeps some columns from most people: what an engine suggests is not passed on.
            assertThat(problem.hints()).isEmpty();
            assertThat(model.requests().get(1).body().toString()).contains("`no_such_thing` cannot be resolved");
            assertThat(fund.runs(talk)).hasSize(1);
        }
    }

    @Test
    @Timeout(240)
    void everyErrorThatMayBeRepaired_isTypedAndRepaired() throws Exception {
        List<RecordedErrors.Text> repairable = RecordedErrors.texts().stream()
                .filter(error -> error.kind().repairable())
                .toList();
        try (FakeOpenAi model = new FakeOpenAi();
                Fund fund = Fund.asked(server, folder.resolve("errors"), false, scripted(model))) {
            for (int i = 0; i < repairable.size(); i++) {
                RecordedErrors.Text error = repairable.get(i);
                String wrong = "wrong_" + i + "_x";
                fund.databricks.answers(Pattern.compile(wrong), error.text(), error.state());
                model.then(
                        FakeOpenAi.toolCall("sql_query", "{\"sql\": \"SELECT count(*) AS " + wrong + " FROM funds\"}"),
                        FakeOpenAi.toolCall("sql_query", "{\"sql\": \"SELECT count(*) AS funds FROM funds\"}"),
                        FakeOpenAi.text("There are 6 funds."));
                Talk talk = fund.talk("error-" + i, ANN);

                Reply.Answer answer = talk.answer(HOW_MANY);

                assertThat(answer.preview().rows()).as(error.toString()).isEqualTo(List.of(List.of("6")));
                assertThat(talk.transcript().turns().get(0).attempts())
                        .extracting(attempt -> attempt.problem().kind())
                        .as(error.toString())
                        .containsExactly(error.kind());
            }
            System.out.println(repairable.size() + " recorded errors typed and repaired.");
        }
    }

    private static Map<String, String> scripted(FakeOpenAi model) {
        return Map.of(
                "model", "openai",
                "model.name", "some-model",
                "model.url", model.baseUrl(),
                "model.api.key", "none",
                "model.structure", "tools");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_api", "thrift"})
    void statements_runAsWhoAsked_orNotAtAll(String protocol) throws Exception {
        Path people = Files.createDirectories(folder.resolve("people-" + protocol));
        Files.writeString(people.resolve(ANN), "vouched-for-ann");
        try (Fund fund = Fund.asked(
                server,
                folder.resolve("people-of-" + protocol),
                protocol.equals("thrift"),
                Map.of("warehouse.run.as", "user", "warehouse.user.tokens", people.toString()))) {
            fund.databricks.subject("vouched-for-ann", ANN);
            Talk ofAnn = fund.talk("ann", ANN);
            Talk ofBob = fund.talk("bob", BOB);

            ofAnn.answer(HOW_MANY);
            Reply refused = ofBob.asks(HOW_MANY);

            assertThat(fund.statements(ofAnn))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .extracting(Executed::user)
                    .containsOnly(ANN);
            assertRefused(refused, "not linked");
            assertThat(fund.statements(ofBob)).isEmpty();

            // Whom the workspace does not take any more is not answered with Askdesk's own rights either.
            Files.writeString(people.resolve(ANN), "renewed-by-nobody");
            assertRefused(ofAnn.asks("How many portfolio companies do we have?"), "not linked");
            assertThat(fund.databricks.statements())
                    .filteredOn(statement -> statement.user().equals(DatabricksDouble.USER))
                    .extracting(Executed::sql)
                    .noneMatch(sql -> sql.contains("user=" + ANN) || sql.contains("user=" + BOB));
        }
    }

    @Test
    void personWithoutAGrant_isRefused_andNothingIsTriedInstead() throws Exception {
        try (Fund fund = Fund.asked(server, folder.resolve("grants"), false, Map.of())) {
            fund.databricks.answers(
                    Pattern.compile("user=" + BOB),
                    "[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have SELECT on Table"
                            + " 'fund.main.funds'. SQLSTATE: 42501",
                    "42501");
            Talk talk = fund.talk("bob", BOB);

            assertRefused(talk.asks(HOW_MANY), "SELECT");

            assertThat(fund.statements(talk)).hasSize(1);
            fund.talk("ann", ANN).answer(HOW_MANY);
        }
    }

    @Test
    void budgetOfADay_isOneTimeUsedUp_andOthersHaveTheirOwn() throws Exception {
        try (Fund fund = Fund.asked(server, folder.resolve("budget"), false, Map.of("warehouse.user.daily", "1s"))) {
            Talk talk = fund.talk("ann", ANN);
            fund.databricks.holdRunning();
            WorkflowUpdateHandle<Reply> said = talk.says(HOW_MANY);
            fund.hold(talk, "running");
            Thread.sleep(TIME_IN_USE);
            fund.databricks.release();
            Talk.answered(Talk.reply(said));

            Reply refused = talk.asks("How many portfolio companies do we have?");

            assertThat(refused).isInstanceOfSatisfying(Reply.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo("WAREHOUSE_BUDGET");
                assertThat(failed.text()).contains("today's 1 s of warehouse time");
            });
            assertThat(fund.runs(talk)).hasSize(1);
            fund.talk("bob", BOB).answer(HOW_MANY);
        }
    }

    private static void assertRefused(Reply reply, String why) {
        assertThat(reply).isInstanceOfSatisfying(Reply.Declined.class, declined -> assertThat(declined.text())
                .contains(why));
    }
}
