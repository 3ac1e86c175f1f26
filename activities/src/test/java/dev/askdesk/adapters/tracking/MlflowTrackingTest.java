package dev.askdesk.adapters.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.tracking.Tracking.Run;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tracks runs on a real MLflow server. Runs where {@code ASKDESK_TEST_MLFLOW} is the path of the {@code mlflow} command;
 * the server listens on the loopback address and is gone at the end.
 */
@Timeout(180)
class MlflowTrackingTest {
    private static final @Nullable String MLFLOW = System.getenv("ASKDESK_TEST_MLFLOW");
    private static final Instant STARTED = Instant.parse("2024-06-30T09:15:00Z");
    private static final Instant ENDED = STARTED.plusSeconds(90);

    @TempDir
    private static Path folder;

    private static Process server;
    private static URI url;
    private static Tracking tracking;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(MLFLOW != null, "ASKDESK_TEST_MLFLOW is not set: nothing is tracked");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        url = URI.create("http://127.0.0.1:" + port);
        ProcessBuilder builder = new ProcessBuilder(
                        MLFLOW,
                        "server",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--workers",
                        "1",
                        "--backend-store-uri",
                        "sqlite:///" + folder.resolve("mlflow.db"),
                        "--artifacts-destination",
                        folder.resolve("artifacts").toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
        // Its queue of jobs is not used here, and is a dozen processes.
        builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
        server = builder.start();
        awaitServer();
        tracking = new MlflowTracking(MlflowSettings.open(URI.create(url + "/"), Duration.ofSeconds(30)));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            List<ProcessHandle> all = Stream.concat(server.descendants(), Stream.of(server.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            server.waitFor(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void newRun_hasItsParamsTagsMetricsAndFiles() throws Exception {
        Run run = tracking.start(tracked("new/1", Map.of("model", "sample-7b", "what?", "ümläut")));
        tracking.log(run, Map.of("right", 0.75, "fund/right", 0.5, "none", Double.NaN), STARTED);
        Path report = Files.writeString(folder.resolve("report ä%.html"), "<p>Ä report</p>");
        tracking.upload(run, List.of(report));
        tracking.end(run, true, ENDED);

        JsonNode found = get("runs/get?run_id=" + run.id()).path("run");
        assertThat(found.at("/info/status").asText()).isEqualTo("FINISHED");
        assertThat(found.at("/info/run_name").asText()).isEqualTo("Run new/1");
        assertThat(found.at("/info/start_time").asLong()).isEqualTo(STARTED.toEpochMilli());
        assertThat(found.at("/info/end_time").asLong()).isEqualTo(ENDED.toEpochMilli());
        assertThat(pairs(found.at("/data/params")))
                .containsEntry("model", "sample-7b")
                .containsEntry("what_", "ümläut");
        assertThat(pairs(found.at("/data/metrics")))
                .containsOnly(Map.entry("right", "0.75"), Map.entry("fund/right", "0.5"));
        assertThat(pairs(found.at("/data/tags")))
                .containsEntry("askdesk.run", "new/1")
                .containsEntry("commit", "abc");
        JsonNode files = get("artifacts/list?run_id=" + run.id()).path("files");
        assertThat(files.at("/0/path").asText()).isEqualTo("report ä%.html");
        assertThat(files.at("/0/file_size").asLong()).isEqualTo(Files.size(report));
        assertThat(tracking.page(run).toString())
                .startsWith(url + "/#/experiments/")
                .endsWith(run.id());
    }

    @Test
    void sameRunAgain_isFound_andHasEverythingOnce() throws Exception {
        TrackedRun tracked = tracked("again/1", Map.of("model", "sample-7b"));
        Run first = tracking.start(tracked);
        tracking.log(first, Map.of("right", 0.75), ENDED);
        Run again = tracking.start(tracked);
        tracking.log(again, Map.of("right", 0.75), ENDED);

        assertThat(again).isEqualTo(first);
        assertThat(tracking.start(tracked("again/2", Map.of()))).isNotEqualTo(first);
        assertThat(get("metrics/get-history?metric_key=right&run_id=" + first.id())
                        .path("metrics"))
                .hasSize(1);
    }

    @Test
    void moreThanACallHolds_isSentInSeveral() throws Exception {
        Map<String, String> params = new HashMap<>();
        IntStream.range(0, 250).forEach(i -> params.put("p" + i, "x".repeat(i == 0 ? 9000 : 2000)));
        Run run = tracking.start(tracked("large/1", params));
        tracking.log(
                run,
                IntStream.range(0, 2100).boxed().collect(Collectors.toMap(i -> "m" + i, i -> (double) i)),
                STARTED);

        JsonNode data = get("runs/get?run_id=" + run.id()).at("/run/data");
        assertThat(data.path("params")).hasSize(250);
        assertThat(data.path("metrics")).hasSize(2100);
        assertThat(pairs(data.path("params")).get("p0")).hasSize(6000).endsWith("…");
    }

    @Test
    void changedParam_isRefused_andNotWorthARetry() {
        tracking.start(tracked("changed/1", Map.of("model", "a")));
        TrackedRun changed = tracked("changed/1", Map.of("model", "b"));
        assertThatThrownBy(() -> tracking.start(changed)).isInstanceOfSatisfying(OutsideException.class, e -> {
            assertThat(e.type()).isEqualTo(FailureType.TRACKING_REQUEST);
            assertThat(e).hasMessageContaining("INVALID_PARAMETER_VALUE");
        });
    }

    private static TrackedRun tracked(String key, Map<String, String> params) {
        return new TrackedRun("fund questions / ä", key, "Run " + key, STARTED, params, Map.of("commit", "abc"));
    }

    private static Map<String, String> pairs(JsonNode list) {
        Map<String, String> pairs = new HashMap<>();
        list.forEach(
                each -> pairs.put(each.path("key").asText(), each.path("value").asText()));
        return pairs;
    }

    private static JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/2.0/mlflow/" + path))
                .build();
        return new JsonMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    private static void awaitServer() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest health = HttpRequest.newBuilder(URI.create(url + "/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        for (int i = 0; i < 300 && server.isAlive(); i++) {
            try {
                if (client.send(health, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // It takes some seconds to listen.
            }
            Thread.sleep(500);
        }
        throw new AssertionError("MLflow did not start: " + Files.readString(folder.resolve("server.log")));
    }
}
