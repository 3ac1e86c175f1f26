package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.Objects;

/**
 * A model of a GGUF file, run in this JVM by llama.cpp. A JSON schema that a request asks for becomes a grammar, so that
 * the reply cannot have another form. The file is loaded with the first call and shared by all models of it.
 */
public final class GgufModel implements ChatModel {
    private static final JsonMapper JSON = new JsonMapper();

    private final GgufSettings settings;

    public GgufModel(GgufSettings settings) {
        this.settings = settings;
    }

    /**
     * Whether the file is a model and the library runs here, without loading the model.
     *
     * @throws OutsideException what is wrong, in one line
     */
    public void check() {
        GgufFile.check(settings.file());
    }

    /** @throws OutsideException the model does not load, is busy for too long, or failed */
    @Override
    public ChatResponse doChat(ChatRequest request) {
        LoadedGguf loaded = LoadedGguf.of(settings.file());
        return loaded.alone(settings.timeout(), (model, deadline) -> {
            String prompt = GgufPrompt.of(model, request.messages());
            int read = model.encode(prompt).length;
            if (read + settings.maxOutputTokens() > GgufFile.CONTEXT) {
                // llama.cpp would cut the prompt in the middle and answer something else.
                throw new OutsideException(
                        FailureType.MODEL_REQUEST,
                        "A prompt of %,d tokens and a reply of %,d do not fit the %,d of a model in this process."
                                .formatted(read, settings.maxOutputTokens(), GgufFile.CONTEXT));
            }
            LoadedGguf.Written written = loaded.write(parameters(request, prompt), deadline);
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(written.text()))
                    .tokenUsage(new TokenUsage(read, written.tokens()))
                    .finishReason(
                            written.tokens() >= settings.maxOutputTokens() ? FinishReason.LENGTH : FinishReason.STOP)
                    .build();
        });
    }

    private InferenceParameters parameters(ChatRequest request, String prompt) {
        double temperature = Objects.requireNonNullElse(request.temperature(), settings.temperature());
        InferenceParameters parameters = new InferenceParameters(prompt)
                .setNPredict(settings.maxOutputTokens())
                .setCachePrompt(true)
                .setTemperature((float) temperature);
        ResponseFormat format = request.responseFormat();
        if (format != null && format.jsonSchema() != null) {
            parameters.setGrammar(LlamaModel.jsonSchemaToGrammar(schema(format)));
        }
        return parameters;
    }

    private static String schema(ResponseFormat format) {
        try {
            return JSON.writeValueAsString(
                    JsonSchemaElementUtils.toMap(format.jsonSchema().rootElement()));
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(notJson);
        }
    }
}
