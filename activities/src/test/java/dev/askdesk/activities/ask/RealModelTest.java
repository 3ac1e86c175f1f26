package dev.askdesk.activities.ask;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.model.ModelSettings;
import dev.askdesk.adapters.model.PromptedAnalyst;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogDraft;
import dev.askdesk.catalog.SqlEvalDatabases;
import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.ask.Question;
import dev.askdesk.workflows.ask.QuestionMachine;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.UserMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Databases that nobody has described, questions that nobody has tuned for, and a real model: every question must end
 * as an answer, a clarifying question, a refusal or an honest failure.
 *
 * <p>{@code ASKDESK_TEST_MODEL_URL} names an OpenAI-compatible endpoint, {@code ASKDESK_TEST_MODEL_NAME} its model, and
 * {@code ASKDESK_TEST_QUESTIONS} how many questions of each database are asked (all, where it is not set).
 */
@EnabledIfEnvironmentVariable(
        named = "ASKDESK_TEST_MODEL_URL",
        matches = ".+",
        disabledReason = "no model to test with")
class RealModelTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void questionsOnUnseenDatabases_allEndHonestly() throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        Map<String, List<JsonNode>> questions = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (String name : SqlEvalDatabases.NAMES) {
            Path file = SqlEvalDatabases.load(name, folder);
            questions.put(name, SqlEvalDatabases.questions(name));
            try (Warehouse warehouse = DuckDbWarehouse.open(file)) {
                MachineSteps steps = steps(name, warehouse);
                for (JsonNode question : limited(questions.get(name))) {
                    String text = question.get("question").asText();
                    long start = System.nanoTime();
                    Reply reply = ask(text, steps);
                    String outcome = JSON.valueToTree(reply)
                            .path("outcome")
                            .asText(reply.getClass().getSimpleName());
                    outcomes.merge(outcome, 1, Integer::sum);
                    texts.add(outcome);
                    System.out.printf(
                            "%-20s %5.1f s  %s%n      %s%n",
                            outcome,
                            (System.nanoTime() - start) / 1e9,
                            text,
                            reply instanceof Reply.Answer answer
                                    ? answer.evidence().sql().replaceAll("\\s+", " ")
                                    : reply.text());
                }
            }
        }
        System.out.println("outcomes with a real model on unseen databases: " + outcomes);
        assertThat(outcomes.keySet()).isSubsetOf("answer", "clarifying_question", "declined", "failed");
        assertThat(texts).isNotEmpty();
    }

    private static List<JsonNode> limited(List<JsonNode> questions) {
        String most = System.getenv("ASKDESK_TEST_QUESTIONS");
        return most == null ? questions : questions.subList(0, Math.min(questions.size(), Integer.parseInt(most)));
    }

    /** Nobody replies to a clarifying question here: the question ends with it. */
    private static Reply ask(String text, MachineSteps steps) {
        UserMessage message = new UserMessage("m" + text.hashCode(), "tester", text, Instant.now());
        Reply reply = QuestionMachine.run(Question.of(message, List.of(), Limits.DEFAULT), steps, phase -> {});
        return reply instanceof Reply.Expired ? steps.askedBack() : reply;
    }

    private MachineSteps steps(String name, Warehouse warehouse) {
        Catalog catalog = CatalogDraft.draft(name, warehouse);
        String model = System.getenv().getOrDefault("ASKDESK_TEST_MODEL_NAME", "default");
        ModelSettings settings = new ModelSettings(
                System.getenv("ASKDESK_TEST_MODEL_URL"),
                model,
                System.getenv("ASKDESK_TEST_MODEL_API_KEY"),
                ModelSettings.DEFAULT_STRUCTURE,
                Duration.ofMinutes(3),
                ModelSettings.DEFAULT_MAX_OUTPUT_TOKENS,
                0);
        return MachineSteps.on(warehouse, catalog, PromptedAnalyst.at(settings, catalog), folder);
    }
}
