package dev.askdesk.adapters.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP of one vendor's JSON API: one deadline over the whole call, a cap on the size of a reply, no redirect (it
 * would carry the credentials elsewhere), no retry, and every failure typed, with the credentials taken out of its
 * message.
 */
public final class JsonHttp {
    /** Bytes of one reply. A page of tickets with their threads has a few hundred KB. */
    public static final int LONGEST_REPLY = 8 * 1024 * 1024;

    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_EXCERPT = 300;

    private final Site site;
    private final HttpClient client;

    /**
     * What is called.
     *
     * @param title for messages, such as {@code Freshservice}
     * @param base URL that paths are appended to, without a slash at its end
     * @param credentials {@code null} where the site needs none
     * @param timeout of one call, from the first byte sent to the last one read
     * @param kinds the failures of this kind of site
     */
    public record Site(
            String title, URI base, @Nullable Credentials credentials, Duration timeout, FailureKinds kinds) {}

    /**
     * What goes into the Authorization header.
     *
     * @param header the header's value
     * @param secrets what must not appear in a message
     */
    public record Credentials(String header, List<String> secrets) {
        public static Credentials basic(String user, String password) {
            String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            return new Credentials("Basic " + pair, List.of(pair, password));
        }

        public static Credentials bearer(String token) {
            return new Credentials("Bearer " + token, List.of(token));
        }

        @Override
        public String toString() {
            return "Credentials[********]";
        }
    }

    /** The failures of one kind of site. */
    public record FailureKinds(
            FailureType credentials, FailureType request, FailureType rateLimited, FailureType unavailable) {
        public static final FailureKinds HELPDESK = new FailureKinds(
                FailureType.HELPDESK_CREDENTIALS,
                FailureType.HELPDESK_REQUEST,
                FailureType.HELPDESK_RATE_LIMITED,
                FailureType.HELPDESK_UNAVAILABLE);
        public static final FailureKinds WIKI = new FailureKinds(
                FailureType.WIKI_CREDENTIALS,
                FailureType.WIKI_REQUEST,
                FailureType.WIKI_RATE_LIMITED,
                FailureType.WIKI_UNAVAILABLE);
        public static final FailureKinds WAREHOUSE = new FailureKinds(
                FailureType.WAREHOUSE_CREDENTIALS,
                FailureType.WAREHOUSE_UNAVAILABLE,
                FailureType.WAREHOUSE_RATE_LIMITED,
                FailureType.WAREHOUSE_UNAVAILABLE);
        public static final FailureKinds MODEL = new FailureKinds(
                FailureType.MODEL_CREDENTIALS,
                FailureType.MODEL_REQUEST,
                FailureType.MODEL_RATE_LIMITED,
                FailureType.MODEL_UNAVAILABLE);
    }

    public JsonHttp(Site site) {
        this.site = site;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(site.timeout())
                .build();
    }

    /**
     * @param path appended to the base, with its query
     * @throws OutsideException the site refuses, is limiting, cannot be reached, or answers with something else than JSON
     */
    public JsonNode get(String path) {
        return accepted(send(request(path).GET()));
    }

    /** The same; empty where the site has no such thing (404 or 410). */
    public Optional<JsonNode> find(String path) {
        HttpResponse<byte[]> response = send(request(path).GET());
        boolean gone = response.statusCode() == 404 || response.statusCode() == 410;
        return gone ? Optional.empty() : Optional.of(accepted(response));
    }

    /** The answer; missing where its body is empty. */
    public JsonNode post(String path, JsonNode body) {
        return accepted(send(json(path).POST(BodyPublishers.ofString(body.toString()))));
    }

    /** The answer; missing where its body is empty. */
    public JsonNode put(String path, JsonNode body) {
        return accepted(send(json(path).PUT(BodyPublishers.ofString(body.toString()))));
    }

    private HttpRequest.Builder json(String path) {
        return request(path).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(site.base() + path)).header("Accept", "application/json");
        Credentials credentials = site.credentials();
        return credentials == null ? request : request.header("Authorization", credentials.header());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return WholeCall.send(client, request.build(), info -> new CappedBody(LONGEST_REPLY), site.timeout());
        } catch (WholeCall.Unanswered failure) {
            throw failure.isBroken() ? broken(failure.getCause()) : unavailable(String.valueOf(failure.getMessage()));
        }
    }

    private OutsideException broken(@Nullable Throwable cause) {
        if (cause instanceof CappedBody.TooLarge) {
            return failure(site.kinds().request(), "sent more than " + LONGEST_REPLY / 1024 / 1024 + " MB", null);
        }
        String said = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return unavailable((cause instanceof IOException ? "cannot be reached" : "cannot be called") + said);
    }

    private JsonNode accepted(HttpResponse<byte[]> response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        int status = response.statusCode();
        JsonNode parsed = parsed(body);
        if (status / 100 == 2) {
            if (parsed.isMissingNode() && !body.isBlank()) {
                // A page of a proxy or of maintenance, most likely: it may be gone at the next try.
                throw unavailable("answered with " + (isWebPage(body) ? "a web page" : "something else")
                        + " instead of JSON: check its URL, and whether it is down for maintenance");
            }
            return parsed;
        }
        String said = isWebPage(body) ? "a web page" : said(parsed, body);
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .map(value -> RetryAfter.delay(value, Clock.systemUTC()))
                .orElse(null);
        throw failure(type(status), "answered HTTP " + status + (said.isEmpty() ? "" : ": " + said), retryAfter);
    }

    private FailureType type(int status) {
        FailureKinds kinds = site.kinds();
        if (status == 401 || status == 403) {
            return kinds.credentials();
        }
        if (status == 429) {
            return kinds.rateLimited();
        }
        // 408, 409 and 425 say that the same request may do later; every other refusal stays one.
        boolean later = status >= 500 || status == 408 || status == 409 || status == 425;
        return later ? kinds.unavailable() : kinds.request();
    }

    /** The error as the vendor words it, wherever it put it. */
    private static String said(JsonNode body, String text) {
        for (String path : new String[] {
            "/description",
            "/errorMessages/0",
            "/errors/0/message",
            "/errors/0/title",
            "/error/message",
            "/error",
            "/errorMessage",
            "/message"
        }) {
            JsonNode found = body.at(path);
            if (found.isTextual() && !found.asText().isBlank()) {
                return found.asText();
            }
        }
        return text;
    }

    private static boolean isWebPage(String body) {
        return body.stripLeading().startsWith("<");
    }

    private OutsideException unavailable(String what) {
        return failure(site.kinds().unavailable(), what, null);
    }

    private OutsideException failure(FailureType type, String what, @Nullable Duration retryAfter) {
        String text = site.title() + " at " + site.base() + " " + what;
        Credentials credentials = site.credentials();
        if (credentials != null) {
            for (String secret : credentials.secrets()) {
                text = secret.isEmpty() ? text : text.replace(secret, "[secret]");
            }
        }
        text = text.strip().replaceAll("\\s+", " ");
        text = text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT - 1) + "…";
        return new OutsideException(type, text.endsWith(".") ? text : text + ".", null, retryAfter);
    }

    private static JsonNode parsed(String body) {
        try {
            JsonNode parsed = JSON.readTree(body);
            return parsed == null ? MissingNode.getInstance() : parsed;
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
