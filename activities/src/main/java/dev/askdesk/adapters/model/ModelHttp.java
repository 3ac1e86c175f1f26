package dev.askdesk.adapters.model;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.CappedBody;
import dev.askdesk.adapters.http.WholeCall;
import dev.askdesk.workflows.wire.FailureType;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP of one model endpoint: one deadline over the whole call, a cap on the size of a reply, no redirect (it would
 * carry the key elsewhere) and every failure typed, which langchain4j's own client does not do: it hides Retry-After.
 */
final class ModelHttp implements HttpClient {
    private static final int LONGEST_REPLY = 4 * 1024 * 1024;

    private final ModelSettings settings;
    private final java.net.http.HttpClient client;
    private final RefusedParameters refused = new RefusedParameters();

    ModelHttp(ModelSettings settings) {
        this.settings = settings;
        this.client = java.net.http.HttpClient.newBuilder()
                // Some servers of local models answer an HTTP/2 upgrade with an error.
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    /** A chat completion: a parameter that the endpoint refuses is left out, and the reply put into its usual shape. */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        String body = refused.leaveOut(request.body());
        HttpResponse<byte[]> response = send(request, body);
        while (response.statusCode() == 400 && refused.learn(text(response), body)) {
            body = refused.leaveOut(request.body());
            response = send(request, body);
        }
        requireSuccess(response);
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(new ChatReplyBody(settings).normalise(text(response)))
                .build();
    }

    /** The body of {@code GET baseUrl + path}. */
    String get(String path) {
        HttpRequest.Builder request =
                HttpRequest.builder().method(HttpMethod.GET).url(settings.baseUrl() + path);
        if (settings.apiKey() != null) {
            request.addHeader("Authorization", "Bearer " + settings.apiKey());
        }
        HttpResponse<byte[]> response = send(request.build(), null);
        requireSuccess(response);
        return text(response);
    }

    /** Never called: no streaming model is built on this client. */
    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("replies are not streamed");
    }

    private HttpResponse<byte[]> send(HttpRequest request, @Nullable String body) {
        java.net.http.HttpRequest.Builder outgoing = java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
        request.headers().forEach((name, values) -> values.forEach(value -> outgoing.header(name, value)));
        outgoing.method(
                request.method().name(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        try {
            return WholeCall.send(client, outgoing.build(), info -> new CappedBody(LONGEST_REPLY), settings.timeout());
        } catch (WholeCall.Unanswered failure) {
            throw failure.isBroken() ? broken(failure.getCause()) : lost(String.valueOf(failure.getMessage()));
        }
    }

    private OutsideException broken(@Nullable Throwable cause) {
        if (cause instanceof CappedBody.TooLarge) {
            return lost("sent more than " + LONGEST_REPLY / 1024 + " KB");
        }
        if (cause instanceof java.net.http.HttpTimeoutException) {
            return unavailable(
                    "could not be reached within " + settings.timeout().toSeconds() + " s");
        }
        if (cause instanceof ConnectException) {
            return unavailable("refuses the connection or has no such host");
        }
        if (cause instanceof javax.net.ssl.SSLException) {
            return unavailable("failed the TLS handshake: " + cause.getMessage());
        }
        String kind = cause instanceof IOException ? "dropped the connection" : "could not be called";
        return lost(kind + (cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage()));
    }

    private void requireSuccess(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 != 2) {
            throw HttpFailure.of(
                    settings, response.statusCode(), text(response), response.headers(), Clock.systemUTC());
        }
    }

    private OutsideException unavailable(String what) {
        return new OutsideException(FailureType.MODEL_UNAVAILABLE, message(what));
    }

    /** Of a request that was on its way already: the provider may charge for a reply that nobody got. */
    private OutsideException lost(String what) {
        return OutsideException.withoutReply(FailureType.MODEL_UNAVAILABLE, message(what), null);
    }

    private String message(String what) {
        return Secrets.excerpt("The model at " + settings.baseUrl() + " " + what + ".", settings.apiKey());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
