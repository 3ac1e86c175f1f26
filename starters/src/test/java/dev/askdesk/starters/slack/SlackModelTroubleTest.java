package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.askdesk.starters.slackdouble.SlackDouble;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model's endpoint that says nothing, or refuses: the message of progress ends all the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class SlackModelTroubleTest {
    private static final String SILENT = "silent";

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer model;
    private SlackScene scene;
    private SlackDouble slack;
    private String ann;
    private String bob;
    private String channel;

    @BeforeAll
    void start(@TempDir Path home) throws Exception {
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.setExecutor(threads);
        model.createContext("/v1/chat/completions", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (asked.contains(SILENT)) {
                awaitEnd();
            }
            byte[] refusal = "{\"error\":{\"message\":\"no such model\",\"type\":\"invalid_request_error\"}}"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(404, refusal.length);
            exchange.getResponseBody().write(refusal);
            exchange.close();
        });
        model.start();
        scene = new SlackScene(
                home,
                Map.of(
                        "model",
                        "openai",
                        "model.name",
                        "some-model",
                        "model.url",
                        "http://127.0.0.1:" + model.getAddress().getPort() + "/v1",
                        "model.api.key",
                        "none",
                        "web.ui.url",
                        "https://temporal.firm.example"));
        slack = scene.slack;
        ann = slack.user("ann");
        bob = slack.user("bob");
        channel = slack.publicChannel("fund-data", ann, bob, slack.botUser());
    }

    @AfterAll
    void stop() throws Exception {
        over.countDown();
        scene.close();
        model.stop(0);
        threads.shutdownNow();
    }

    @Test
    void modelThatSaysNothing_isStoppedByItsAskerAlone_andSaysSo() {
        String ts = asks("How many " + SILENT + " funds are there?");
        SlackScene.await("progress", () -> scene.replies(channel, ts).stream().anyMatch(SlackScene::isProgress));
        String place = slack.thread(channel, ts).get(1).path("ts").asText();

        slack.clicks(bob, channel, place, "askdesk.stop");
        SlackScene.await("a notice", () -> slack.ephemerals().stream()
                .anyMatch(shown -> shown.user().equals(bob)
                        && SlackScene.seen(shown.message()).contains("Only the person who asked")));
        assertThat(scene.replies(channel, ts)).allMatch(SlackScene::isProgress);

        slack.clicks(ann, channel, place, "askdesk.stop");
        assertThat(scene.awaitReplies(channel, ts, 1)).containsExactly("Stopped, as asked.");
    }

    @Test
    void questionThatIsDeletedInWork_isStopped_andLeavesNothing() {
        String ts = asks("How many " + SILENT + " companies are there?");
        SlackScene.await("progress", () -> !scene.replies(channel, ts).isEmpty());
        slack.deletes(channel, ts);

        SlackScene.await("an empty thread", () -> scene.replies(channel, ts).isEmpty());
    }

    @Test
    void modelThatRefuses_endsAsAFailureWithALinkToTheRun() {
        String ts = asks("How many funds are there?");

        assertThat(scene.awaitReplies(channel, ts, 1)).hasSize(1);
        assertThat(slack.thread(channel, ts).get(1).toString())
                .contains("https://temporal.firm.example/namespaces/default/workflows/ask%2F" + channel + "%2F" + ts);
    }

    private String asks(String text) {
        return slack.says(ann, channel, null, "<@" + slack.botUser() + "> " + text);
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
