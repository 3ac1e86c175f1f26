package dev.askdesk.adapters.model;

import dev.askdesk.adapters.OutsideException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;

/**
 * A model behind an OpenAI-compatible endpoint. Nothing is retried here and nothing is logged; every failure is an
 * {@link OutsideException} whose message does not hold the key.
 */
public final class OpenAiEndpoint implements ChatModel {
    private final ChatModel model;

    public OpenAiEndpoint(ModelSettings settings) {
        this.model = OpenAiChatModel.builder()
                .httpClientBuilder(new OneClient(new ModelHttp(settings), settings.timeout()))
                .baseUrl(settings.baseUrl())
                .modelName(settings.modelName())
                .apiKey(settings.apiKey())
                .temperature(settings.temperature())
                .maxTokens(settings.maxOutputTokens())
                .timeout(settings.timeout())
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false)
                .build();
    }

    /** @throws OutsideException the endpoint cannot be used, or not now */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        try {
            return model.chat(request);
        } catch (RuntimeException failure) {
            throw ModelFailures.typed(failure);
        }
    }

    /** Hands langchain4j the client that is there already. */
    private record OneClient(HttpClient client, Duration timeout) implements HttpClientBuilder {
        @Override
        public Duration connectTimeout() {
            return timeout;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration ignored) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return timeout;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration ignored) {
            return this;
        }

        @Override
        public HttpClient build() {
            return client;
        }
    }
}
