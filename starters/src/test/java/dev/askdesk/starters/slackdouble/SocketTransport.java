package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.jspecify.annotations.Nullable;

/**
 * Socket Mode (https://docs.slack.dev/apis/events-api/using-socket-mode): each envelope goes to one of the connections;
 * an event whose envelope is not acknowledged in time comes again in another envelope, perhaps on another connection.
 * What happens while nobody is connected waits here.
 */
final class SocketTransport extends WebSocketServer implements Transport {

    /** What Slack lets one app have. */
    private static final int MOST_CONNECTIONS = 10;

    private final String app;
    private final Supplier<Timing> timing;
    private final ScheduledExecutorService timer;
    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final List<WebSocket> ready = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final CountDownLatch started = new CountDownLatch(1);

    private record Sent(Delivery delivery, int retry, long at) {}

    SocketTransport(String app, Supplier<Timing> timing, ScheduledExecutorService timer) {
        super(new InetSocketAddress("127.0.0.1", 0));
        this.app = app;
        this.timing = timing;
        this.timer = timer;
        setReuseAddr(true);
        setTcpNoDelay(true);
        setDaemon(true);
    }

    void open() {
        start();
        try {
            if (!started.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The socket did not open");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What apps.connections.open hands out, good for one connection. */
    String url() {
        String ticket = UUID.randomUUID().toString();
        tickets.add(ticket);
        return "ws://127.0.0.1:" + getPort() + "/link/?ticket=" + ticket + "&app_id=" + app;
    }

    int connections() {
        return ready.size();
    }

    /** Tells all connections, or the oldest, that they will end; nothing more is sent on them. */
    void disconnects(String reason, boolean all, Duration closeAfter) {
        for (WebSocket connection :
                all ? List.copyOf(ready) : ready.stream().limit(1).toList()) {
            ready.remove(connection);
            connection.send(Json.object(
                            "type", "disconnect", "reason", reason, "debug_info", Json.object("host", "applink-double"))
                    .toString());
            var unused = timer.schedule(() -> connection.close(1000), closeAfter.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Ends connections without a word. */
    void drops(boolean all) {
        for (WebSocket connection :
                all ? List.copyOf(ready) : ready.stream().limit(1).toList()) {
            ready.remove(connection);
            connection.closeConnection(1006, "dropped");
        }
    }

    @Override
    public void send(Delivery delivery) {
        attempt(delivery, 0, "");
    }

    private void attempt(Delivery delivery, int retry, String reason) {
        if (delivery.isTaken()) {
            return;
        }
        WebSocket connection = next();
        if (connection == null) {
            if (delivery.kind == Delivery.Kind.EVENT) {
                waiting.add(() -> attempt(delivery, retry, reason));
                flush();
            } else {
                delivery.answered(new Delivery.Answer(retry, 0, "", Duration.ZERO, false));
            }
            return;
        }
        String id = UUID.randomUUID().toString();
        ObjectNode envelope = Json.object("envelope_id", id, "type", delivery.kind.envelope);
        envelope.set("payload", delivery.payload);
        envelope.put("accepts_response_payload", accepts(delivery));
        if (delivery.kind == Delivery.Kind.EVENT) {
            envelope.put("retry_attempt", retry).put("retry_reason", reason);
        }
        sent.put(id, new Sent(delivery, retry, System.nanoTime()));
        delivery.sending();
        try {
            connection.send(envelope.toString());
        } catch (WebsocketNotConnectedException gone) {
            sent.remove(id);
            ready.remove(connection);
            attempt(delivery, retry, reason);
            return;
        }
        later(() -> unacknowledged(delivery, retry), timing.get().ack());
    }

    private static boolean accepts(Delivery delivery) {
        return delivery.kind == Delivery.Kind.COMMAND || delivery.type().equals("view_submission");
    }

    private @Nullable WebSocket next() {
        List<WebSocket> open = List.copyOf(ready);
        return open.isEmpty() ? null : open.get(Math.floorMod(turn.getAndIncrement(), open.size()));
    }

    private void unacknowledged(Delivery delivery, int retry) {
        List<Duration> waits = timing.get().retries();
        if (!delivery.isTaken() && delivery.kind == Delivery.Kind.EVENT && retry < waits.size()) {
            later(() -> attempt(delivery, retry + 1, "timeout"), waits.get(retry));
        }
    }

    private void later(Runnable task, Duration wait) {
        if (!timer.isShutdown()) {
            var unused = timer.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void flush() {
        while (!ready.isEmpty()) {
            Runnable next = waiting.poll();
            if (next == null) {
                return;
            }
            next.run();
        }
    }

    @Override
    public void onStart() {
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
        String query = handshake.getResourceDescriptor();
        String ticket = query.replaceFirst("^.*[?&]ticket=([^&]*).*$", "$1");
        if (!tickets.remove(ticket)) {
            connection.close(1008, "invalid ticket");
        } else if (ready.size() >= MOST_CONNECTIONS) {
            connection.send(Json.object("type", "disconnect", "reason", "too_many_websockets")
                    .toString());
            connection.close(1000);
        } else {
            connection.send(Json.object(
                            "type",
                            "hello",
                            "num_connections",
                            ready.size() + 1,
                            "debug_info",
                            Json.object(
                                    "host", "applink-double", "build_number", 1, "approximate_connection_time", 18_060),
                            "connection_info",
                            Json.object("app_id", app))
                    .toString());
            ready.add(connection);
            flush();
        }
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
        ObjectNode ack = Json.objectIn(message);
        Sent envelope = sent.remove(ack.path("envelope_id").asText());
        if (envelope != null) {
            Duration latency = Duration.ofNanos(System.nanoTime() - envelope.at());
            String body = ack.has("payload") ? ack.path("payload").toString() : "";
            boolean late = latency.compareTo(timing.get().ack()) > 0;
            envelope.delivery().answered(new Delivery.Answer(envelope.retry(), 200, body, latency, late));
        }
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
        ready.remove(connection);
    }

    @Override
    public void onError(@Nullable WebSocket connection, Exception error) {
        if (connection != null) {
            ready.remove(connection);
        }
    }

    @Override
    public void close() {
        try {
            stop(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
