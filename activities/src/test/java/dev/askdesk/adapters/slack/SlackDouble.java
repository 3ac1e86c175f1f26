package dev.askdesk.adapters.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Slack over real HTTP: answers each method as it is told to, and remembers what it was asked. */
public final class SlackDouble implements AutoCloseable {
    /** To {@code conversations.history}: all that was posted, also where the poster was told of a failure. */
    public static final Answer HISTORY = Answer.json("");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Deque<Answer>> answers = new LinkedHashMap<>();

    /** @param authorization the header */
    public record Asked(String method, String authorization, Map<String, String> form) {}

    /** @param delayMillis before it comes */
    public record Answer(int status, Map<String, String> headers, String body, long delayMillis) {
        public static Answer json(String body) {
            return new Answer(200, Map.of("Content-Type", "application/json"), body, 0);
        }

        public static Answer status(int status) {
            return new Answer(status, Map.of(), "", 0);
        }
    }

    public SlackDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI apiUrl() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/api/");
    }

    /** The next answer of a method; the last one that was given stays. */
    public synchronized void answer(String method, Answer answer) {
        answers.computeIfAbsent(method, key -> new ArrayDeque<>()).add(answer);
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    public List<Asked> asked(String method) {
        return asked().stream().filter(one -> one.method().equals(method)).toList();
    }

    private synchronized Answer next(String method) {
        Deque<Answer> left = answers.get(method);
        if (left == null || left.isEmpty()) {
            return Answer.json("{\"ok\":true}");
        }
        return left.size() == 1 ? left.getFirst() : left.removeFirst();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = path.substring(path.lastIndexOf('/') + 1);
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(
                new Asked(method, String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")), form(body)));
        Answer answer = next(method);
        try {
            Thread.sleep(answer.delayMillis());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] bytes = body(answer).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Where the answer is {@link #HISTORY}, what was posted so far. */
    private String body(Answer answer) {
        if (!answer.equals(HISTORY)) {
            return answer.body();
        }
        String messages = asked("chat.postMessage").stream()
                .map(post -> "{\"type\":\"message\",\"blocks\":" + post.form().get("blocks") + "}")
                .collect(Collectors.joining(","));
        return "{\"ok\":true,\"messages\":[" + messages + "]}";
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
