package dev.askdesk.starters.slackdouble;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.app_backend.events.payload.AppMentionPayload;
import com.slack.api.app_backend.events.payload.AssistantThreadStartedPayload;
import com.slack.api.app_backend.events.payload.MessageChangedPayload;
import com.slack.api.app_backend.events.payload.MessageDeletedPayload;
import com.slack.api.app_backend.events.payload.MessagePayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.methods.MethodsClient;
import com.slack.api.socket_mode.request.DisconnectMessage;
import com.slack.api.socket_mode.request.EventsApiEnvelope;
import com.slack.api.socket_mode.request.HelloMessage;
import com.slack.api.util.json.GsonFactory;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The double says all that the documented shapes have, and Slack's model classes can read both. The shapes, with values
 * of our own, follow https://docs.slack.dev/reference/events/message, …/app_mention, …/message/message_changed,
 * …/message/message_deleted, …/assistant_thread_started,
 * https://docs.slack.dev/reference/interaction-payloads/block_actions-payload, …/view-interactions-payload,
 * https://docs.slack.dev/interactivity/implementing-slash-commands and
 * https://docs.slack.dev/apis/events-api/using-socket-mode.
 */
class SlackShapesTest {

    private final SlackDouble slack = new SlackDouble();
    private String ann = "";
    private String channel = "";

    @BeforeEach
    void workspace() {
        ann = slack.user("ann");
        channel = slack.publicChannel("deals", ann, slack.botUser());
    }

    @AfterEach
    void close() {
        slack.close();
    }

    private MethodsClient client(String token) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.apiUrl());
        return Slack.getInstance(config).methods(token);
    }

    /** Paths of an object, without regard to the places in lists. */
    private static Set<String> paths(String at, JsonNode node, Set<String> into) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                into.add(at + "/" + field.getKey());
                paths(at + "/" + field.getKey(), field.getValue(), into);
            });
        } else if (node.isArray()) {
            node.forEach(element -> paths(at + "/*", element, into));
        }
        return into;
    }

    private static void saysAllOf(String fixture, JsonNode said, Class<?> model) {
        assertThat(paths("", said, new TreeSet<>()))
                .containsAll(paths("", Json.objectIn(Fixtures.text(fixture)), new TreeSet<>()));
        assertThat(read(said.toString(), model)).containsAll(read(Fixtures.text(fixture), model));
    }

    /** What Slack's model takes from JSON. */
    private static Set<String> read(String json, Class<?> model) {
        Gson gson = GsonFactory.createSnakeCase();
        Set<String> paths = paths("", Json.objectIn(gson.toJson(gson.fromJson(json, model))), new TreeSet<>());
        assertThat(paths).hasSizeGreaterThan(1);
        return paths;
    }

    @Test
    void events_haveTheDocumentedShapes() {
        String ts = slack.says(ann, channel, null, "<@" + slack.botUser() + "> in 2021?");
        slack.edits(ann, channel, ts, "<@" + slack.botUser() + "> in 2022?");
        slack.deletes(channel, ts);
        slack.opensAssistant(ann, channel);
        saysAllOf("message", event("message", ""), MessagePayload.class);
        saysAllOf("app_mention", event("app_mention", ""), AppMentionPayload.class);
        saysAllOf("message_changed", event("message", "message_changed"), MessageChangedPayload.class);
        saysAllOf("message_deleted", event("message", "message_deleted"), MessageDeletedPayload.class);
        saysAllOf(
                "assistant_thread_started", event("assistant_thread_started", ""), AssistantThreadStartedPayload.class);
    }

    private JsonNode event(String type, String subtype) {
        return slack.deliveries().stream()
                .map(Delivery::payload)
                .filter(payload -> payload.path("event").path("type").asText().equals(type)
                        && payload.path("event").path("subtype").asText().equals(subtype))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void interactions_haveTheDocumentedShapes() throws Exception {
        MethodsClient client = client(SlackDouble.BOT_TOKEN);
        String ts = client.chatPostMessage(
                        r -> r.channel(channel)
                                .text("42")
                                .blocksAsString(
                                        "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"action_id\":\"b0\","
                                                + "\"value\":\"v\",\"text\":{\"type\":\"plain_text\",\"text\":\"SQL\",\"emoji\":true}}]}]"))
                .getTs();
        Delivery click = slack.clicks(ann, channel, ts, "b0");
        saysAllOf("block_actions", click.payload(), BlockActionPayload.class);
        String view = client.viewsOpen(r -> r.triggerId(click.id()).viewAsString(Fixtures.text("modal")))
                .getView()
                .getId();
        Delivery form = slack.submits(ann, view, Map.of("text", "43"));
        saysAllOf("view_submission", form.payload(), ViewSubmissionPayload.class);
        saysAllOf(
                "slash_command",
                slack.command(ann, channel, "/ask", "how many?").payload(),
                SlashCommandPayload.class);
    }

    @Test
    void socketMessages_haveTheDocumentedShapes() throws Exception {
        String url = client(SlackDouble.APP_TOKEN).appsConnectionsOpen(r -> r).getUrl();
        List<String> said = new CopyOnWriteArrayList<>();
        WebSocketClient socket = new WebSocketClient(URI.create(url)) {
            @Override
            public void onOpen(ServerHandshake handshake) {}

            @Override
            public void onMessage(String message) {
                said.add(message);
            }

            @Override
            public void onClose(int code, String reason, boolean remote) {}

            @Override
            public void onError(Exception error) {}
        };
        assertThat(socket.connectBlocking(10, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().until(() -> slack.connections() == 1);
        slack.says(ann, channel, null, "hello");
        Awaitility.await().until(() -> said.size() == 2);
        slack.disconnects("warning", true, Duration.ofSeconds(1));
        Awaitility.await().until(() -> said.size() == 3);
        socket.close();
        saysAllOf("hello", Json.parse(said.get(0)), HelloMessage.class);
        saysAllOf("envelope", Json.parse(said.get(1)), EventsApiEnvelope.class);
        saysAllOf("disconnect", Json.parse(said.get(2)), DisconnectMessage.class);
    }
}
