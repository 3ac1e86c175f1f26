package dev.askdesk.starters.slackdouble;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.app_backend.views.response.ViewSubmissionResponse;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.bolt.util.SlackRequestParser;
import com.slack.api.model.event.AppMentionEvent;
import com.slack.api.model.event.AssistantThreadStartedEvent;
import com.slack.api.model.event.MessageChangedEvent;
import com.slack.api.model.event.MessageDeletedEvent;
import com.slack.api.model.event.MessageEvent;
import com.slack.api.socket_mode.SocketModeClient;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the double delivers, taken by Slack's own framework over Socket Mode and over HTTP. */
class SlackDoubleDeliveriesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final SlackDouble slack = new SlackDouble();
    private final Slack sdk = Slack.getInstance(config());
    private final App app = new App(AppConfig.builder()
            .slack(sdk)
            .singleTeamBotToken(SlackDouble.BOT_TOKEN)
            .signingSecret(SlackDouble.SIGNING_SECRET)
            .build());
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final List<SocketModeApp> sockets = new ArrayList<>();
    private final AtomicInteger toFail = new AtomicInteger();
    private final CountDownLatch answers = new CountDownLatch(1);
    private volatile boolean slow;
    private String ann = "";
    private String channel = "";

    private SlackConfig config() {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.apiUrl());
        return config;
    }

    @BeforeEach
    void listens() {
        ann = slack.user("ann");
        channel = slack.publicChannel("deals", ann, slack.botUser());
        app.event(MessageEvent.class, (event, context) -> {
            if (slow) {
                waits();
            }
            heard.add("message " + event.getEventId() + " " + event.getEvent().getText());
            return context.ack();
        });
        app.event(AppMentionEvent.class, (event, context) -> {
            heard.add("mention " + event.getEventId() + " " + event.getEvent().getText());
            return context.ack();
        });
        app.event(MessageChangedEvent.class, (event, context) -> {
            heard.add("changed to " + event.getEvent().getMessage().getText());
            return context.ack();
        });
        app.event(MessageDeletedEvent.class, (event, context) -> {
            heard.add("deleted " + event.getEvent().getDeletedTs());
            return context.ack();
        });
        app.event(AssistantThreadStartedEvent.class, (event, context) -> {
            heard.add("assistant " + event.getEvent().getAssistantThread().getThreadTs());
            return context.ack();
        });
        app.blockAction("b0", (click, context) -> {
            heard.add("click " + click.getPayload().getActions().get(0).getValue());
            context.client().viewsOpen(view -> view.triggerId(click.getPayload().getTriggerId())
                    .viewAsString(Fixtures.text("modal")));
            return context.ack();
        });
        app.viewSubmission("correction", (form, context) -> {
            var values = form.getPayload().getView().getState().getValues();
            String text = values.get("correction").get("text").getValue();
            heard.add("form " + text);
            return text.equals("bad")
                    ? context.ack(ViewSubmissionResponse.builder()
                            .responseAction("errors")
                            .errors(Map.of("correction", "No"))
                            .build())
                    : context.ack();
        });
        app.command("/ask", (command, context) -> {
            heard.add("command " + command.getPayload().getText());
            return context.ack("On it");
        });
    }

    @AfterEach
    void close() throws Exception {
        answers.countDown();
        for (SocketModeApp socket : sockets) {
            socket.close();
        }
        app.stop();
        slack.close();
        sdk.close();
    }

    private void waits() {
        try {
            assertThat(answers.await(5, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connects() throws Exception {
        SocketModeApp socket = new SocketModeApp(SlackDouble.APP_TOKEN, app, SocketModeClient.Backend.JavaWebSocket, 4);
        int before = slack.connections();
        socket.startAsync();
        sockets.add(socket);
        await().atMost(SOON).until(() -> slack.connections() == before + 1);
    }

    private long heardOf(String what) {
        return heard.stream().filter(one -> one.startsWith(what)).count();
    }

    private void hears(String what) {
        await().atMost(SOON).until(() -> heardOf(what) > 0);
    }

    private String buttoned() throws Exception {
        return sdk.methods(SlackDouble.BOT_TOKEN)
                .chatPostMessage(r -> r.channel(channel)
                        .text("42")
                        .blocks(asBlocks(actions(a -> a.elements(asElements(button(
                                b -> b.actionId("b0").text(plainText("Wrong")).value("v"))))))))
                .getTs();
    }

    @Test
    void mention_comesAsTwoEventsOfOneMessage() throws Exception {
        connects();
        String ts = slack.says(ann, channel, null, "<@" + slack.botUser() + "> how many?");
        hears("message");
        hears("mention");
        await().atMost(SOON).until(() -> slack.counters().taken() == 2);
        assertThat(slack.deliveries())
                .extracting(
                        delivery -> delivery.payload().path("event").path("ts").asText())
                .containsExactly(ts, ts);
        assertThat(slack.deliveries()).extracting(Delivery::id).doesNotHaveDuplicates();
        assertThat(slack.counters().late()).isZero();
    }

    @Test
    void editsDeletionsAndUnfurls_areTold() throws Exception {
        connects();
        String ts = slack.says(ann, channel, null, "in 2021?");
        slack.edits(ann, channel, ts, "in 2022?");
        hears("changed to in 2022?");
        slack.unfurls(channel, ts, "https://example.com");
        await().atMost(SOON).until(() -> heardOf("changed to in 2022?") == 2);
        slack.deletes(channel, ts);
        hears("deleted " + ts);
        hears("assistant " + slack.opensAssistant(ann, channel));
    }

    @Test
    void whereTheBotIsNot_nothingIsHeard() {
        String other = slack.publicChannel("other", ann);
        slack.says(ann, other, null, "<@" + slack.botUser() + ">");
        slack.subscribes("-message.channels");
        slack.says(ann, channel, null, "hello");
        assertThat(slack.deliveries()).isEmpty();
    }

    @Test
    void botsOwnMessages_areTold_withTheBotsId() throws Exception {
        buttoned();
        assertThat(slack.deliveries()).singleElement().satisfies(delivery -> assertThat(
                        delivery.payload().path("event").path("bot_id").asText())
                .isEqualTo(slack.bot()));
    }

    @Test
    void click_opensAForm_whichIsSent() throws Exception {
        connects();
        slack.clicks(ann, channel, buttoned(), "b0").taken(SOON);
        SlackDouble.OpenView form = slack.openViews().get(0);
        slack.submits(ann, form.id(), Map.of("text", "bad")).taken(SOON);
        assertThat(slack.openViews()).hasSize(1);
        slack.submits(ann, form.id(), Map.of("text", "43", "kind", "number")).taken(SOON);
        assertThat(slack.openViews()).isEmpty();
        assertThat(heard).contains("click v", "form bad", "form 43");
        assertThatThrownBy(() -> slack.submits(ann, form.id(), Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void command_isAnsweredForItsUserAlone() throws Exception {
        connects();
        slack.command(ann, channel, "/ask", "how many?").taken(SOON);
        assertThat(heard).contains("command how many?");
        assertThat(slack.ephemerals()).singleElement().satisfies(shown -> assertThat(
                        shown.message().path("text").asText())
                .isEqualTo("On it"));
    }

    @Test
    void afterDisconnectAndDrop_theAppIsBack_andHearsWhatWaited() throws Exception {
        connects();
        slack.disconnects("refresh_requested", true, Duration.ofMillis(100));
        slack.says(ann, channel, null, "meanwhile");
        hears("message");
        await().atMost(SOON).until(() -> slack.connections() == 1);
        slack.drops(true);
        slack.says(ann, channel, null, "after the drop");
        await().atMost(Duration.ofSeconds(30)).until(() -> heardOf("message") == 2);
    }

    @Test
    void severalConnections_shareTheEvents() throws Exception {
        connects();
        connects();
        for (int i = 0; i < 100; i++) {
            slack.says(ann, channel, null, "message");
        }
        await().atMost(SOON).until(() -> slack.counters().taken() == 100);
        assertThat(heard).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void unacknowledgedEvent_comesAgain_andIsLate() throws Exception {
        slack.waits(Duration.ofMillis(150), Duration.ZERO, Duration.ofMillis(20));
        connects();
        slack.says(ann, channel, null, "warms the caches");
        hears("message");
        slow = true;
        slack.says(ann, channel, null, "again");
        await().pollDelay(Duration.ofMillis(400)).until(() -> true);
        slow = false;
        answers.countDown();
        await().atMost(SOON).until(() -> heardOf("message") >= 4);
        await().atMost(SOON).until(() -> slack.counters().late() > 0);
        assertThat(slack.counters().sent()).isEqualTo(2);
    }

    @Test
    void duplicatesAndReordering_happenByShare() throws Exception {
        slack.faults().duplicates(1).reorders(0.5, Duration.ofMillis(50));
        connects();
        for (int i = 0; i < 20; i++) {
            slack.says(ann, channel, null, "message " + (char) ('a' + i));
        }
        await().atMost(SOON).until(() -> heardOf("message") == 40);
        assertThat(heard.stream().distinct()).hasSize(20);
        List<String> texts = heard.stream()
                .map(one -> one.substring(one.length() - 1))
                .distinct()
                .toList();
        assertThat(texts).isNotEqualTo(texts.stream().sorted().toList());
    }

    // Over HTTP

    private HttpServer endpoint() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        SlackRequestParser parser = new SlackRequestParser(app.config());
        server.createContext("/slack/events", exchange -> {
            try (exchange) {
                heard.add("retry " + exchange.getRequestHeaders().getFirst("X-Slack-Retry-Num") + " "
                        + exchange.getRequestHeaders().getFirst("X-Slack-Retry-Reason"));
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (toFail.getAndDecrement() > 0) {
                    exchange.sendResponseHeaders(500, -1);
                    return;
                }
                var response = app.run(parser.parse(SlackRequestParser.HttpRequest.builder()
                        .requestUri("/slack/events")
                        .queryString(Map.of())
                        .requestBody(body)
                        .headers(new RequestHeaders(exchange.getRequestHeaders()))
                        .remoteAddress("127.0.0.1")
                        .build()));
                byte[] bytes = response.getBody() == null
                        ? new byte[0]
                        : response.getBody().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(response.getStatusCode(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        server.start();
        return server;
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack/events");
    }

    @Test
    void signedRequests_areTaken_overHttp() throws Exception {
        HttpServer server = endpoint();
        slack.postsTo(uri(server));
        slack.says(ann, channel, null, "over HTTP");
        hears("message");
        slack.clicks(ann, channel, buttoned(), "b0").taken(SOON);
        slack.submits(ann, slack.openViews().get(0).id(), Map.of("text", "43")).taken(SOON);
        slack.command(ann, channel, "/ask", "how many?").taken(SOON);
        assertThat(heard).contains("click v", "form 43", "command how many?");
        assertThat(slack.openViews()).isEmpty();
        assertThat(slack.ephemerals()).hasSize(1);
        assertThat(slack.challenges(uri(server), "c4llenge").body()).contains("c4llenge");
        server.stop(0);
    }

    @Test
    void forgedOrOldRequests_areRefused() throws Exception {
        HttpServer server = endpoint();
        String body = Fixtures.text("message");
        for (Map<String, String> headers : List.of(
                SlackDouble.signature("a guess", Instant.now(), body),
                SlackDouble.signature(SlackDouble.SIGNING_SECRET, Instant.now().minusSeconds(600), body),
                SlackDouble.signature(SlackDouble.SIGNING_SECRET, Instant.now(), body + " "),
                Map.<String, String>of())) {
            assertThat(slack.posts(uri(server), "application/json", body, headers)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(heardOf("message")).isZero();
        server.stop(0);
    }

    @Test
    void failedRequest_comesUpToThreeTimesMore() throws Exception {
        HttpServer server = endpoint();
        slack.waits(Duration.ofSeconds(3), Duration.ZERO, Duration.ofMillis(10), Duration.ofMillis(20));
        slack.postsTo(uri(server));
        toFail.set(2);
        slack.says(ann, channel, null, "again, please");
        hears("message");
        assertThat(heard).contains("retry null null", "retry 1 http_error", "retry 2 http_error");
        await().atMost(SOON).until(() -> slack.deliveries().get(0).isTaken());
        assertThat(slack.deliveries().get(0).answers())
                .extracting(Delivery.Answer::status)
                .containsExactly(500, 500, 200);
        toFail.set(100);
        slack.says(ann, channel, null, "in vain");
        await().atMost(SOON).until(() -> slack.deliveries().get(1).answers().size() == 4);
        server.stop(0);
    }

    @Test
    void slowRequest_isRepeatedAsTimedOut() throws Exception {
        HttpServer server = endpoint();
        slack.waits(Duration.ofMillis(200), Duration.ZERO);
        slack.postsTo(uri(server));
        slow = true;
        slack.says(ann, channel, null, "slow");
        await().atMost(SOON).until(() -> heard.contains("retry 1 http_timeout"));
        assertThat(slack.counters().late()).isPositive();
        server.stop(0);
    }
}
