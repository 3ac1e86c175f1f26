package dev.askdesk.starters.slack;

import com.slack.api.app_backend.SlackSignature;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request byte by byte, as an HTTP client would not let it be made. Signed as Slack does, until it is changed. */
record Sent(
        String method,
        String path,
        @Nullable String type,
        @Nullable String timestamp,
        @Nullable String signature,
        byte[] bytes,
        List<String> more,
        boolean isChunked) {
    static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    /** Of the tests' clock. Near the real time, since Bolt looks at that. */
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    static Sent json(String body) {
        return of("application/json", body);
    }

    static Sent form(String body) {
        return of("application/x-www-form-urlencoded", body);
    }

    private static Sent of(String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Sent("POST", HttpEvents.PATH, type, "", null, bytes, List.of(), false)
                .at(NOW)
                .signed();
    }

    Sent signed() {
        return signedBy(SECRET);
    }

    Sent signedBy(String secret) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return signature(new SlackSignature.Generator(secret).generate(String.valueOf(timestamp), text));
    }

    Sent signature(@Nullable String other) {
        return new Sent(method, path, type, timestamp, other, bytes, more, isChunked);
    }

    Sent timestamp(@Nullable String other) {
        return new Sent(method, path, type, other, signature, bytes, more, isChunked);
    }

    Sent at(Instant time) {
        return timestamp(String.valueOf(time.getEpochSecond()));
    }

    Sent body(String other) {
        return bytes(other.getBytes(StandardCharsets.UTF_8));
    }

    Sent bytes(byte[] other) {
        return new Sent(method, path, type, timestamp, signature, other, more, isChunked);
    }

    Sent type(@Nullable String other) {
        return new Sent(method, path, other, timestamp, signature, bytes, more, isChunked);
    }

    Sent method(String other) {
        return new Sent(other, path, type, timestamp, signature, bytes, more, isChunked);
    }

    Sent path(String other) {
        return new Sent(method, other, type, timestamp, signature, bytes, more, isChunked);
    }

    Sent with(String header) {
        List<String> headers = new ArrayList<>(more);
        headers.add(header);
        return new Sent(method, path, type, timestamp, signature, bytes, headers, isChunked);
    }

    Sent chunked() {
        return new Sent(method, path, type, timestamp, signature, bytes, more, true);
    }

    byte[] wire() {
        StringBuilder head =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        header(head, "Content-Type", type);
        header(head, "X-Slack-Request-Timestamp", timestamp);
        header(head, "X-Slack-Signature", signature);
        more.forEach(line -> head.append(line).append("\r\n"));
        head.append(isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: " + bytes.length + "\r\n\r\n");
        if (isChunked) {
            head.append(Integer.toHexString(bytes.length)).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(bytes);
        if (isChunked) {
            all.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        return all.toByteArray();
    }

    private static void header(StringBuilder head, String name, @Nullable String value) {
        if (value != null) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }
}
