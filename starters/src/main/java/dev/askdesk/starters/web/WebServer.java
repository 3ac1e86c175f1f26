package dev.askdesk.starters.web;

import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The one HTTP server: whoever has something to serve adds a route before it starts. */
public final class WebServer implements AutoCloseable {
    private static final long MOST_BYTES = 1_000_000;

    private final Javalin server;

    /** What somebody sent. */
    public record Asked(String body, Map<String, List<String>> headers) {}

    /** @param body JSON, or nothing */
    public record Answer(int status, String body) {}

    /**
     * Starts at once.
     *
     * @param port 0 for any that is free
     * @param posts what answers a POST, by path
     * @param healthy what {@code GET /health} tells
     */
    public WebServer(int port, Map<String, Function<Asked, Answer>> posts, BooleanSupplier healthy) {
        this.server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.http.maxRequestSize = MOST_BYTES;
                    posts.forEach((path, answering) ->
                            config.routes.post(path, context -> answer(context, answering.apply(asked(context)))));
                    config.routes.get("/health", context -> {
                        boolean well = healthy.getAsBoolean();
                        context.status(well ? 200 : 503).result(well ? "ok" : "unavailable");
                    });
                })
                .start(port);
    }

    private static Asked asked(Context context) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : Collections.list(context.req().getHeaderNames())) {
            headers.put(name, Collections.list(context.req().getHeaders(name)));
        }
        return new Asked(context.body(), headers);
    }

    private static void answer(Context context, Answer answer) {
        context.status(answer.status());
        if (!answer.body().isEmpty()) {
            context.contentType(answer.body().startsWith("{") ? "application/json" : "text/plain")
                    .result(answer.body());
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
