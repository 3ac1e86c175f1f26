package dev.askdesk.adapters.model;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import dev.askdesk.workflows.wire.Usage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A language model behind prompts: any chat model of langchain4j. */
public final class PromptedAnalyst implements Analyst {
    /** Tokens of tools or a schema, which are sent beside the messages. */
    private static final int STRUCTURE = 400;
    /** What a chat template puts around a message. */
    private static final int PER_MESSAGE = 10;

    private static final double VARIED = 0.3;
    private static final double MOST_VARIED = 0.9;
    /** Of a statement that is to be compared with the likeliest. */
    private static final double OTHERWISE = 0.7;

    private final String name;
    private final ChatModel model;
    private final Structure structure;
    private final UnderstandPrompt understanding;
    private final InterpretPrompt interpreting;

    /**
     * @param name shown in the evidence
     * @param model caps its own output tokens and does not retry
     * @param structure how the model is made to call a tool
     * @param catalog whose dialect, description and caveats the model is told
     * @param prompts which versions of the prompts
     */
    public PromptedAnalyst(String name, ChatModel model, Structure structure, Catalog catalog, Prompts prompts) {
        this.name = name;
        this.model = model;
        this.structure = structure;
        this.understanding = new UnderstandPrompt(structure, catalog, prompts);
        this.interpreting = new InterpretPrompt(prompts);
    }

    /** The same with the prompts that are the best so far. */
    public PromptedAnalyst(String name, ChatModel model, Structure structure, Catalog catalog) {
        this(name, model, structure, catalog, Prompts.BEST);
    }

    /** The model of a GGUF file in this process, under the file's name. */
    public static PromptedAnalyst in(GgufSettings settings, Catalog catalog, Prompts prompts) {
        return new PromptedAnalyst(
                settings.modelName(), new GgufModel(settings), Structure.JSON_SCHEMA, catalog, prompts);
    }

    /** A model behind an OpenAI-compatible endpoint, under the name that the endpoint knows it by. */
    public static PromptedAnalyst at(ModelSettings settings, Catalog catalog, Prompts prompts) {
        return new PromptedAnalyst(
                settings.modelName(), new OpenAiEndpoint(settings), settings.structure(), catalog, prompts);
    }

    /** The same with the prompts that are the best so far. */
    public static PromptedAnalyst at(ModelSettings settings, Catalog catalog) {
        return at(settings, catalog, Prompts.BEST);
    }

    /** What a model that calls tools is told and asked about a question: the system's text, then the user's. */
    public static List<String> prompt(UnderstandRequest request, Catalog catalog, Prompts prompts) {
        return texts(new UnderstandPrompt(Structure.TOOLS, catalog, prompts).messages(request));
    }

    /** The tools that it is given with that, as OpenAI's API writes them. */
    public static List<Map<String, Object>> tools() {
        return Tools.SPECIFICATIONS.stream().map(Tools::asOpenAiWritesIt).toList();
    }

    /** The same about the wording of rows. */
    public static List<String> prompt(InterpretRequest request, Prompts prompts) {
        return texts(new InterpretPrompt(prompts).messages(request));
    }

    /** Of the first message, which is the system's, and the last one. */
    private static List<String> texts(List<ChatMessage> messages) {
        return List.of(
                ((SystemMessage) messages.get(0)).text(),
                ((UserMessage) messages.get(messages.size() - 1)).singleText());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Understood understand(UnderstandRequest request) {
        ChatRequest.Builder chat = ChatRequest.builder().messages(understanding.messages(request));
        if (!request.attempts().isEmpty()) {
            // At its likeliest, a small model writes the statement that has just failed once more.
            chat.temperature(Math.min(MOST_VARIED, VARIED * request.attempts().size()));
        } else if (request.variation() > 0) {
            chat.temperature(OTHERWISE);
        }
        switch (structure) {
            case TOOLS -> chat.toolSpecifications(Tools.SPECIFICATIONS).toolChoice(ToolChoice.REQUIRED);
            case JSON_SCHEMA -> chat.responseFormat(isRepair(request) ? Tools.ONE_QUERY : Tools.ONE_OBJECT);
            case TEXT -> {}
        }
        ChatResponse response = ask(chat.build());
        boolean cutOff = response.finishReason() == FinishReason.LENGTH;
        return new Understood(ToolCallReader.read(response.aiMessage(), cutOff), usage(name, response));
    }

    private static boolean isRepair(UnderstandRequest request) {
        return request.attempts().stream().anyMatch(attempt -> attempt.sql() != null);
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        List<ChatMessage> messages = interpreting.messages(request);
        ChatResponse response = ask(ChatRequest.builder().messages(messages).build());
        return new Interpretation(AnswerText.read(response.aiMessage().text()), usage(name, response));
    }

    @Override
    public long promptTokens(UnderstandRequest request) {
        return STRUCTURE + tokens(understanding.messages(request));
    }

    @Override
    public long promptTokens(InterpretRequest request) {
        return tokens(interpreting.messages(request));
    }

    static long tokens(List<ChatMessage> messages) {
        long tokens = 0;
        for (ChatMessage message : messages) {
            tokens += PER_MESSAGE + TokenEstimate.of(message.toString());
        }
        return tokens;
    }

    private ChatResponse ask(ChatRequest request) {
        try {
            return model.chat(request);
        } catch (RuntimeException failure) {
            throw ModelFailures.typed(failure);
        }
    }

    /** Tokens as the provider counts them; 0 where it does not. */
    static Usage usage(String name, ChatResponse response) {
        @Nullable TokenUsage tokens = response.tokenUsage();
        if (tokens == null) {
            return new Usage(name, 1, 0, 0, 0);
        }
        return new Usage(
                name,
                1,
                Objects.requireNonNullElse(tokens.inputTokenCount(), 0),
                Objects.requireNonNullElse(tokens.outputTokenCount(), 0),
                0);
    }
}
