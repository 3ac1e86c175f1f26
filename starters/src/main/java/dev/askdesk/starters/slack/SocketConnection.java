package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.Slack;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.apps.connections.AppsConnectionsOpenResponse;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.impl.SocketModeClientJavaWSImpl;
import com.slack.api.socket_mode.queue.impl.ConcurrentLinkedMessageQueue;
import dev.askdesk.workers.Secret;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One connection of Socket Mode, which comes back for ever. Bolt's own runner would acknowledge in the order of its own
 * queue, which has no bound, and its monitor ends at the first refusal of a new address, such as "too many requests".
 */
final class SocketConnection implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Slack slack;
    private final Secret appToken;
    private final SlackApp app;
    private final Deliveries deliveries;
    private final SocketModeRequestParser parser;
    private final Thread keeper = new Thread(this::keep, "askdesk-socket");
    private volatile @Nullable SocketModeClient client;
    private volatile @Nullable String refusal;
    private volatile boolean open;
    private volatile boolean closed;

    SocketConnection(Slack slack, Secret appToken, SlackApp app, Deliveries deliveries) {
        this.slack = slack;
        this.appToken = appToken;
        this.app = app;
        this.deliveries = deliveries;
        this.parser = new SocketModeRequestParser(app.config());
        keeper.setDaemon(true);
    }

    /** Connects, and keeps connecting until it is closed. */
    SocketConnection start() {
        keeper.start();
        return this;
    }

    /** Whether Slack was there at the last look. */
    boolean isOpen() {
        return open;
    }

    /** Why Slack refuses the token, by its own word; {@code null} where it does not. */
    @Nullable
    String refusal() {
        return refusal;
    }

    private void keep() {
        long pause = LOOK.toMillis();
        while (!closed) {
            try {
                open = isConnected();
                if (!open) {
                    connect();
                }
                pause = open ? LOOK.toMillis() : Math.min(pause * 2, LONGEST_PAUSE.toMillis());
            } catch (Exception e) {
                // Slack is away, refuses, or asks for patience; whoever asks for the reason runs the check.
                pause = Math.min(pause * 2, LONGEST_PAUSE.toMillis());
            }
            if (!rest(pause)) {
                return;
            }
        }
    }

    private boolean isConnected() {
        SocketModeClient now = client;
        return now != null && now.verifyConnection();
    }

    private void connect() throws Exception {
        SocketModeClient old = client;
        if (old == null) {
            SocketModeClient made = made();
            made.addWebSocketMessageListener(message -> received(made, message));
            client = made;
            made.connect();
        } else {
            old.connectToNewEndpoint();
        }
        // A handshake takes a moment; then the next look is taken soon.
        for (int i = 0; i < 20 && !open && rest(100); i++) {
            open = isConnected();
        }
    }

    private SocketModeClient made() throws IOException, SlackApiException, URISyntaxException {
        AppsConnectionsOpenResponse opened = slack.methods(appToken.value()).appsConnectionsOpen(open -> open);
        if (!opened.isOk()) {
            refusal = String.valueOf(opened.getError());
            throw new IOException("Slack refuses: " + refusal);
        }
        refusal = null;
        return new SocketModeClientJavaWSImpl(
                slack,
                appToken.value(),
                opened.getUrl(),
                10,
                new ConcurrentLinkedMessageQueue(),
                false,
                false,
                LOOK.toMillis());
    }

    private boolean rest(long millis) {
        try {
            Thread.sleep(millis + ThreadLocalRandom.current().nextLong(1 + millis / 4));
            return !closed;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Silence is what makes Slack send an event again. */
    private void received(SocketModeClient from, String message) {
        SocketModeRequest request;
        try {
            request = parser.parse(message);
        } catch (RuntimeException | StackOverflowError e) {
            return;
        }
        if (request == null) {
            return;
        }
        String envelope = request.getEnvelope().getEnvelopeId();
        if (request.getBoltRequest() == null) {
            // Of a kind that Bolt does not know, and will not know the next time either.
            acknowledge(from, envelope, Ack.OK);
            return;
        }
        deliveries.take(() -> app.run(request.getBoltRequest())).thenAccept(ack -> acknowledge(from, envelope, ack));
    }

    private static void acknowledge(SocketModeClient to, String envelope, Ack ack) {
        if (ack.status() != 200 && ack.status() != Ack.MALFORMED.status()) {
            return;
        }
        ObjectNode answer = JSON.createObjectNode().put("envelope_id", envelope);
        String json = ack.json();
        try {
            if (json != null && !json.isEmpty()) {
                JsonNode payload = JSON.readTree(json);
                answer.set("payload", payload);
            }
            to.sendSocketModeResponse(answer.toString());
        } catch (IOException | RuntimeException e) {
            // The connection is gone, and Slack sends it again over the next.
        }
    }

    @Override
    public void close() {
        closed = true;
        open = false;
        keeper.interrupt();
        SocketModeClient now = client;
        try {
            if (now != null) {
                now.close();
            }
        } catch (IOException | RuntimeException e) {
            // It is left for good.
        }
    }
}
