package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look at an endpoint found. Where it has no list of models, as Databricks' Model Serving has none, the model is
 * asked one word: a wrong name or key must not be found by the first person who asks.
 *
 * @param reachable whether an OpenAI-compatible API answered
 * @param served whether it lists the model, or the model replied
 * @param text one line: what was found, and what to do when something is wrong
 */
public record EndpointCheck(boolean reachable, boolean served, String text) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NAMED_AT_MOST = 5;

    /** Reasoning models think before they say a word, and some refuse less. */
    private static final int FEW_TOKENS = 16;

    /** Asks the endpoint for its models, or the model for a word. Throws nothing. */
    public static EndpointCheck check(ModelSettings settings) {
        try {
            List<String> names = modelNames(new ModelHttp(settings).get("/models"));
            return names.isEmpty() ? asked(settings) : found(settings, names);
        } catch (JsonProcessingException notJson) {
            EndpointCheck asked = asked(settings);
            return asked.served()
                    ? asked
                    : new EndpointCheck(
                            false,
                            false,
                            settings.baseUrl() + " is no OpenAI-compatible API; its URL usually ends in /v1.");
        } catch (OutsideException failure) {
            // Where there is no list, a gateway may take its path for a model that nobody may see.
            boolean listIsRefused = String.valueOf(failure.getMessage()).contains("answered HTTP 403");
            return failure.type() == FailureType.MODEL_REQUEST || listIsRefused ? asked(settings) : failed(failure);
        }
    }

    private static EndpointCheck asked(ModelSettings settings) {
        ModelSettings brief = new ModelSettings(
                settings.baseUrl(),
                settings.modelName(),
                settings.apiKey(),
                settings.structure(),
                settings.timeout(),
                Math.min(FEW_TOKENS, settings.maxOutputTokens()),
                settings.temperature());
        try {
            new OpenAiEndpoint(brief)
                    .chat(ChatRequest.builder()
                            .messages(UserMessage.from("Say OK."))
                            .build());
            String text = " has no list of models, but replies as " + settings.modelName() + ".";
            return new EndpointCheck(true, true, settings.baseUrl() + text);
        } catch (OutsideException failure) {
            return failed(failure);
        }
    }

    /** An endpoint that is busy is there; whether it has the model is not known. */
    private static EndpointCheck failed(OutsideException failure) {
        boolean there = failure.type() == FailureType.MODEL_RATE_LIMITED;
        return new EndpointCheck(
                there, false, failure.getMessage() + " " + failure.type().advice());
    }

    private static EndpointCheck found(ModelSettings settings, List<String> names) {
        String wanted = settings.modelName();
        if (names.contains(wanted)) {
            return new EndpointCheck(true, true, settings.baseUrl() + " answers and serves " + wanted + ".");
        }
        String some = String.join(", ", names.subList(0, Math.min(NAMED_AT_MOST, names.size())));
        String text = "%s answers, but does not list %s; it lists %s%s. Set ASKDESK_MODEL_NAME to one of them."
                .formatted(settings.baseUrl(), wanted, some, names.size() > NAMED_AT_MOST ? ", …" : "");
        return new EndpointCheck(true, false, Secrets.excerpt(text, settings.apiKey()));
    }

    private static List<String> modelNames(String body) throws JsonProcessingException {
        List<String> names = new ArrayList<>();
        for (JsonNode model : JSON.readTree(body).path("data")) {
            if (model.path("id").isTextual()) {
                names.add(model.path("id").asText());
            }
        }
        return names;
    }
}
