package dev.askdesk.adapters.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.CappedBody;
import dev.askdesk.adapters.http.RetryAfter;
import dev.askdesk.adapters.http.WholeCall;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of a workspace, from its own token endpoint ({@code /oidc/v1/token}): for an OAuth client (RFC 6749,
 * section 4.4), and for a person in exchange for what the firm's identity provider vouches for (RFC 8693). Each is kept
 * as long as a connection that begins with it can live on it.
 */
final class OAuthTokens {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int LONGEST_REPLY = 200_000;
    /** A connection lives on with the token that it began with. */
    private static final Duration SPARE = ConnectionPool.LIFE.plusMinutes(5);

    private static final int MANY = 1_000;

    private final URI endpoint;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(String token, Instant until) {
        @Override
        public String toString() {
            return "Kept[********, " + until + "]";
        }
    }

    OAuthTokens(String workspace, Clock clock) {
        this.endpoint = URI.create(workspace + "/oidc/v1/token");
        this.clock = clock;
    }

    /** @throws OutsideException the workspace refuses the client, or cannot be reached */
    String ofClient(DatabricksSettings.Credentials.Client credentials) {
        String pair = Base64.getEncoder()
                .encodeToString((credentials.id() + ":" + credentials.secret()).getBytes(StandardCharsets.UTF_8));
        return token(
                "client " + credentials.id(),
                Map.of("grant_type", "client_credentials", "scope", "all-apis"),
                "Basic " + pair,
                "the OAuth client " + credentials.id());
    }

    /**
     * A token by which statements run as a person.
     *
     * @param vouched the identity provider's JWT
     * @throws OutsideException the workspace does not take it, or cannot be reached
     */
    String ofUser(String user, String vouched) {
        return token(
                "user " + user + " " + vouched.hashCode(),
                Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token", vouched,
                        "subject_token_type", "urn:ietf:params:oauth:token-type:jwt",
                        "scope", "sql"),
                null,
                "the identity of " + user);
    }

    private String token(String key, Map<String, String> form, @Nullable String authorization, String whose) {
        Instant now = clock.instant();
        Kept known = kept.get(key);
        if (known != null && now.isBefore(known.until())) {
            return known.token();
        }
        JsonNode answer = send(form, authorization, whose);
        String token = answer.path("access_token").asText();
        if (token.isEmpty()) {
            throw refused("Databricks answered without a token for " + whose + ".");
        }
        kept.values().removeIf(old -> !now.isBefore(old.until()));
        if (kept.size() < MANY) {
            Duration life =
                    Duration.ofSeconds(answer.path("expires_in").asLong(0)).minus(SPARE);
            kept.put(key, new Kept(token, now.plus(life)));
        }
        return token;
    }

    private JsonNode send(Map<String, String> form, @Nullable String authorization, String whose) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<byte[]> response;
        try {
            response = WholeCall.send(client, request.build(), info -> new CappedBody(LONGEST_REPLY), TIMEOUT);
        } catch (WholeCall.Unanswered failure) {
            // Not its words: they are of a request that has a secret in it.
            throw new OutsideException(
                    FailureType.WAREHOUSE_UNAVAILABLE, "Databricks does not answer at " + endpoint + ".", null);
        }
        int status = response.statusCode();
        if (status == 429 || status >= 500) {
            throw new OutsideException(
                    status == 429 ? FailureType.WAREHOUSE_RATE_LIMITED : FailureType.WAREHOUSE_UNAVAILABLE,
                    "Databricks answered HTTP " + status + " to a request for a token of " + whose + ".",
                    null,
                    response.headers()
                            .firstValue("Retry-After")
                            .map(value -> RetryAfter.delay(value, clock))
                            .orElse(null));
        }
        JsonNode answer = parsed(response.body());
        if (status != 200) {
            String error = answer.path("error").asText("");
            String known = error.matches("[a-z_]{1,40}") ? " (" + error + ")" : "";
            throw refused("Databricks refuses " + whose + ": HTTP " + status + known + ".");
        }
        return answer;
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return Cells.JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException notJson) {
            return Cells.JSON.createObjectNode();
        }
    }

    private static OutsideException refused(String message) {
        return new OutsideException(FailureType.WAREHOUSE_CREDENTIALS, message);
    }
}
