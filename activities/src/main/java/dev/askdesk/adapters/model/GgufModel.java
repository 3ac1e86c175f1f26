package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import de.kherud.llama.args.LogFormat;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A model of a GGUF file, run in this JVM by llama.cpp. A JSON schema that a request asks for becomes a grammar, so that
 * the reply cannot have another form. Loaded once for each file, and asked by one thread at a time.
 */
public final class GgufModel implements ChatModel {
    private static final Map<Path, GgufModel> LOADED = new ConcurrentHashMap<>();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MAGIC = "GGUF";
    private static final int CONTEXT = 16_384;

    private final LlamaModel model;
    private final int maxOutputTokens;
    private final double temperature;

    private GgufModel(LlamaModel model, int maxOutputTokens, double temperature) {
        this.model = model;
        this.maxOutputTokens = maxOutputTokens;
        this.temperature = temperature;
    }

    /**
     * The file's model, loaded when it is asked for first and kept until the process ends.
     *
     * @throws OutsideException the file is none, or the library does not run here
     */
    public static GgufModel of(Path file, int maxOutputTokens, double temperature) {
        return LOADED.computeIfAbsent(
                file.toAbsolutePath().normalize(), path -> new GgufModel(load(path), maxOutputTokens, temperature));
    }

    private static LlamaModel load(Path file) {
        checkFile(file);
        // The library tells where it unpacks itself on standard output, which belongs to the answer.
        PrintStream out = System.out;
        System.setOut(System.err);
        try {
            LlamaModel.setLogger(LogFormat.TEXT, (level, message) -> {});
            LlamaModel model = new LlamaModel(new ModelParameters()
                    .setModel(file.toString())
                    .setCtxSize(CONTEXT)
                    .disableLog()
                    .setThreads(Runtime.getRuntime().availableProcessors()));
            Runtime.getRuntime().addShutdownHook(new Thread(model::close, "askdesk-gguf"));
            return model;
        } catch (RuntimeException | LinkageError failed) {
            throw new OutsideException(
                    FailureType.MODEL_REQUEST,
                    "The model " + file + " does not load (" + failed.getMessage()
                            + "): use a GGUF file that llama.cpp of 2025 reads, on Linux, macOS or Windows.",
                    failed);
        } finally {
            System.setOut(out);
        }
    }

    /** llama.cpp ends the whole process on some files; so what is none does not get there. */
    private static void checkFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String magic = new String(in.readNBytes(MAGIC.length()), StandardCharsets.US_ASCII);
            if (!magic.equals(MAGIC)) {
                throw new OutsideException(FailureType.MODEL_REQUEST, file + " is not a GGUF file.");
            }
        } catch (IOException unreadable) {
            throw new OutsideException(
                    FailureType.MODEL_REQUEST, "There is no model " + file + ", or it cannot be read.", unreadable);
        }
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        Double asked = request.temperature();
        InferenceParameters parameters = new InferenceParameters("")
                .setUseChatTemplate(true)
                .setNPredict(maxOutputTokens)
                .setCachePrompt(true)
                .setTemperature((float) (asked == null ? temperature : asked));
        List<Pair<String, String>> messages = new ArrayList<>();
        @Nullable String system = null;
        for (ChatMessage message : request.messages()) {
            if (message instanceof SystemMessage first) {
                system = first.text();
            } else if (message instanceof AiMessage own) {
                messages.add(new Pair<>("assistant", Objects.requireNonNullElse(own.text(), "")));
            } else if (message instanceof UserMessage person) {
                messages.add(new Pair<>("user", person.singleText()));
            }
        }
        ResponseFormat format = request.responseFormat();
        if (format != null && format.jsonSchema() != null) {
            parameters.setGrammar(LlamaModel.jsonSchemaToGrammar(schema(format)));
        }
        return answer(parameters.setMessages(system, messages));
    }

    private static String schema(ResponseFormat format) {
        try {
            return JSON.writeValueAsString(
                    JsonSchemaElementUtils.toMap(format.jsonSchema().rootElement()));
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(notJson);
        }
    }

    private synchronized ChatResponse answer(InferenceParameters parameters) {
        try {
            String prompt = model.applyTemplate(parameters);
            parameters.setPrompt(prompt).setUseChatTemplate(false);
            StringBuilder text = new StringBuilder();
            int written = 0;
            for (LlamaOutput output : model.generate(parameters)) {
                text.append(output.text);
                written++;
            }
            return ChatResponse.builder()
                    .aiMessage(AiMessage.from(text.toString()))
                    .tokenUsage(new TokenUsage(model.encode(prompt).length, written))
                    .finishReason(written >= maxOutputTokens ? FinishReason.LENGTH : FinishReason.STOP)
                    .build();
        } catch (RuntimeException failed) {
            throw new OutsideException(
                    FailureType.MODEL_REQUEST, "The model in this process failed: " + failed.getMessage(), failed);
        }
    }
}
