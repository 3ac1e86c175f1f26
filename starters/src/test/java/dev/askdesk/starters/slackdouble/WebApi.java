package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Web API over HTTP (https://docs.slack.dev/apis/web-api/): methods, uploads and response URLs. What Slack refuses
 * it refuses with status 200 and {@code ok: false}.
 */
final class WebApi implements AutoCloseable {

    static {
        // Without it each answer on a kept connection may wait for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Workspace workspace;
    private final Faults faults;
    private final Queue<SlackDouble.Call> calls = new ConcurrentLinkedQueue<>();
    private final Map<Integer, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final ExecutorService pool = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "slack-double");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer server;
    private volatile Map<String, String> tokens = Map.of();

    /** One kind of request. */
    private interface Work {
        ObjectNode answer(String name, Arguments arguments);
    }

    WebApi(Workspace workspace, Faults faults) {
        this.workspace = workspace;
        this.faults = faults;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(pool);
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Which tokens are good. */
    void tokens(String bot, String app) {
        tokens = Map.of("bot", bot, "app", app);
    }

    void start(Methods methods, Files files, ResponseUrls hooks) {
        server.createContext(
                "/api/",
                exchange -> guarded(exchange, () -> {
                    String name = exchange.getRequestURI().getPath().substring("/api/".length());
                    return worked(
                            exchange, name, new String(read(exchange), StandardCharsets.UTF_8), (method, arguments) -> {
                                boolean byApp = authenticate(exchange, method, arguments);
                                return byApp && method.equals("auth.test")
                                        ? Json.ok("app_name", "askdesk", "app_id", workspace.app)
                                        : methods.call(method, arguments);
                            });
                }));
        server.createContext(
                "/upload/",
                exchange -> guarded(exchange, () -> {
                    byte[] bytes =
                            Multipart.content(exchange.getRequestHeaders().getFirst("Content-Type"), read(exchange));
                    return worked(exchange, "upload", "", (name, arguments) -> {
                        if (!files.take(ticket(exchange), bytes)) {
                            throw new SlackRefusal("invalid_upload_url");
                        }
                        return Json.ok("size", bytes.length);
                    });
                }));
        server.createContext(
                "/hook/",
                exchange -> guarded(exchange, () -> {
                    String body = new String(read(exchange), StandardCharsets.UTF_8);
                    return worked(
                            exchange,
                            "response_url",
                            body,
                            (name, arguments) -> hooks.post(ticket(exchange), arguments));
                }));
        server.start();
    }

    private static String ticket(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static byte[] read(HttpExchange exchange) {
        try {
            return exchange.getRequestBody().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param body empty for a status alone; {@code null} for no answer at all */
    private record Answer(int status, @Nullable String body) {}

    private void guarded(HttpExchange exchange, Supplier<Answer> work) throws IOException {
        try (exchange) {
            Answer answer = work.get();
            if (answer.body() == null) {
                return;
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private Answer worked(HttpExchange exchange, String name, String body, Work work) {
        Instant at = Instant.now();
        Arguments arguments;
        try {
            arguments = Arguments.of(
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    exchange.getRequestURI().getRawQuery(),
                    body);
        } catch (SlackRefusal malformed) {
            return new Answer(200, malformed.answer().toString());
        }
        ObjectNode shown = arguments.toJson();
        int attempt = attempts.computeIfAbsent((name + shown).hashCode(), same -> new AtomicInteger())
                .incrementAndGet();
        pause(faults.delayOf(name).toMillis());
        Optional<Faults.Fault> fault = faults.isDown() ? Optional.of(Faults.Fault.UNAVAILABLE) : faults.draw(name);
        int status = fault.map(WebApi::status).orElse(200);
        ObjectNode answer = null;
        if (fault.isEmpty() || fault.get() == Faults.Fault.FAILS_AFTER || fault.get() == Faults.Fault.HANGS_UP) {
            answer = done(exchange, name, arguments, work);
        }
        String error = answer == null ? null : answer.path("error").asText(null);
        if (error != null && status == 200 && !name.contains(".")) {
            status = 404;
        }
        calls.add(new SlackDouble.Call(name, at, attempt, shown, status, error, answer != null && error == null));
        return said(exchange, fault.orElse(null), status, answer);
    }

    private static int status(Faults.Fault fault) {
        return switch (fault) {
            case FAILS_BEFORE, FAILS_AFTER -> 500;
            case UNAVAILABLE -> 503;
            case RATE_LIMITED -> 429;
            case HANGS_UP -> 0;
        };
    }

    private static ObjectNode done(HttpExchange exchange, String name, Arguments arguments, Work work) {
        try {
            return work.answer(name, arguments);
        } catch (SlackRefusal refusal) {
            return refusal.answer();
        } catch (RuntimeException bug) {
            bug.printStackTrace();
            return Json.object("ok", false, "error", "fatal_error");
        }
    }

    private Answer said(HttpExchange exchange, Faults.@Nullable Fault fault, int status, @Nullable ObjectNode answer) {
        if (fault == Faults.Fault.RATE_LIMITED) {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(faults.retryAfterSeconds()));
            return new Answer(429, "{\"ok\":false,\"error\":\"ratelimited\"}");
        }
        if (fault != null || answer == null) {
            return new Answer(status, fault == Faults.Fault.HANGS_UP ? null : "");
        }
        exchange.getResponseHeaders().set("x-oauth-scopes", String.join(",", workspace.scopes()));
        return new Answer(status, answer.toString());
    }

    /** Whether the token is the app's, which does no more than connect and say whose it is. */
    private boolean authenticate(HttpExchange exchange, String method, Arguments arguments) {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        String token = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length())
                : arguments.text("token").orElse("");
        if (token.isBlank()) {
            throw new SlackRefusal("not_authed");
        }
        if (!tokens.containsValue(token)) {
            throw new SlackRefusal("invalid_auth");
        }
        boolean byApp = token.equals(tokens.get("app"));
        if (byApp != method.startsWith("apps.connections.") && !method.equals("auth.test")) {
            throw new SlackRefusal("not_allowed_token_type");
        }
        return byApp;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    List<SlackDouble.Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.stop(0);
        pool.shutdownNow();
    }
}
