package dev.askdesk.starters.databricks;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.jspecify.annotations.Nullable;

/**
 * A real Temporal server. There is one where {@code ASKDESK_TEST_TEMPORAL_CLI} is the path of the {@code temporal} command;
 * it listens on the loopback address and is gone at the end.
 */
final class TemporalServer implements AutoCloseable {
    private static final @Nullable String CLI = System.getenv("ASKDESK_TEST_TEMPORAL_CLI");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final String address;
    final WorkflowClient client;
    private final WorkflowServiceStubs stubs;
    private final Process server;

    private TemporalServer(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        address = "127.0.0.1:" + port;
        server = new ProcessBuilder(
                        String.valueOf(CLI),
                        "server",
                        "start-dev",
                        "--headless",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--log-level",
                        "error")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build());
        stubs.connect(PATIENCE);
    }

    /** Skips the test where there is none. */
    static TemporalServer start(Path folder) throws IOException {
        assumeTrue(CLI != null, "ASKDESK_TEST_TEMPORAL_CLI is not set: nothing is asked of a real server");
        return new TemporalServer(folder);
    }

    @Override
    public void close() throws InterruptedException {
        stubs.shutdownNow();
        server.destroyForcibly().waitFor();
    }
}
