package dev.askdesk.starters.web;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.BlockingArrayQueue;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A small HTTP server: whoever starts it says what it serves, and {@code /health} is there for probes. */
public final class WebServer implements AutoCloseable {
    private static final int THREADS = 32;
    private static final int WAITING = 512;

    /** A body that comes drop by drop holds a thread no longer than this. */
    private static final long IDLE_MILLIS = 5_000;

    private final Javalin server;

    private WebServer(Javalin server) {
        this.server = server;
    }

    /**
     * @param port 0 for any that is free
     * @param largest bytes that a request's body may have
     * @param healthy what probes ask for
     * @param routes adds what is served
     */
    public static WebServer start(int port, long largest, BooleanSupplier healthy, Consumer<RoutesConfig> routes) {
        Javalin server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.http.maxRequestSize = largest;
            config.http.prefer405over404 = true;
            config.jetty.threadPool = pool();
            config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
            config.jetty.modifyServer(jetty -> jetty.setStopTimeout(3_000));
            config.routes.get("/health", probe -> {
                boolean well = healthy.getAsBoolean();
                probe.status(well ? 200 : 503).result(well ? "ok" : "not ready");
            });
            routes.accept(config.routes);
        });
        server.start(port);
        for (Connector connector : server.jettyServer().server().getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                tcp.setIdleTimeout(IDLE_MILLIS);
            }
        }
        return new WebServer(server);
    }

    /** What does not fit is not waited for: the connection is closed. */
    private static QueuedThreadPool pool() {
        QueuedThreadPool pool = new QueuedThreadPool(THREADS, 4, 60_000, new BlockingArrayQueue<>(WAITING, 0, WAITING));
        pool.setName("askdesk-web");
        pool.setDaemon(true);
        return pool;
    }

    /** The port that it listens at. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
