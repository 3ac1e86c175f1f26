package dev.askdesk.adapters.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.workflows.triage.AnswerActivity.AnswerRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Drafted;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import dev.askdesk.workflows.triage.AnswerActivity.SummariseRequest;
import dev.askdesk.workflows.triage.AnswerActivity.Summary;
import dev.askdesk.workflows.wire.Usage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;

/** A language model behind prompts: any chat model of langchain4j. It answers in JSON, by schema where it takes one. */
public final class PromptedResponder implements Responder {
    private static final int MOST_SENTENCES = 6;

    private static final ResponseFormat SUMMARY = format(
            "summary",
            JsonObjectSchema.builder()
                    .addBooleanProperty("asks")
                    .addStringProperty("question")
                    .required("asks", "question")
                    .additionalProperties(false)
                    .build());

    private static final ResponseFormat ANSWER = format(
            "answer",
            JsonObjectSchema.builder()
                    .addBooleanProperty("answerable")
                    .addProperty(
                            "sentences",
                            JsonArraySchema.builder()
                                    .items(JsonObjectSchema.builder()
                                            .addStringProperty("text")
                                            .addIntegerProperty("source")
                                            .required("text", "source")
                                            .additionalProperties(false)
                                            .build())
                                    .build())
                    .addStringProperty("reason")
                    .required("answerable", "sentences", "reason")
                    .additionalProperties(false)
                    .build());

    private final String name;
    private final ChatModel model;
    private final Structure structure;
    private final TicketText prompts = new TicketText();

    /**
     * @param name shown in the note
     * @param model caps its own output tokens and does not retry
     * @param structure with {@link Structure#TEXT} the schema is only told in the prompt
     */
    public PromptedResponder(String name, ChatModel model, Structure structure) {
        this.name = name;
        this.model = model;
        this.structure = structure;
    }

    private static ResponseFormat format(String name, JsonObjectSchema schema) {
        return ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder().name(name).rootElement(schema).build())
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Summary summarise(SummariseRequest request) {
        ChatResponse response = ask(prompts.summarise(request.ticket()), SUMMARY);
        JsonNode read = JsonCalls.object(AnswerText.withoutThoughts(text(response)));
        Usage usage = PromptedAnalyst.usage(name, response);
        String question = read.path("question").asText().strip();
        // Some models leave the object out and write the sentence alone.
        String sentence = read.isMissingNode() ? AnswerText.read(text(response)) : question;
        boolean asks = read.path("asks").asBoolean(!sentence.isEmpty()) && !sentence.isEmpty();
        return asks ? new Summary(sentence, null, usage) : new Summary(null, "Nothing is asked.", usage);
    }

    @Override
    public Drafted answer(AnswerRequest request) {
        ChatResponse response = ask(prompts.answer(request), ANSWER);
        JsonNode read = JsonCalls.object(AnswerText.withoutThoughts(text(response)));
        Usage usage = PromptedAnalyst.usage(name, response);
        List<Sentence> sentences = new ArrayList<>();
        for (JsonNode sentence : read.path("sentences")) {
            if (sentences.size() < MOST_SENTENCES
                    && !sentence.path("text").asText().isBlank()) {
                sentences.add(new Sentence(
                        sentence.path("text").asText(), sentence.path("source").asInt(), 0));
            }
        }
        if (read.isMissingNode()) {
            return new Drafted(List.of(), "The model's reply could not be read.", name, usage);
        }
        if (!read.path("answerable").asBoolean(true) || sentences.isEmpty()) {
            String reason = Excerpts.oneLine(read.path("reason").asText(), 200);
            return new Drafted(
                    List.of(), reason.isEmpty() ? "The model finds no answer in the pages." : reason, name, usage);
        }
        return new Drafted(sentences, null, name, usage);
    }

    @Override
    public long promptTokens(SummariseRequest request) {
        return PromptedAnalyst.tokens(prompts.summarise(request.ticket()));
    }

    @Override
    public long promptTokens(AnswerRequest request) {
        return PromptedAnalyst.tokens(prompts.answer(request));
    }

    private static String text(ChatResponse response) {
        String text = response.aiMessage().text();
        return text == null ? "" : text;
    }

    private ChatResponse ask(List<ChatMessage> messages, ResponseFormat format) {
        ChatRequest.Builder request = ChatRequest.builder().messages(messages);
        if (structure != Structure.TEXT) {
            request.responseFormat(format);
        }
        try {
            return model.chat(request.build());
        } catch (RuntimeException failure) {
            throw ModelFailures.typed(failure);
        }
    }
}
