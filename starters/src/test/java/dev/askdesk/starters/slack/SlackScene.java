package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.starters.embedded.EmbeddedTemporal;
import dev.askdesk.starters.slackdouble.SlackDouble;
import dev.askdesk.workers.AskWorkers;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Everything between a person in Slack and the sample fund: the double, a listener, workers, and a Temporal server: a real
 * one where {@code ASKDESK_TEST_TEMPORAL_CLI} names Temporal's command line, else the embedded one.
 */
final class SlackScene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final SlackDouble slack = new SlackDouble();
    final WorkflowClient client;
    final Settings settings;
    private final AutoCloseable temporal;
    private @Nullable AskWorkers workers;
    private @Nullable SlackListener service;

    SlackScene(Path home, Map<String, String> set) throws Exception {
        Map<String, String> given = new LinkedHashMap<>(Map.of(
                "home",
                home.toString(),
                "slack.api.url",
                slack.apiUrl(),
                "slack.bot.token",
                SlackDouble.BOT_TOKEN,
                "slack.app.token",
                SlackDouble.APP_TOKEN,
                "slack.signing.secret",
                SlackDouble.SIGNING_SECRET,
                "slack.per.second",
                "500",
                "slack.port",
                "0"));
        given.putAll(set);
        settings = Settings.read(given);
        String cli = System.getenv("ASKDESK_TEST_TEMPORAL_CLI");
        if (cli == null) {
            EmbeddedTemporal embedded = EmbeddedTemporal.start();
            client = embedded.client();
            temporal = embedded;
        } else {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            Process server = new ProcessBuilder(
                            cli, "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", "" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("server.log").toFile())
                    .start();
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget("127.0.0.1:" + port)
                    .build());
            client = WorkflowClient.newInstance(
                    stubs,
                    WorkflowClientOptions.newBuilder()
                            .setDataConverter(WireFormat.dataConverter())
                            .build());
            stubs.connect(PATIENCE);
            temporal = () -> {
                stubs.shutdownNow();
                server.destroyForcibly().waitFor();
            };
        }
        workers = AskWorkers.start(client, settings);
        listen();
    }

    void listen() throws IOException {
        service = SlackListener.start(
                settings.slack(),
                client,
                settings.taskQueue(),
                settings.desk().taskQueue(),
                settings.limits(),
                new SlackListener.Options(settings.slack().listen(), 2, List.of("How many funds are there?")));
        await("an open socket", () -> slack.connections() > 0 || port() > 0);
    }

    int port() {
        return service == null ? 0 : service.port();
    }

    SlackListener service() {
        if (service == null) {
            throw new IllegalStateException("nobody listens");
        }
        return service;
    }

    void stopListening() {
        if (service != null) {
            service.close();
            service = null;
        }
    }

    /** Replies of ours in a thread, as what a reader sees of each. */
    List<String> replies(String channel, String thread) {
        return slack.thread(channel, thread).stream()
                .filter(message -> message.hasNonNull("bot_id"))
                .map(SlackScene::seen)
                .collect(Collectors.toList());
    }

    /** Waits until we have replied so many times, and all of it is final. */
    List<String> awaitReplies(String channel, String thread, int count) {
        await(count + " replies in " + thread, () -> {
            List<String> replies = replies(channel, thread);
            return replies.size() >= count && replies.stream().noneMatch(SlackScene::isProgress);
        });
        return replies(channel, thread);
    }

    static boolean isProgress(String seen) {
        return seen.matches("(?s).*(the question…|the query…|the answer…|Working on it…).*");
    }

    /** All texts of a message's blocks, one a line. */
    static String seen(ObjectNode message) {
        if (message.path("blocks").isEmpty() && message.path("files").isEmpty()) {
            return message.path("text").asText();
        }
        return StreamSupport.stream(message.path("blocks").spliterator(), false)
                        .map(SlackScene::texts)
                        .collect(Collectors.joining("\n"))
                + StreamSupport.stream(message.path("files").spliterator(), false)
                        .map(file -> "file " + file.path("name").asText())
                        .collect(Collectors.joining("\n"));
    }

    private static String texts(JsonNode node) {
        if (node.path("text").isTextual()) {
            return node.path("text").asText();
        }
        return StreamSupport.stream(node.spliterator(), false)
                .map(SlackScene::texts)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() throws Exception {
        stopListening();
        if (workers != null) {
            workers.close();
        }
        temporal.close();
        slack.close();
    }
}
