package dev.askdesk.adapters.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.evaluation.ExecutionAccuracy;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The offline model against questions that were written before it, and not for it: those that it reads it must read
 * right, by execution; those that it cannot read it must decline, since a wrong number is worse than no answer.
 */
class SampleQuestionsTest {
    /** The questions are asked on this day: "last year" is 2025. */
    private static final Instant ASKED = Instant.parse("2026-11-23T12:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static DuckDbWarehouse warehouse;
    private static Grounder grounder;
    private static OfflineAnalyst analyst;
    private static SqlGuard guard;

    @BeforeAll
    static void open() {
        Path file = folder.resolve("sample.duckdb");
        SampleFund.writeTo(file);
        warehouse = DuckDbWarehouse.open(file);
        Catalog catalog = CatalogFile.readResource(SampleFund.CATALOG.substring(1));
        grounder = new Grounder(catalog, ValueDictionary.build(catalog, warehouse), 3_000);
        analyst = new OfflineAnalyst(grounder);
        guard = new SqlGuard(catalog, 100_000);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void answerableQuestions_mostAreAnsweredRight_noneWithWrongRows() throws Exception {
        List<String> right = new ArrayList<>();
        List<String> declined = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (JsonNode question : questions()) {
            if (question.has("sql") && !question.has("expect")) {
                String text = question.get("question").asText();
                Outcome outcome = ask(text, List.of());
                if (outcome.sql() == null) {
                    declined.add(question.get("id").asText() + " " + text + " | " + outcome.text());
                } else if (isRight(outcome.sql(), question)) {
                    right.add(text);
                } else {
                    wrong.add(question.get("id").asText() + " " + text + "\n    ours: " + outcome.sql()
                            + "\n    theirs: " + question.get("sql").asText());
                }
            }
        }
        System.out.printf(
                "offline model on the sample fund: %d right, %d declined, %d wrong of %d%n",
                right.size(), declined.size(), wrong.size(), right.size() + declined.size() + wrong.size());
        if (System.getProperty("askdesk.verbose") != null) {
            declined.forEach(line -> System.out.println("DECLINED " + line));
            wrong.forEach(line -> System.out.println("WRONG " + line));
        }
        assertThat(wrong).isEmpty();
        assertThat(right).hasSizeGreaterThanOrEqualTo(93);
    }

    @Test
    void unanswerableOrUnclearQuestions_areDeclinedOrAskedBack() throws Exception {
        List<String> missed = new ArrayList<>();
        int checked = 0;
        for (JsonNode question : questions()) {
            if (question.has("expect")) {
                checked++;
                String text = question.get("question").asText();
                Outcome outcome = ask(text, List.of());
                String expected = question.get("expect").asText();
                boolean refused = outcome.sql() == null;
                boolean asked = outcome.asked();
                if (expected.equals("clarifying_question") ? !asked && !refused : !refused) {
                    missed.add(expected + ": " + text + " -> " + outcome.sql());
                }
                if (asked && question.has("reply") && question.has("sql")) {
                    Outcome after = ask(text, List.of(question.get("reply").asText()));
                    if (after.sql() != null && !isRight(after.sql(), question)) {
                        missed.add("after the reply: " + text + " -> " + after);
                    }
                }
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(10);
        assertThat(missed).isEmpty();
    }

    private record Outcome(String sql, boolean asked, String text) {}

    private static Outcome ask(String text, List<String> replies) {
        UserMessage message = new UserMessage("m", "u", text, ASKED);
        List<Exchange> clarifications = replies.stream()
                .map(reply -> new Exchange(reply, null, "Which?"))
                .toList();
        Grounding grounding = grounder.ground(new GroundRequest(message, List.of(), clarifications));
        if (grounding.ambiguity() != null) {
            return new Outcome(null, true, grounding.ambiguity().toString());
        }
        if (grounding.verifiedSql() != null) {
            return new Outcome(grounding.verifiedSql(), false, "verified");
        }
        Decision decision = analyst.understand(
                        new UnderstandRequest(message, List.of(), clarifications, grounding, List.of(), 0))
                .decision();
        return decision instanceof Decision.SqlQuery query
                ? admitted(query.sql())
                : new Outcome(null, false, decision.toString());
    }

    /** What the guard refuses for the asker's role is declined; it has nothing else to refuse in our own SQL. */
    private static Outcome admitted(String sql) {
        Problem problem = guard.admit(sql, "u").problem();
        if (problem == null) {
            return new Outcome(sql, false, "");
        }
        assertThat(problem.kind()).as(sql + ": " + problem).isEqualTo(Problem.Kind.PERMISSION);
        return new Outcome(null, false, problem.message());
    }

    private static boolean isRight(String sql, JsonNode question) throws StatementException {
        return ExecutionAccuracy.tolerant(
                run(question.get("sql").asText()),
                run(sql),
                question.path("ordered").asBoolean());
    }

    private static QueryResult run(String sql) throws StatementException {
        return warehouse.query(sql, 100_000, Duration.ofSeconds(20));
    }

    private static List<JsonNode> questions() throws IOException {
        List<JsonNode> questions = new ArrayList<>();
        try (InputStream in = SampleQuestionsTest.class.getResourceAsStream("/dev/askdesk/sample/questions.jsonl");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    questions.add(JSON.readTree(line));
                }
            }
        }
        return questions;
    }
}
