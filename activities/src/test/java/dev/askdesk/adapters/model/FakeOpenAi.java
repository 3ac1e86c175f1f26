package dev.askdesk.adapters.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An endpoint that speaks OpenAI's chat completions, with replies as scripted and every request kept. */
public final class FakeOpenAi implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /** How one request is replied to. */
    @FunctionalInterface
    public interface Script {
        void reply(HttpExchange exchange, Request request) throws Exception;
    }

    /** @param headers by lower-case name, the first value of each */
    public record Request(String method, String path, Map<String, String> headers, JsonNode body) {
        /** The text of the message at this place; negative counts from the end. */
        public String message(int index) {
            JsonNode messages = body.path("messages");
            return messages.path(index < 0 ? messages.size() + index : index)
                    .path("content")
                    .asText();
        }
    }

    private final Deque<Script> scripts = new ConcurrentLinkedDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile List<String> models = List.of("fake-model");

    public FakeOpenAi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new IllegalStateException(noPort);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Scripts the next replies, in order; a request without one gets status 500. */
    public FakeOpenAi then(Script... next) {
        scripts.addAll(Arrays.asList(next));
        return this;
    }

    public void models(String... names) {
        models = List.of(names);
    }

    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    public Request lastRequest() {
        List<Request> all = requests();
        return all.get(all.size() - 1);
    }

    /** A reply in words, as a finished one, with 100 tokens in and 10 out. */
    public static Script text(String content) {
        return completion(message -> message.put("content", content), "stop");
    }

    /** A reply that stopped at the cap on output tokens. */
    public static Script cutOff(String content) {
        return completion(message -> message.put("content", content), "length");
    }

    /** A tool call as documented: arguments are a string, content is null. */
    public static Script toolCall(String name, String arguments) {
        return completion(
                message -> {
                    message.putNull("content");
                    message.putArray("tool_calls")
                            .addObject()
                            .put("id", "call_1")
                            .put("type", "function")
                            .putObject("function")
                            .put("name", name)
                            .put("arguments", arguments);
                },
                "tool_calls");
    }

    /** A completion whose message is filled by the caller. */
    public static Script completion(java.util.function.Consumer<ObjectNode> fill, String finishReason) {
        ObjectNode body = JSON.createObjectNode();
        body.put("id", "chatcmpl-1").put("object", "chat.completion").put("created", 1_760_000_000L);
        body.put("model", "fake-model-2026-01-01");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
        fill.accept(choice.putObject("message").put("role", "assistant"));
        body.putObject("usage")
                .put("prompt_tokens", 100)
                .put("completion_tokens", 10)
                .put("total_tokens", 110);
        return body(200, body.toString());
    }

    /** An error in OpenAI's shape. */
    public static Script error(int status, String message, String... headers) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .putNull("param")
                .putNull("code");
        return body(status, body.toString(), headers);
    }

    /** Any body; headers as names and values in turn. */
    public static Script body(int status, String body, String... headers) {
        return (exchange, request) -> {
            exchange.getResponseHeaders().set("Content-Type", body.startsWith("<") ? "text/html" : "application/json");
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** The same, but only after a while. */
    public static Script slow(Duration wait, Script then) {
        return (exchange, request) -> {
            Thread.sleep(wait.toMillis());
            then.reply(exchange, request);
        };
    }

    /** Headers at once, then blanks for ever, as gateways send them to keep a connection open. */
    public static Script drip() {
        return (exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(20);
            }
        };
    }

    /** A body that does not end. */
    public static Script flood() {
        return (exchange, request) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] part = "bla ".repeat(16_384).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(part);
            }
        };
    }

    /** The connection ends in the middle of the body. */
    public static Script dropped() {
        return (exchange, request) -> {
            exchange.sendResponseHeaders(200, 10_000);
            exchange.getResponseBody().write("{\"choices\": [".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("dropped on purpose");
        };
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            synchronized (this) {
                requests.add(request);
            }
            if (request.method().equals("GET") && request.path().endsWith("/models") && scripts.isEmpty()) {
                listModels().reply(exchange, request);
                return;
            }
            Script script = scripts.poll();
            (script == null ? error(500, "nothing is scripted") : script).reply(exchange, request);
        } catch (IOException gone) {
            throw gone;
        } catch (Exception interrupted) {
            throw new IOException(interrupted);
        }
    }

    private Script listModels() {
        ObjectNode body = JSON.createObjectNode().put("object", "list");
        var data = body.putArray("data");
        models.forEach(name -> data.addObject().put("id", name).put("object", "model"));
        return body(200, body.toString());
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new java.util.HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        byte[] bytes = exchange.getRequestBody().readAllBytes();
        JsonNode body;
        try {
            body = JSON.readTree(bytes);
        } catch (JsonProcessingException notJson) {
            body = JSON.missingNode();
        }
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
