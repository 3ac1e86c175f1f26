package dev.askdesk.starters.slack;

import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Slack's events, clicks and commands over HTTP. */
final class HttpEvents {
    static final String PATH = "/slack/events";

    /** Far more than Slack sends. */
    static final int LARGEST = 1 << 20;

    private static final Set<String> TYPES = Set.of("application/json", "application/x-www-form-urlencoded");

    private final SlackApp app;
    private final Deliveries deliveries;
    private final Signature signature;
    private final SlackRequestParser parser;

    /**
     * Signatures of requests that were taken. A request that Slack sends again is signed anew; and should it not be, the
     * first was refused or was too slow, which takes its signature out again.
     */
    private final Remembered taken;

    HttpEvents(SlackApp app, Deliveries deliveries, String signingSecret, InstantSource clock) {
        this.app = app;
        this.deliveries = deliveries;
        this.signature = new Signature(signingSecret, clock);
        this.parser = new SlackRequestParser(app.config());
        // Twice the age: a time of signing may lie as far ahead as behind.
        this.taken = new Remembered(100_000, Signature.AGE.multipliedBy(2), clock);
    }

    void add(RoutesConfig routes) {
        routes.post(PATH, this::handle);
    }

    private void handle(Context request) throws IOException {
        String body = null;
        int refusal = refusal(request);
        if (refusal == 0) {
            byte[] bytes = request.req().getInputStream().readNBytes(LARGEST + 1);
            body = bytes.length > LARGEST ? null : decoded(bytes);
            refusal = bytes.length > LARGEST ? 413 : 400;
        }
        if (body == null) {
            request.status(refusal);
        } else if (!signature.isValid(
                headers(request, Signature.TIMESTAMP), headers(request, Signature.SIGNATURE), body)) {
            request.status(401);
        } else {
            take(request, body);
        }
    }

    private static int refusal(Context request) {
        String type = String.valueOf(request.contentType()).toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        String bare = (parameters < 0 ? type : type.substring(0, parameters)).strip();
        if (!TYPES.contains(bare) || request.header("Content-Encoding") != null) {
            return 415;
        }
        return request.req().getContentLengthLong() > LARGEST ? 413 : 0;
    }

    private void take(Context request, String body) {
        String key = headers(request, Signature.SIGNATURE).get(0);
        if (!taken.add(key)) {
            request.status(409);
            return;
        }
        SlackRequestParser.HttpRequest parsed = SlackRequestParser.HttpRequest.builder()
                .requestUri(PATH)
                .queryString(Collections.emptyMap())
                .requestBody(body)
                .headers(new RequestHeaders(headers(request)))
                .remoteAddress(request.ip())
                .build();
        request.future(() -> deliveries.take(() -> run(parsed)).thenAccept(ack -> {
            if (ack.status() != 200) {
                taken.remove(key);
            }
            answer(request, ack);
        }));
    }

    private Ack run(SlackRequestParser.HttpRequest request) throws Exception {
        Request<?> known;
        try {
            known = parser.parse(request);
        } catch (RuntimeException | StackOverflowError e) {
            return Ack.MALFORMED;
        }
        return known == null ? Ack.MALFORMED : app.run(known);
    }

    private static void answer(Context request, Ack ack) {
        request.status(ack.status());
        String json = ack.json();
        if (json != null) {
            request.contentType("application/json; charset=utf-8").result(json);
        }
    }

    private static Map<String, List<String>> headers(Context request) {
        Map<String, List<String>> all = new HashMap<>();
        for (String name : Collections.list(request.req().getHeaderNames())) {
            all.put(name, headers(request, name));
        }
        return all;
    }

    private static List<String> headers(Context request, String name) {
        return Collections.list(request.req().getHeaders(name));
    }

    /** {@code null} where the bytes are no UTF-8. */
    private static @Nullable String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
