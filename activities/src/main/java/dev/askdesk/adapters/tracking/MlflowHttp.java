package dev.askdesk.adapters.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.WholeCall;
import dev.askdesk.workflows.wire.FailureType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The HTTP of one MLflow server: one deadline a call, no redirect (it would carry the credentials elsewhere). */
final class MlflowHttp {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_EXCERPT = 300;

    private final MlflowSettings settings;
    private final HttpClient client;

    MlflowHttp(MlflowSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** The answer; empty where the server refuses with MLflow's given error code. */
    Optional<JsonNode> get(String path, String toleratedError) {
        return call(request(path).GET(), toleratedError);
    }

    /** The answer; empty where the server refuses with MLflow's given error code. */
    Optional<JsonNode> post(String path, JsonNode body, String toleratedError) {
        return call(json(path, body), toleratedError);
    }

    JsonNode post(String path, JsonNode body) {
        return call(json(path, body), null).orElseThrow();
    }

    void put(String path, Path file) {
        try {
            HttpRequest.Builder request = request(path)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofFile(file));
            call(request, null);
        } catch (FileNotFoundException e) {
            throw new OutsideException(FailureType.TRACKING_REQUEST, "There is no file " + file + " to upload.", e);
        }
    }

    private HttpRequest.Builder json(String path, JsonNode body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.server() + path));
        if (settings.token() != null) {
            request.header("Authorization", "Bearer " + settings.token());
        } else if (settings.user() != null) {
            request.header("Authorization", "Basic " + basic());
        }
        return request;
    }

    private String basic() {
        String pair = settings.user() + ":" + (settings.password() == null ? "" : settings.password());
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<JsonNode> call(HttpRequest.Builder request, @Nullable String toleratedError) {
        HttpResponse<String> response = send(request.build());
        JsonNode body = parsed(response.body());
        if (response.statusCode() / 100 == 2) {
            if (body.isMissingNode() && !response.body().isBlank()) {
                throw failure(FailureType.TRACKING_REQUEST, "is no MLflow server: it answers with no JSON", null, null);
            }
            return Optional.of(body);
        }
        if (toleratedError != null
                && toleratedError.equals(body.path("error_code").asText())) {
            return Optional.empty();
        }
        throw refused(response, body);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return WholeCall.send(client, request, BodyHandlers.ofString(), settings.timeout());
        } catch (WholeCall.Unanswered failure) {
            String what = failure.isBroken() ? broken(failure.getCause()) : String.valueOf(failure.getMessage());
            throw failure(FailureType.TRACKING_UNAVAILABLE, what, null, null);
        }
    }

    private static String broken(@Nullable Throwable cause) {
        String said = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return (cause instanceof IOException ? "cannot be reached" : "cannot be called") + said;
    }

    private OutsideException refused(HttpResponse<String> response, JsonNode body) {
        String code = body.path("error_code").asText();
        String said = body.path("message").asText();
        String text = "answered HTTP " + response.statusCode() + (code.isEmpty() ? "" : " " + code)
                + (said.isEmpty() ? "" : ": " + said);
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
        return failure(type(response.statusCode()), text, null, retryAfter);
    }

    private static FailureType type(int status) {
        if (status == 401 || status == 403) {
            return FailureType.TRACKING_CREDENTIALS;
        }
        boolean later = status >= 500 || status == 429 || status == 408;
        return later ? FailureType.TRACKING_UNAVAILABLE : FailureType.TRACKING_REQUEST;
    }

    private OutsideException failure(
            FailureType type, String what, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        String text = redacted("The tracking server at " + settings.server() + " " + what)
                .strip()
                .replaceAll("\\s+", " ");
        String shown = text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT - 1) + "…";
        return new OutsideException(type, shown.endsWith(".") ? shown : shown + ".", cause, retryAfter);
    }

    /** Some servers repeat the credentials that they refuse. */
    private String redacted(String text) {
        String clean = text;
        for (String secret : new @Nullable String[] {settings.token(), settings.password(), basic()}) {
            clean = secret == null || secret.isEmpty() ? clean : clean.replace(secret, "[secret]");
        }
        return clean;
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
