package dev.askdesk.adapters.retrieval;

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
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real Weaviate on free loopback ports, in a folder of its own. */
final class WeaviateServer implements AutoCloseable {
    /** Path of the server's program; {@code null} where it is not to be tried. */
    static final @Nullable String BINARY = System.getenv("ASKDESK_TEST_WEAVIATE");

    private final Process process;
    private final Path folder;
    private final int port;

    private WeaviateServer(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    static WeaviateServer start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("weaviate");
        int port = freePort();
        ProcessBuilder command =
                new ProcessBuilder(BINARY, "--host", "127.0.0.1", "--port", "" + port, "--scheme", "http");
        command.environment()
                .put("PERSISTENCE_DATA_PATH", folder.resolve("data").toString());
        command.environment().put("AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED", "true");
        command.environment().put("DEFAULT_VECTORIZER_MODULE", "none");
        command.environment().put("CLUSTER_HOSTNAME", "node1");
        // Without these two it dies on a machine with an IPv6 address.
        command.environment().put("CLUSTER_ADVERTISE_ADDR", "127.0.0.1");
        command.environment().put("CLUSTER_BIND_ADDR", "127.0.0.1");
        for (String name : List.of(
                "GRPC_PORT",
                "CLUSTER_GOSSIP_BIND_PORT",
                "CLUSTER_DATA_BIND_PORT",
                "RAFT_PORT",
                "RAFT_INTERNAL_RPC_PORT")) {
            command.environment().put(name, Integer.toString(freePort()));
        }
        command.environment().put("RAFT_BOOTSTRAP_EXPECT", "1");
        command.environment().put("DISABLE_TELEMETRY", "true");
        command.environment().put("GO_PROFILING_DISABLE", "true");
        command.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        WeaviateServer server = new WeaviateServer(command.start(), folder, port);
        server.awaitReady();
        return server;
    }

    int port() {
        return port;
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/.well-known/ready"))
                .timeout(Duration.ofSeconds(2))
                .build();
        Instant last = Instant.now().plusSeconds(60);
        while (Instant.now().isBefore(last) && process.isAlive()) {
            try {
                if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // asked again below
            }
            Thread.sleep(200);
        }
        close();
        throw new IOException("Weaviate does not start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
