package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.RetryAfter;
import dev.askdesk.workflows.wire.FailureType;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What a refusal of a model endpoint means. */
final class HttpFailure {
    static final String WEB_PAGE =
            "a web page instead of JSON; the URL of an OpenAI-compatible API usually ends in /v1";

    /** Databricks has what another provider said behind "error", which says only that it was another one. */
    private static final List<String> PLACES = List.of(
            "/external_model_message/error/message",
            "/external_model_message/message",
            "/error/message",
            "/error",
            "/message",
            "/detail",
            "/error_msg");

    private static final JsonMapper JSON = new JsonMapper();

    private HttpFailure() {}

    static OutsideException of(ModelSettings settings, int status, String body, HttpHeaders headers, Clock clock) {
        String said = Secrets.excerpt(message(body), settings.apiKey());
        String text = "The model at " + settings.baseUrl() + " answered HTTP " + status
                + (said.isEmpty() ? "." : ": " + said);
        Duration retryAfter = headers.firstValue("Retry-After")
                .map(value -> RetryAfter.delay(value, clock))
                .orElse(null);
        return new OutsideException(type(status), text, null, retryAfter);
    }

    static FailureType type(int status) {
        if (status == 401 || status == 403) {
            return FailureType.MODEL_CREDENTIALS;
        }
        if (status == 429) {
            return FailureType.MODEL_RATE_LIMITED;
        }
        // 408 and 425 say that the same request may do later; every other refusal stays one.
        boolean later = status >= 500 || status == 408 || status == 425;
        return later ? FailureType.MODEL_UNAVAILABLE : FailureType.MODEL_REQUEST;
    }

    /** The error as the provider words it, wherever it put it; of a web page only that it is one. */
    static String message(String body) {
        if (body.stripLeading().startsWith("<")) {
            return WEB_PAGE;
        }
        try {
            JsonNode node = JSON.readTree(body);
            for (String path : PLACES) {
                JsonNode found = node.at(path);
                if (found.isTextual()) {
                    return found.asText();
                }
            }
        } catch (JsonProcessingException notJson) {
            return body;
        }
        return body;
    }
}
