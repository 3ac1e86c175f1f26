package dev.askdesk.adapters.results;

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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real server that speaks S3 and verifies signatures (Versity's gateway), over a folder of its own. */
final class S3Server implements AutoCloseable {
    /** Path of the server's program; {@code null} where it is not to be tried. */
    static final @Nullable String BINARY = System.getenv("ASKDESK_TEST_S3");

    static final S3Settings.Keys KEYS = new S3Settings.Keys("test-key-id", "test-secret-value");

    private final Process process;
    private final Path folder;
    private final int port;

    private S3Server(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    static S3Server start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("s3");
        Path data = Files.createDirectory(folder.resolve("data"));
        Path metadata = Files.createDirectory(folder.resolve("metadata"));
        Path accounts = Files.createDirectory(folder.resolve("accounts"));
        int port = freePort();
        // Metadata beside the data: not every file system of a test machine has extended attributes.
        ProcessBuilder command = new ProcessBuilder(
                BINARY,
                "--quiet",
                "--port",
                "127.0.0.1:" + port,
                "--health",
                "/health",
                // Without accounts it answers to an unknown key as no other store does.
                "--iam-dir",
                accounts.toString(),
                "posix",
                "--sidecar",
                metadata.toString(),
                data.toString());
        command.environment().put("ROOT_ACCESS_KEY", KEYS.id());
        command.environment().put("ROOT_SECRET_KEY", KEYS.secret());
        command.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
        S3Server server = new S3Server(command.start(), folder, port);
        server.awaitReady();
        return server;
    }

    int port() {
        return port;
    }

    /** A bucket's settings, by a port of this machine: the server's or that of something before it. */
    static S3Settings settings(String bucket, int port, S3Settings.Keys keys) {
        return new S3Settings(bucket, "", URI.create("http://127.0.0.1:" + port), null, keys);
    }

    void createBucket(String name) {
        S3Clients.of(settings(name, port, KEYS)).createBucket(create -> create.bucket(name));
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                .timeout(Duration.ofSeconds(2))
                .build();
        Instant last = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(last) && process.isAlive()) {
            try {
                if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // asked again below
            }
            Thread.sleep(50);
        }
        String log = Files.readString(folder.resolve("log"));
        close();
        throw new IOException("The S3 server does not start: " + log);
    }

    static int freePort() throws IOException {
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
