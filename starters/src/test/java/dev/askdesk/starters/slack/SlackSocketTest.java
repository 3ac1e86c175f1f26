package dev.askdesk.starters.slack;

import static dev.askdesk.starters.slack.SentBySlack.SELF;
import static dev.askdesk.starters.slack.SentBySlack.TS;
import static dev.askdesk.starters.slack.SentBySlack.event;
import static dev.askdesk.starters.slack.SentBySlack.json;
import static dev.askdesk.starters.slack.SentBySlack.mention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.Slack;
import dev.askdesk.starters.web.WebServer;
import dev.askdesk.workers.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Socket Mode over a real socket: what is acknowledged, what is not, and that the connection comes back. */
class SlackSocketTest {
    private final RecordingConversations conversations = new RecordingConversations();
    private final Deliveries deliveries = new Deliveries(4, 16, Duration.ofMillis(500));
    private final AtomicInteger opened = new AtomicInteger();
    private final Socket slackSide = new Socket();
    private volatile String answer = "";
    private WebServer api;
    private SocketConnection connection;

    @BeforeEach
    void connect() throws InterruptedException {
        slackSide.start();
        slackSide.started.await();
        answer = "{\"ok\":true,\"url\":\"ws://localhost:" + slackSide.getPort() + "/link\"}";
        api = WebServer.start(
                0,
                10_000,
                () -> true,
                routes -> routes.post("/api/apps.connections.open", request -> {
                    opened.incrementAndGet();
                    request.contentType("application/json").result(answer);
                }));
        Timings timings = new Timings();
        RecordingSlack side = new RecordingSlack();
        Intake intake = new Intake(
                SELF,
                new EventIntake(SELF, conversations, side, timings, InstantSource.system()),
                new ClickIntake(conversations, side, null, timings),
                new CommandIntake(SELF, null),
                timings);
        Slack slack = SlackClients.of(URI.create("http://localhost:" + api.port() + "/api/"), Duration.ofSeconds(2));
        SlackApp app = new SlackApp(slack, new Secret("xoxb-test"), null, intake);
        connection = new SocketConnection(slack, new Secret("xapp-test"), app, deliveries).start();
        await().until(connection::isOpen);
    }

    @AfterEach
    void close() throws InterruptedException {
        connection.close();
        deliveries.close();
        api.close();
        slackSide.stop(1_000);
    }

    @Test
    void event_isSignalledAndAcknowledged() {
        slackSide.send("e1", "events_api", event(mention(TS, null, "<@U0APP> How much?")));
        await().untilAsserted(() -> assertThat(slackSide.answers).containsExactly("{\"envelope_id\":\"e1\"}"));
        assertThat(conversations.calls).containsExactly("say C1 " + TS + " " + TS + " U1: How much?");
    }

    @Test
    void command_isAnsweredInItsAcknowledgement() {
        slackSide.send(
                "e2",
                "slash_commands",
                json("{'command':'/ask','text':'help','team_id':'T0','user_id':'U1','channel_id':'C1',"
                        + "'trigger_id':'1','response_url':'x','channel_name':'x','user_name':'x','team_domain':'x'}"));
        await().untilAsserted(() -> assertThat(slackSide.answers)
                .singleElement()
                .asString()
                .contains("\"envelope_id\":\"e2\"", "ephemeral"));
    }

    @Test
    void serverIsAway_nothingIsAcknowledgedUntilItIsBack() throws InterruptedException {
        conversations.unreachable = true;
        slackSide.send("e3", "events_api", event(mention(TS, null, "<@U0APP> How much?")));
        Thread.sleep(800);
        assertThat(slackSide.answers).isEmpty();
        conversations.unreachable = false;
        slackSide.send("e3", "events_api", event(mention(TS, null, "<@U0APP> How much?")));
        await().untilAsserted(() -> assertThat(slackSide.answers).hasSize(1));
    }

    @Test
    void slowServer_isNotAcknowledgedLate() throws InterruptedException {
        conversations.slowMillis = 900;
        slackSide.send("e4", "events_api", event(mention(TS, null, "<@U0APP> How much?")));
        Thread.sleep(1_300);
        assertThat(slackSide.answers).isEmpty();
    }

    @Test
    void garbage_doesNoHarm() {
        slackSide.broadcast("{");
        slackSide.broadcast("[]");
        slackSide.broadcast("{\"type\":\"events_api\"}");
        slackSide.broadcast("{\"type\":\"events_api\",\"envelope_id\":\"e5\",\"payload\":{\"type\":\"x\"}}");
        slackSide.broadcast("{\"type\":\"hello\"}");
        slackSide.send("e6", "events_api", event(mention(TS, null, "<@U0APP> How much?")));
        await().untilAsserted(() -> assertThat(slackSide.answers).contains("{\"envelope_id\":\"e6\"}"));
    }

    @Test
    void lostConnection_comesBackThoughSlackRefusesForAWhile() {
        answer = "{\"ok\":false,\"error\":\"ratelimited\"}";
        int before = opened.get();
        slackSide.getConnections().forEach(WebSocket::close);
        await().atMost(Duration.ofSeconds(20)).until(() -> opened.get() > before);
        assertThat(connection.isOpen()).isFalse();
        answer = "{\"ok\":true,\"url\":\"ws://localhost:" + slackSide.getPort() + "/link\"}";
        await().atMost(Duration.ofSeconds(30)).until(connection::isOpen);
        slackSide.send("e7", "events_api", event(mention(TS, null, "<@U0APP> How much?")));
        await().untilAsserted(() -> assertThat(slackSide.answers).containsExactly("{\"envelope_id\":\"e7\"}"));
    }

    @Test
    void announcedDisconnect_isFollowedByANewConnection() {
        int before = opened.get();
        slackSide.broadcast("{\"type\":\"disconnect\",\"reason\":\"refresh_requested\"}");
        await().until(() -> opened.get() > before && slackSide.getConnections().size() == 1);
        await().untilAsserted(() -> {
            slackSide.send("e8", "events_api", event(mention(TS, null, "<@U0APP> How much?")));
            assertThat(slackSide.answers).contains("{\"envelope_id\":\"e8\"}");
        });
    }

    /** Slack's side of the socket. */
    private static final class Socket extends WebSocketServer {
        final CountDownLatch started = new CountDownLatch(1);
        final List<String> answers = new CopyOnWriteArrayList<>();

        Socket() {
            super(new InetSocketAddress("localhost", 0));
            setReuseAddr(true);
        }

        void send(String envelope, String type, JsonNode payload) {
            ObjectNode message = json("{'accepts_response_payload':true}");
            message.put("envelope_id", envelope).put("type", type).set("payload", payload);
            broadcast(message.toString());
        }

        @Override
        public void onOpen(WebSocket socket, ClientHandshake handshake) {
            socket.send("{\"type\":\"hello\"}");
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

        @Override
        public void onMessage(WebSocket socket, String message) {
            answers.add(message);
        }

        @Override
        public void onError(WebSocket socket, Exception e) {}

        @Override
        public void onStart() {
            started.countDown();
        }
    }
}
