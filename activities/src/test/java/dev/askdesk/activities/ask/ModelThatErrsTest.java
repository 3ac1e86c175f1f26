package dev.askdesk.activities.ask;

import static dev.askdesk.adapters.model.FakeOpenAi.text;
import static dev.askdesk.adapters.model.FakeOpenAi.toolCall;
import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.model.FakeOpenAi;
import dev.askdesk.adapters.model.ModelSettings;
import dev.askdesk.adapters.model.PromptedAnalyst;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.ask.Phase;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Question;
import dev.askdesk.workflows.ask.QuestionMachine;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.UserMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a language model gets wrong, on the real guard, warehouse, dictionary and numeric check. */
class ModelThatErrsTest {
    private static final String QUESTION = "How many portfolio companies are there in Sweden?";
    private static final String RIGHT =
            "{\"sql\": \"SELECT count(*) AS n FROM companies WHERE country = 'Sweden'\", \"assumptions\": []}";

    @TempDir
    static Path folder;

    private static DuckDbWarehouse warehouse;
    private static Catalog catalog;

    private final List<Phase> phases = new ArrayList<>();
    private FakeOpenAi model;

    @BeforeAll
    static void open() {
        Path file = folder.resolve("sample.duckdb");
        SampleFund.writeTo(file);
        warehouse = DuckDbWarehouse.open(file);
        catalog = CatalogFile.readResource(SampleFund.CATALOG);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void start() {
        model = new FakeOpenAi();
    }

    @AfterEach
    void stop() {
        model.close();
    }

    private Reply ask() {
        PromptedAnalyst analyst = PromptedAnalyst.at(ModelSettings.of(model.baseUrl(), "fake", null), catalog);
        MachineSteps steps = MachineSteps.on(warehouse, catalog, analyst, folder);
        UserMessage message = new UserMessage("m", "somebody", QUESTION, Instant.parse("2026-11-23T12:00:00Z"));
        return QuestionMachine.run(Question.of(message, List.of(), Limits.DEFAULT), steps, phases::add);
    }

    private List<Problem.Kind> problems() {
        Phase last = phases.get(phases.size() - 1);
        return last.question().attempts().stream()
                .map(Attempt::problem)
                .map(Problem::kind)
                .toList();
    }

    @Test
    void badSql_isRepairedWithinTheBudgetAndShown() {
        model.then(
                toolCall("sql_query", "{\"sql\": \"SELECT count(*) FROM companies WHERE land = 'Sweden'\"}"),
                toolCall("sql_query", "{\"sql\": \"SELECT count(*) AS n FROM companies WHERE country = 'Sveden'\"}"),
                toolCall("sql_query", RIGHT),
                text("There are 12,345 of them."),
                text("The table shows how many there are."));

        Reply reply = ask();

        assertThat(reply).isInstanceOf(Reply.Answer.class);
        assertThat(problems()).containsExactly(Problem.Kind.UNKNOWN_COLUMN, Problem.Kind.UNKNOWN_VALUE);
        assertThat(model.requests().get(1).body().toString()).contains("land");
        assertThat(model.requests().get(2).body().toString()).contains("Sweden");
    }

    @Test
    void wrongNumberInTheWording_isNeverStated() {
        model.then(toolCall("sql_query", RIGHT), text("There are 12,345 of them."), text("There are 54,321 of them."));

        Reply reply = ask();

        assertThat(reply).isInstanceOfSatisfying(Reply.Answer.class, answer -> {
            assertThat(answer.text()).contains("withheld");
            assertThat(answer.preview().rows()).hasSize(1);
        });
    }

    @Test
    void hiddenColumn_isDeclinedAndNotRepaired() {
        model.then(toolCall("sql_query", "{\"sql\": \"SELECT full_name, base_salary_usd FROM staff\"}"));

        Reply reply = ask();

        assertThat(reply).isInstanceOf(Reply.Declined.class);
        assertThat(problems()).containsExactly(Problem.Kind.PERMISSION);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void nonsense_endsInAClearFailureAfterTheBudget() {
        model.then(text("Bananas."), text("{\"tool\": 7}"), text(""), text("<tool_call>{</tool_call>"));

        Reply reply = ask();

        assertThat(reply).isInstanceOfSatisfying(Reply.Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo("UNREADABLE_REPLY");
            assertThat(failed.text()).contains("No answer after 4 tries");
        });
    }
}
