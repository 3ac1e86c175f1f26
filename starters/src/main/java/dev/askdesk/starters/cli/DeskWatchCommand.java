package dev.askdesk.starters.cli;

import dev.askdesk.rendering.Safe;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.triage.Batch;
import dev.askdesk.workflows.triage.TriageBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk desk watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Does what the schedules do, by a timer, with a server in this process, until Ctrl-C. What is noted is "
                        + "noted once: after a restart it looks at the last week again, and finds its notes.")
final class DeskWatchCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "5m",
            description = "A look at the helpdesk; by default 5m.")
    String every = "";

    @Option(
            names = "--sync-every",
            paramLabel = "TIME",
            defaultValue = "1h",
            description = "A pass over the wiki; by default 1h.")
    String syncEvery = "";

    @Option(names = "--looks", paramLabel = "N", description = "End after so many looks.")
    @Nullable
    Integer looks;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Duration pause = ScheduleCommand.Ensure.time(every, "--every");
        Duration syncPause = ScheduleCommand.Ensure.time(syncEvery, "--sync-every");
        Settings settings = setup.settings();
        ServerOptions embedded = new ServerOptions();
        embedded.embedded = true;
        try (DeskSession session = DeskSession.open(settings, embedded)) {
            Instant nextSync = Instant.MIN;
            Batch last = null;
            for (int look = 0; looks == null || look < looks; look++) {
                if (look > 0) {
                    Thread.sleep(pause.toMillis());
                }
                Instant now = Instant.now();
                try {
                    if (!now.isBefore(nextSync)) {
                        long began = System.nanoTime();
                        KnowledgeCommand.print(terminal, session.sync(terminal), (System.nanoTime() - began) / 1e9);
                        nextSync = now.plus(syncPause);
                    }
                    TriageBatch batch = session.batch(Instant.now().minus(DeskSession.LOOKBACK), List.of());
                    TriageBatch request = last == null ? batch : batch.after(last);
                    last = session.triage(terminal, request.workflowId(), request);
                    TriageText.print(terminal, last);
                } catch (UserError broken) {
                    // A desk that is away for longer than a step waits: the next look sees all that changed since.
                    terminal.err().println("askdesk: " + Safe.oneLine(broken.getMessage()));
                    terminal.err().flush();
                }
            }
        }
        return ExitCodes.OK;
    }
}
