package dev.askdesk.adapters.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.ask.Decision.SqlQuery;
import dev.askdesk.workflows.wire.FailureType;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiEndpointTest {
    private static final String KEY = "sk-test-0123456789abcdef";

    private final FakeOpenAi server = new FakeOpenAi();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void request_carriesCapTemperatureAndKey() {
        server.then(FakeOpenAi.text("Hello."));
        assertThat(ask().aiMessage().text()).isEqualTo("Hello.");
        FakeOpenAi.Request request = server.lastRequest();
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.headers()).containsEntry("authorization", "Bearer " + KEY);
        assertThat(request.body().path("model").asText()).isEqualTo("fake-model");
        assertThat(request.body().path("max_tokens").asInt()).isEqualTo(50);
        assertThat(request.body().path("temperature").asDouble(9)).isZero();
    }

    @Test
    void noKey_noAuthorizationIsSent() {
        server.then(FakeOpenAi.text("Hello."));
        new OpenAiEndpoint(settings(server.baseUrl() + "/", null)).chat(request());
        assertThat(server.lastRequest().headers()).doesNotContainKey("authorization");
        assertThat(server.lastRequest().path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void usage_isTakenOverAndMayBeMissing() {
        server.then(
                FakeOpenAi.text("Hello."),
                FakeOpenAi.body(200, "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Hi.\"}}]}"));
        assertThat(ask().tokenUsage().inputTokenCount()).isEqualTo(100);
        ChatResponse bare = ask();
        assertThat(bare.tokenUsage()).isNull();
        assertThat(bare.aiMessage().text()).isEqualTo("Hi.");
    }

    @Test
    void cutOffReply_saysLength() {
        server.then(FakeOpenAi.cutOff("SELECT na"));
        assertThat(ask().finishReason()).isEqualTo(FinishReason.LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "401, MODEL_CREDENTIALS", "403, MODEL_CREDENTIALS", "400, MODEL_REQUEST", "404, MODEL_REQUEST",
        "413, MODEL_REQUEST", "422, MODEL_REQUEST", "429, MODEL_RATE_LIMITED", "408, MODEL_UNAVAILABLE",
        "500, MODEL_UNAVAILABLE", "502, MODEL_UNAVAILABLE", "503, MODEL_UNAVAILABLE", "529, MODEL_UNAVAILABLE",
        "302, MODEL_REQUEST"
    })
    void refusal_isTypedByStatusAndNotRetried(int status, FailureType type) {
        server.then(FakeOpenAi.error(status, "It is Tuesday."));
        OutsideException failure = failure();
        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure).hasMessageContaining("It is Tuesday.").hasMessageContaining("HTTP " + status);
        assertThat(failure.retryAfter()).isNull();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void retryAfter_isReadInBothForms() {
        String inTwoMinutes = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(120).atOffset(ZoneOffset.UTC));
        server.then(
                FakeOpenAi.error(429, "slow down", "Retry-After", "7"),
                FakeOpenAi.error(429, "slow down", "Retry-After", inTwoMinutes),
                FakeOpenAi.error(429, "slow down", "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT"),
                FakeOpenAi.error(429, "slow down", "Retry-After", "soon"),
                FakeOpenAi.error(503, "loading", "Retry-After", "2"));
        assertThat(failure().retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(failure().retryAfter()).isBetween(Duration.ofSeconds(110), Duration.ofSeconds(120));
        assertThat(failure().retryAfter()).isEqualTo(Duration.ZERO);
        assertThat(failure().retryAfter()).isNull();
        assertThat(failure().retryAfter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void keyRepeatedByTheEndpoint_isNotInTheFailure() {
        server.then(
                FakeOpenAi.error(401, "Incorrect API key provided: " + KEY + "."),
                FakeOpenAi.error(401, "Incorrect API key provided: sk-test-***********cdef."),
                FakeOpenAi.body(500, "<html>Authorization: Bearer " + KEY + "</html>"),
                FakeOpenAi.body(200, "not json " + KEY),
                FakeOpenAi.body(200, "{\"error\": {\"message\": \"key " + KEY + "\"}}"));
        for (int i = 0; i < 5; i++) {
            StringWriter trace = new StringWriter();
            failure().printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(KEY).doesNotContain("cdef");
        }
        assertThat(settings(server.baseUrl(), KEY).toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "42",
                "{}",
                "{\"choices\": []}",
                "{\"choices\": [{}]}",
                "{\"choices\": [{\"message\": null}]}",
                "{\"choices\": [{\"mess",
                "{\"error\": \"upstream is down\"}",
                "{\"error\": {\"message\": \"overloaded\", \"code\": 503}}"
            })
    void replyThatIsNoCompletion_isUnavailable(String body) {
        server.then(FakeOpenAi.body(200, body));
        assertThat(failure().type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
    }

    @Test
    void webPage_pointsAtTheUrl() {
        server.then(FakeOpenAi.body(200, "<!doctype html><title>Hi</title>"), FakeOpenAi.body(404, "<html></html>"));
        for (int i = 0; i < 2; i++) {
            OutsideException failure = failure();
            assertThat(failure.type()).isEqualTo(FailureType.MODEL_REQUEST);
            assertThat(failure).hasMessageContaining("/v1").hasMessageNotContaining("<");
        }
    }

    @Test
    void oddButUsableReplies_areRead() {
        server.then(
                FakeOpenAi.completion(
                        message -> {
                            var parts = message.putArray("content");
                            parts.addObject().put("type", "reasoning").put("text", "Hm.");
                            parts.addObject().put("type", "text").put("text", "SELECT 1");
                        },
                        "stop"),
                FakeOpenAi.completion(
                        message -> message.putArray("tool_calls")
                                .addObject()
                                .putObject("function")
                                .put("name", "sql_query")
                                .putObject("arguments")
                                .put("sql", "SELECT 1"),
                        "stop"),
                FakeOpenAi.completion(message -> message.putNull("content").put("tool_calls", "none"), "weird"),
                FakeOpenAi.completion(message -> message.putArray("tool_calls").addObject(), "stop"));
        assertThat(ask().aiMessage().text()).isEqualTo("SELECT 1");
        assertThat(ToolCallReader.read(ask().aiMessage(), false)).isEqualTo(new SqlQuery("SELECT 1", List.of()));
        assertThat(ask().aiMessage().text()).isNull();
        assertThat(ask().aiMessage().toolExecutionRequests()).isEmpty();
    }

    @Test
    void slowDrippingOrEndlessReplies_endAsUnavailable() {
        server.then(
                FakeOpenAi.slow(Duration.ofSeconds(20), FakeOpenAi.text("late")),
                FakeOpenAi.drip(),
                FakeOpenAi.flood(),
                FakeOpenAi.dropped());
        for (String words : new String[] {"within 2 s", "within 2 s", "more than", "dropped"}) {
            Instant before = Instant.now();
            OutsideException failure = failure();
            assertThat(failure.type()).isEqualTo(FailureType.MODEL_UNAVAILABLE);
            assertThat(failure).hasMessageContaining(words);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(6));
        }
    }

    @Test
    void nobodyListening_isUnavailable() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        OpenAiEndpoint endpoint = new OpenAiEndpoint(settings("http://127.0.0.1:" + port + "/v1", KEY));
        assertThatThrownBy(() -> endpoint.chat(request()))
                .isInstanceOfSatisfying(OutsideException.class, failure -> assertThat(failure.type())
                        .isEqualTo(FailureType.MODEL_UNAVAILABLE))
                .hasMessageContaining("127.0.0.1:" + port);
    }

    @Test
    void refusedParameters_areLeftOutFromThenOn() {
        server.then(
                FakeOpenAi.error(
                        400,
                        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
                FakeOpenAi.error(400, "Unsupported value: 'temperature' does not support 0 with this model."),
                FakeOpenAi.error(400, "tool_choice: \"required\" is not supported"),
                FakeOpenAi.text("one"),
                FakeOpenAi.text("two"));
        OpenAiEndpoint endpoint = new OpenAiEndpoint(settings(server.baseUrl(), KEY));
        ChatRequest request = ChatRequest.builder()
                .messages(UserMessage.from("Hi"))
                .toolSpecifications(Tools.SPECIFICATIONS)
                .toolChoice(ToolChoice.REQUIRED)
                .build();
        assertThat(endpoint.chat(request).aiMessage().text()).isEqualTo("one");
        assertThat(endpoint.chat(request).aiMessage().text()).isEqualTo("two");
        assertThat(server.requests()).hasSize(5);
        var body = server.lastRequest().body();
        assertThat(body.path("max_completion_tokens").asInt()).isEqualTo(50);
        assertThat(body.has("max_tokens") || body.has("temperature") || body.has("tool_choice"))
                .isFalse();
        assertThat(body.path("tools")).hasSize(3);
    }

    @Test
    void parameterRefusedAgain_endsAsFailure() {
        server.then(
                FakeOpenAi.error(400, "Unsupported parameter: 'max_tokens'"),
                FakeOpenAi.error(400, "Unsupported parameter: 'max_tokens'"));
        assertThat(failure().type()).isEqualTo(FailureType.MODEL_REQUEST);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void check_tellsWhatIsThere() throws IOException {
        server.models("fake-model", "other");
        assertThat(EndpointCheck.check(settings(server.baseUrl(), KEY)))
                .isEqualTo(new EndpointCheck(true, true, server.baseUrl() + " answers and serves fake-model."));
        server.models("other");
        EndpointCheck unlisted = EndpointCheck.check(settings(server.baseUrl(), KEY));
        assertThat(unlisted.reachable()).isTrue();
        assertThat(unlisted.served()).isFalse();
        assertThat(unlisted.text()).contains("other").contains("ASKDESK_MODEL_NAME");
        server.then(FakeOpenAi.error(401, "bad key " + KEY));
        EndpointCheck refused = EndpointCheck.check(settings(server.baseUrl(), KEY));
        assertThat(refused.text()).contains("ASKDESK_MODEL_API_KEY").doesNotContain(KEY);
        server.then(FakeOpenAi.body(200, "<html></html>"));
        assertThat(EndpointCheck.check(settings(server.baseUrl(), KEY)).reachable())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8000", "ftp://host/v1", "http://user:pw@host/v1", "http://", "http://a b/"})
    void urlThatCannotWork_isRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> ModelSettings.of(url, "m", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("URL")
                .hasMessageNotContaining("pw");
    }

    private ChatResponse ask() {
        return new OpenAiEndpoint(settings(server.baseUrl(), KEY)).chat(request());
    }

    private OutsideException failure() {
        return catchThrowableOfType(OutsideException.class, this::ask);
    }

    private static ChatRequest request() {
        return ChatRequest.builder().messages(UserMessage.from("Hi")).build();
    }

    private static ModelSettings settings(String url, String key) {
        return new ModelSettings(url, "fake-model", key, Structure.TEXT, Duration.ofSeconds(2), 50, 0);
    }
}
