package dev.askdesk.starters.web;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A small HTTP server: whoever starts it says what it serves, and {@code /health} is there for probes. */
public final class WebServer implements AutoCloseable {
    private static final int THREADS = 32;

    /** A connection on which nothing comes is closed, and so is one on which a body comes drop by drop. */
    private static final long IDLE_MILLIS = 5_000;

    /** Bytes in a second. */
    private static final long SLOWEST = 1_000;

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
            config.jetty.modifyHttpConfiguration(http -> {
                http.setSendServerVersion(false);
                http.setMinRequestDataRate(SLOWEST);
            });
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

    private static QueuedThreadPool pool() {
        QueuedThreadPool pool = new QueuedThreadPool(THREADS);
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
