package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a look at an endpoint found, without asking the model anything.
 *
 * @param reachable whether an OpenAI-compatible API answered
 * @param listed whether it lists the model; {@code false} too where it lists none
 * @param text one line: what was found, and what to do when something is wrong
 */
public record EndpointCheck(boolean reachable, boolean listed, String text) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int NAMED_AT_MOST = 5;

    /** Asks the endpoint for its models. Throws nothing. */
    public static EndpointCheck check(ModelSettings settings) {
        try {
            return found(settings, modelNames(new ModelHttp(settings).get("/models")));
        } catch (JsonProcessingException notJson) {
            return new EndpointCheck(
                    false, false, settings.baseUrl() + " is no OpenAI-compatible API; its URL usually ends in /v1.");
        } catch (OutsideException failure) {
            String said = String.valueOf(failure.getMessage());
            if (failure.type() == FailureType.MODEL_REQUEST && !said.contains(HttpFailure.WEB_PAGE)) {
                String text = " answers, but has no list of models; ask a question to try it.";
                return new EndpointCheck(true, false, settings.baseUrl() + text);
            }
            boolean there = failure.type() == FailureType.MODEL_RATE_LIMITED;
            return new EndpointCheck(there, false, said + " " + failure.type().advice());
        }
    }

    private static EndpointCheck found(ModelSettings settings, List<String> names) {
        String wanted = settings.modelName();
        if (names.contains(wanted)) {
            return new EndpointCheck(true, true, settings.baseUrl() + " answers and serves " + wanted + ".");
        }
        if (names.isEmpty()) {
            return new EndpointCheck(
                    true, false, settings.baseUrl() + " answers, but lists no model; ask a question to try it.");
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
