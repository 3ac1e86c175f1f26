package dev.askdesk.adapters.slack;

import com.google.gson.JsonParseException;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.util.http.SlackHttpClient;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.RetryAfter;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Calls of Slack's Web API: one deadline over the whole call, no retry, no redirect (it would carry the token elsewhere),
 * and every failure typed, with tokens taken out of its message. Safe for use by several threads.
 */
final class SlackCalls implements AutoCloseable {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Slack slack;
    private final MethodsClient methods;
    private final String token;

    /**
     * @param apiUrl with a slash at its end
     * @param timeout of one call, from the first byte sent to the last one read
     */
    SlackCalls(URI apiUrl, String token, Duration timeout) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(apiUrl.toString());
        int millis = Math.toIntExact(timeout.toMillis());
        config.setHttpClientReadTimeoutMillis(millis);
        config.setHttpClientWriteTimeoutMillis(millis);
        config.setHttpClientCallTimeoutMillis(millis);
        // With figures of its own, the client asks Slack who it is before the first call.
        config.setStatsEnabled(false);
        OkHttpClient http = SlackHttpClient.buildOkHttpClient(config)
                .newBuilder()
                .connectTimeout(timeout)
                .followRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
        SlackHttpClient client = new SlackHttpClient(http);
        client.setConfig(config);
        this.slack = Slack.getInstance(config, client);
        this.methods = slack.methods(token);
        this.token = token;
    }

    /** One call of the client. */
    interface SlackCall<R> {
        R in(MethodsClient methods) throws IOException, SlackApiException;
    }

    /** @throws OutsideException Slack refuses, is limiting, cannot be reached, or answers with something else than JSON */
    <R extends SlackApiTextResponse> R call(SlackCall<R> call) {
        return call(call, Set.of());
    }

    /**
     * The same, where some refusals are no failure.
     *
     * @param fine errors of Slack's, such as {@code already_reacted}, with which the answer is given back as it is
     */
    <R extends SlackApiTextResponse> R call(SlackCall<R> call, Set<String> fine) {
        R answer = answer(call);
        String error = answer.getError();
        if (answer.isOk() || (error != null && fine.contains(error))) {
            return answer;
        }
        if (error == null) {
            throw new OutsideException(FailureType.CHANNEL_UNAVAILABLE, "What answers is not Slack.");
        }
        FailureType type = SlackErrors.type(error);
        String scope = answer.getNeeded() == null ? "" : " (scope " + answer.getNeeded() + ")";
        throw refused(type, error + scope, retryAfter(answer.getHttpResponseHeaders()));
    }

    private <R extends SlackApiTextResponse> R answer(SlackCall<R> call) {
        try {
            return call.in(methods);
        } catch (SlackApiException failure) {
            throw failed(failure);
        } catch (IOException unreachable) {
            throw OutsideException.withoutReply(
                    FailureType.CHANNEL_UNAVAILABLE,
                    "Slack cannot be reached: " + clean(String.valueOf(unreachable.getMessage())),
                    unreachable);
        } catch (JsonParseException | NullPointerException unreadable) {
            // An empty body is null to the client, which it does not expect.
            throw OutsideException.withoutReply(
                    FailureType.CHANNEL_UNAVAILABLE,
                    "What answers at Slack's URL does not answer with JSON.",
                    unreadable);
        }
    }

    private OutsideException failed(SlackApiException failure) {
        Response response = failure.getResponse();
        int status = response.code();
        String error = failure.getError() == null ? null : failure.getError().getError();
        String said = error == null ? "HTTP " + status : error + " (HTTP " + status + ")";
        String after = response.header("Retry-After");
        return refused(SlackErrors.type(status, error), said, after == null ? null : RetryAfter.delay(after, CLOCK));
    }

    private OutsideException refused(FailureType type, String said, @Nullable Duration retryAfter) {
        String message =
                switch (type) {
                    case CHANNEL_RATE_LIMITED -> "Slack is limiting the rate: ";
                    case CHANNEL_UNAVAILABLE -> "Slack failed: ";
                    default -> "Slack refuses: ";
                };
        // The client's exceptions hold the request with its token, so they are no cause here.
        return new OutsideException(type, message + clean(said) + ".", null, retryAfter);
    }

    private String clean(String said) {
        return SlackErrors.clean(said, token);
    }

    private static @Nullable Duration retryAfter(@Nullable Map<String, List<String>> headers) {
        if (headers == null) {
            return null;
        }
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .map(value -> RetryAfter.delay(value, CLOCK))
                .orElse(null);
    }

    @Override
    public void close() {
        try {
            slack.close();
        } catch (Exception e) {
            throw new IllegalStateException("Slack's client does not close", e);
        }
    }
}
