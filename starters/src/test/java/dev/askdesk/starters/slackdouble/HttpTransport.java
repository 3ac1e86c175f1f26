package dev.askdesk.starters.slackdouble;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Signed requests to the app's URL. Events that it does not answer with 2xx in time come up to three times more, with
 * the number and the reason in headers (https://docs.slack.dev/apis/events-api/#retries); interactions and commands
 * come once.
 */
final class HttpTransport implements Transport {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI target;
    private final String secret;
    private final Supplier<Timing> timing;
    private final ScheduledExecutorService timer;

    HttpTransport(URI target, String secret, Supplier<Timing> timing, ScheduledExecutorService timer) {
        this.target = target;
        this.secret = secret;
        this.timing = timing;
        this.timer = timer;
    }

    @Override
    public void send(Delivery delivery) {
        attempt(delivery, 0, null);
    }

    private void attempt(Delivery delivery, int retry, @Nullable String reason) {
        boolean event = delivery.kind == Delivery.Kind.EVENT;
        String body = event ? delivery.payload.toString() : form(delivery);
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(timing.get().ack())
                .header("Content-Type", event ? JSON : FORM)
                .header("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        Signing.headers(secret, Instant.now(), body).forEach(request::header);
        if (reason != null) {
            request.header("X-Slack-Retry-Num", String.valueOf(retry)).header("X-Slack-Retry-Reason", reason);
        }
        delivery.sending();
        long start = System.nanoTime();
        CompletableFuture<?> answered = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) -> {
                    ended(delivery, retry, response, failure, Duration.ofNanos(System.nanoTime() - start));
                    return delivery;
                });
        answered.exceptionally(bug -> {
            throw new CompletionException(bug);
        });
    }

    private void ended(
            Delivery delivery,
            int retry,
            @Nullable HttpResponse<String> response,
            @Nullable Throwable failure,
            Duration latency) {
        if (response != null) {
            Delivery.Answer answer = new Delivery.Answer(retry, response.statusCode(), response.body(), latency, false);
            delivery.answered(answer);
            boolean unwanted = response.headers().firstValue("X-Slack-No-Retry").isPresent();
            if (!answer.taken() && !unwanted) {
                again(delivery, retry, "http_error");
            }
            return;
        }
        boolean late = failure instanceof HttpTimeoutException
                || (failure != null && failure.getCause() instanceof HttpTimeoutException);
        delivery.answered(new Delivery.Answer(retry, 0, "", latency, late));
        again(delivery, retry, late ? "http_timeout" : "connection_failed");
    }

    private void again(Delivery delivery, int retry, String reason) {
        List<Duration> waits = timing.get().retries();
        if (delivery.kind == Delivery.Kind.EVENT && retry < waits.size() && !timer.isShutdown()) {
            var unused = timer.schedule(
                    () -> attempt(delivery, retry + 1, reason), waits.get(retry).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Interactions are JSON in the field "payload"; a command's fields are the form's. */
    private static String form(Delivery delivery) {
        return delivery.kind == Delivery.Kind.INTERACTION
                ? "payload=" + encoded(delivery.payload.toString())
                : delivery.payload.properties().stream()
                        .map(field -> encoded(field.getKey()) + "="
                                + encoded(field.getValue().asText()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Any POST, signed or forged. */
    HttpResponse<String> post(String contentType, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {}
}
