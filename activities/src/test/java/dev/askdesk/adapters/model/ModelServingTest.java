package dev.askdesk.adapters.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.retrieval.OpenAiEmbeddings;
import dev.askdesk.workflows.wire.FailureType;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Databricks' Model Serving: another path, other errors, and no list of models. */
class ModelServingTest {
    private static final String TOKEN = "dapi0123456789abcdef";
    private static final String NO_LIST =
            "{\"error_code\": \"ENDPOINT_NOT_FOUND\", \"message\": \"No API found for 'GET /serving-endpoints/models'\"}";

    private final FakeOpenAi server = new FakeOpenAi();
    private final String base = server.baseUrl().replace("/v1", "/serving-endpoints");

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void chat_isAskedAtItsPath_withTheToken() {
        server.then(FakeOpenAi.body(
                200,
                "{\"choices\": [{\"index\": 0, \"message\": {\"role\": \"assistant\", \"content\": [{\"type\": \"reasoning\","
                        + " \"summary\": []}, {\"type\": \"text\", \"text\": \"Hello.\"}]}, \"finish_reason\": \"stop\"}],"
                        + " \"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 2, \"total_tokens\": 5}}"));
        assertThat(new OpenAiEndpoint(settings()).chat(hi()).aiMessage().text()).isEqualTo("Hello.");
        FakeOpenAi.Request request = server.lastRequest();
        assertThat(request.path()).isEqualTo("/serving-endpoints/chat/completions");
        assertThat(request.headers()).containsEntry("authorization", "Bearer " + TOKEN);
        assertThat(request.body().path("model").asText()).isEqualTo("databricks-claude");
    }

    @Test
    void errors_areTypedAndWordedAsTheyAre() {
        server.then(
                FakeOpenAi.body(
                        429,
                        "{\"error_code\": \"REQUEST_LIMIT_EXCEEDED\", \"message\": \"Exceeded the rate limit.\"}",
                        "Retry-After",
                        "3"),
                FakeOpenAi.body(
                        403, "{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"No permission 'Query'.\"}"),
                FakeOpenAi.body(
                        400,
                        "{\"error\": \"Received error from openai\", \"external_model_message\": {\"error\":"
                                + " {\"message\": \"The prompt is too long.\"}}}"));
        OutsideException limited = failure();
        assertThat(limited.type()).isEqualTo(FailureType.MODEL_RATE_LIMITED);
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(limited).hasMessageContaining("Exceeded the rate limit.");
        assertThat(failure().type()).isEqualTo(FailureType.MODEL_CREDENTIALS);
        assertThat(failure()).hasMessageContaining("The prompt is too long.");
    }

    @Test
    void check_withoutAList_asksForAWord() {
        server.then(FakeOpenAi.body(404, NO_LIST), FakeOpenAi.text("OK"));
        assertThat(EndpointCheck.check(settings()))
                .isEqualTo(new EndpointCheck(
                        true, true, base + " has no list of models, but replies as databricks-claude."));
        assertThat(server.lastRequest().body().path("max_tokens").asInt()).isEqualTo(16);
    }

    @Test
    void check_whereTheListsPathIsTakenForAModel_asksForAWord() {
        server.then(
                FakeOpenAi.body(403, "{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"No endpoint models.\"}"),
                FakeOpenAi.text("OK"),
                FakeOpenAi.body(200, "<html>The workspace</html>"),
                FakeOpenAi.text("OK"));
        assertThat(EndpointCheck.check(settings()).served()).isTrue();
        assertThat(EndpointCheck.check(settings()).served()).isTrue();
    }

    @Test
    void check_ofAModelThatIsNotServed_ofAWrongToken_andOfABusyOne() {
        server.then(
                FakeOpenAi.body(404, NO_LIST),
                FakeOpenAi.body(
                        404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"No such endpoint.\"}"),
                FakeOpenAi.body(403, "{\"error_code\": \"403\", \"message\": \"Invalid access token.\"}"),
                FakeOpenAi.body(403, "{\"error_code\": \"403\", \"message\": \"Invalid access token.\"}"),
                FakeOpenAi.body(404, NO_LIST),
                FakeOpenAi.body(429, "{\"error_code\": \"REQUEST_LIMIT_EXCEEDED\", \"message\": \"Later.\"}"));
        EndpointCheck unknown = EndpointCheck.check(settings());
        assertThat(unknown.reachable()).isFalse();
        assertThat(unknown.text()).contains("No such endpoint.", "Check the model's name");
        EndpointCheck refused = EndpointCheck.check(settings());
        assertThat(refused.reachable()).isFalse();
        assertThat(refused.text()).contains("ASKDESK_MODEL_API_KEY").doesNotContain(TOKEN);
        EndpointCheck busy = EndpointCheck.check(settings());
        assertThat(busy.reachable()).isTrue();
        assertThat(busy.served()).isFalse();
    }

    @Test
    void embeddings_areAskedAtTheirPath_withoutWhatTheyDoNotKnow() {
        server.then(
                FakeOpenAi.body(
                        400,
                        "{\"error_code\": \"BAD_REQUEST\", \"message\": \"json: unknown field \\\"encoding_format\\\"\"}"),
                vectors(),
                vectors());
        OpenAiEmbeddings embeddings = embeddings();
        assertThat(embeddings.embed(List.of("a", "b")).get(1)).containsExactly(0, 1);
        assertThat(server.lastRequest().path()).isEqualTo("/serving-endpoints/embeddings");
        assertThat(server.lastRequest().headers()).containsEntry("authorization", "Bearer " + TOKEN);
        embeddings.embed(List.of("a", "b"));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.lastRequest().body().has("encoding_format")).isFalse();
    }

    @Test
    void embeddings_errorsAreTyped() {
        server.then(
                FakeOpenAi.body(
                        429,
                        "{\"error_code\": \"REQUEST_LIMIT_EXCEEDED\", \"message\": \"Later.\"}",
                        "Retry-After",
                        "3"),
                FakeOpenAi.body(404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"No endpoint.\"}"));
        OutsideException limited = embedFailure();
        assertThat(limited.type()).isEqualTo(FailureType.MODEL_RATE_LIMITED);
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(3));
        OutsideException unknown = embedFailure();
        assertThat(unknown.type()).isEqualTo(FailureType.MODEL_REQUEST);
        assertThat(unknown).hasMessageContaining("No endpoint.");
    }

    private static FakeOpenAi.Script vectors() {
        return FakeOpenAi.body(
                200,
                "{\"object\": \"list\", \"data\": [{\"index\": 0, \"embedding\": [1.0, 0.0]},"
                        + " {\"index\": 1, \"embedding\": [0.0, 2.0]}]}");
    }

    private OutsideException failure() {
        return catchThrowableOfType(OutsideException.class, () -> new OpenAiEndpoint(settings()).chat(hi()));
    }

    private OutsideException embedFailure() {
        return catchThrowableOfType(OutsideException.class, () -> embeddings().embed(List.of("a")));
    }

    private OpenAiEmbeddings embeddings() {
        return new OpenAiEmbeddings(URI.create(base + "/"), "databricks-gte-large-en", TOKEN, Duration.ofSeconds(5));
    }

    private static ChatRequest hi() {
        return ChatRequest.builder().messages(UserMessage.from("Hi")).build();
    }

    private ModelSettings settings() {
        return new ModelSettings(base + "/", "databricks-claude", TOKEN, Structure.TEXT, Duration.ofSeconds(5), 50, 0);
    }
}
