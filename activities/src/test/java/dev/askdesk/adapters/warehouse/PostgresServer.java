package dev.askdesk.adapters.warehouse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL on a free loopback port, with its files in a folder of the test. */
public final class PostgresServer implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

    /** PostgreSQL refuses to run as root; its package brings this account. */
    private static final List<String> AS_POSTGRES = List.of("runuser", "-u", "postgres", "--");

    private final Process process;
    private final int port;
    private final Path log;

    private PostgresServer(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Skips the test where no server is installed.
     *
     * @param folder of the test; readable by the account of the server afterwards
     */
    public static PostgresServer start(Path folder) throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        Assumptions.assumeTrue(programs.isPresent(), "no PostgreSQL server is installed in " + INSTALLED);
        Path home = Files.createDirectory(folder.resolve("postgres-server"));
        List<String> account = "root".equals(System.getProperty("user.name")) ? AS_POSTGRES : List.of();
        if (!account.isEmpty()) {
            letThrough(home);
            run(home, List.of("chown", "postgres", home.toString()));
        }
        Path data = home.resolve("data");
        run(
                home,
                join(
                        account,
                        programs.get().resolve("initdb").toString(),
                        "--pgdata=" + data,
                        "--username=askdesk",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync"));
        int port = freePort();
        Path log = home.resolve("server.log");
        Process process = new ProcessBuilder(join(
                        account,
                        programs.get().resolve("postgres").toString(),
                        "-D",
                        data.toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-k",
                        home.toString(),
                        "-c",
                        "fsync=off"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        PostgresServer server = new PostgresServer(process, port, log);
        server.await();
        return server;
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    public String user() {
        return "askdesk";
    }

    /** Everyone on the loopback address is trusted; clients that insist on a password may send this one. */
    public String password() {
        return "askdesk";
    }

    /** Stops the server and waits for it, so that its folder can be deleted. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        // An account change may stand between: the server itself is told, which ends its workers.
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroy);
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private void await() throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            try (var connection = DriverManager.getConnection(url(), user(), password())) {
                connection.isValid(1);
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive() || Instant.now().isAfter(end)) {
                    close();
                    throw new IOException("PostgreSQL did not start:\n" + Files.readString(log), notYet);
                }
                Thread.sleep(100);
            }
        }
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.comparing(Path::toString));
        }
    }

    /** A test's folder is its owner's alone; the server's account must be able to pass through it. */
    private static void letThrough(Path home) throws IOException {
        Path temp = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        for (Path folder = home.toAbsolutePath().getParent();
                folder != null && folder.startsWith(temp) && !folder.equals(temp);
                folder = folder.getParent()) {
            Set<PosixFilePermission> permissions = new HashSet<>(Files.getPosixFilePermissions(folder));
            permissions.addAll(PosixFilePermissions.fromString("--x--x--x"));
            Files.setPosixFilePermissions(folder, permissions);
        }
    }

    private static void run(Path home, List<String> command) throws IOException, InterruptedException {
        Path output = home.resolveSibling("postgres-setup.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(output));
        }
    }

    private static List<String> join(List<String> first, String... rest) {
        return Stream.concat(first.stream(), Stream.of(rest)).toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
