package dev.askdesk.starters.cli;

import dev.askdesk.workers.AskWorkers;
import dev.askdesk.workers.Databases;
import dev.askdesk.workers.DeskWorkers;
import dev.askdesk.workers.Models;
import dev.askdesk.workers.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk worker}. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = "Runs the workers of Ask and Desk for a real Temporal server until it is told to stop.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:the server, the database, the catalog or the model's key is missing",
            "2:wrong usage",
            "130:stopped by Ctrl-C",
            "143:stopped by SIGTERM, after running activities were given 10 seconds"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk worker --server localhost:7233",
            "  TEMPORAL_ADDRESS=localhost:7233 askdesk worker --database fund.duckdb --catalog fund.yaml",
            "%nThe connection is Temporal's own: its profile file and TEMPORAL_* variables, TLS and API keys included."
        })
final class WorkerCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--alive",
            paramLabel = "FILE",
            description = "Touch this file every 10 seconds while the server answers, for health checks.")
    @Nullable
    Path alive;

    /** What a worker can be for. */
    enum App {
        ASK,
        DESK
    }

    @Option(
            names = "--only",
            paramLabel = "APP",
            description = "Only ask or only desk; by default this worker takes the work of both.")
    @Nullable
    App only;

    @Mixin
    SetupOptions setup;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Settings settings = setup.settings();
        TemporalProfile profile = TemporalProfile.load(server);
        if (profile.address() == null) {
            throw UserError.environment(
                    "A worker needs a Temporal server: give --server HOST:PORT or set TEMPORAL_ADDRESS.", null);
        }
        CountDownLatch stopped = new CountDownLatch(1);
        try (Connection connection = Connection.remote(settings, profile);
                AskWorkers ask = only == App.DESK ? null : AskWorkers.start(connection.client(), settings);
                DeskWorkers desk = only == App.ASK ? null : DeskWorkers.start(connection.client(), settings)) {
            Thread hook = new Thread(() -> stop(terminal, ask, desk, stopped), "askdesk-stop");
            Runtime.getRuntime().addShutdownHook(hook);
            if (ask != null) {
                terminal.out()
                        .println("Ready: task queue " + settings.taskQueue() + " on " + connection.where() + ", model "
                                + model(settings) + ", database " + Databases.title(settings) + ".");
            }
            if (desk != null) {
                terminal.out()
                        .println("Ready: task queue " + settings.desk().taskQueue() + " on " + connection.where() + ", "
                                + settings.desk().shown() + ".");
            }
            terminal.out().flush();
            do {
                beat(connection);
            } while (!stopped.await(10, TimeUnit.SECONDS));
        }
        return ExitCodes.OK;
    }

    private void beat(Connection connection) {
        if (alive == null || !connection.answers()) {
            return;
        }
        try {
            Files.writeString(alive, Instant.now() + "\n");
        } catch (IOException e) {
            throw UserError.environment(
                    alive + " cannot be written (" + e.getMessage() + "): name another file with --alive.", e);
        }
    }

    private static void stop(
            Terminal terminal, @Nullable AskWorkers ask, @Nullable DeskWorkers desk, CountDownLatch stopped) {
        terminal.err().println("askdesk: stopping.");
        terminal.err().flush();
        if (ask != null) {
            ask.close();
        }
        if (desk != null) {
            desk.close();
        }
        stopped.countDown();
    }

    static String model(Settings settings) {
        return Models.of(settings).name();
    }
}
