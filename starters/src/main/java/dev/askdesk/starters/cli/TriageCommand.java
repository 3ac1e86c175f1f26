package dev.askdesk.starters.cli;

import dev.askdesk.workers.Settings;
import dev.askdesk.workers.SettingsException;
import dev.askdesk.workers.Times;
import dev.askdesk.workflows.triage.Batch;
import dev.askdesk.workflows.triage.TriageBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk triage}. */
@Command(
        name = "triage",
        mixinStandardHelpOptions = true,
        description =
                "Reads tickets of the helpdesk and leaves a private note at each: those named, or all that changed.",
        subcommands = {TriageReportCommand.class, TriageRateCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every ticket ended or has its note",
            "1:something is missing or unreachable",
            "2:wrong usage",
            "6:some tickets failed and are parked"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk triage 4711",
            "  askdesk triage --since 7d",
            "  askdesk triage report --json",
            "  askdesk triage rate 4711 up"
        })
final class TriageCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "TICKET", arity = "0..*", description = "Tickets by their number in the helpdesk.")
    List<String> tickets = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "All tickets that changed since: 2d, 12h, or a time such as 2026-11-01T00:00:00Z.")
    @Nullable
    String since;

    @Mixin
    SetupOptions setup;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() {
        if (tickets.isEmpty() == (since == null)) {
            throw UserError.usage("Name tickets, or give --since.");
        }
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Settings settings = setup.settings();
        Instant from = since == null ? Instant.EPOCH : time(since);
        Batch batch;
        try (DeskSession session = DeskSession.open(settings, server)) {
            TriageBatch request = session.batch(from, tickets);
            // Of one desk there is one backfill at a time, and each ticket that is named by itself.
            String id = "triage-backfill/" + request.desk() + (since == null ? "/" + String.join(",", tickets) : "");
            batch = session.triage(terminal, id, request);
        }
        batch.asked().forEach(triage -> TriageText.print(terminal, triage));
        TriageText.print(terminal, batch);
        return batch.parked().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    static Instant time(String text) {
        Duration ago = Times.duration(text);
        try {
            return ago == null ? Instant.parse(text) : Instant.now().minus(ago).truncatedTo(ChronoUnit.MILLIS);
        } catch (RuntimeException e) {
            throw new SettingsException(
                    "'" + text + "' is no time: give " + Times.DURATIONS + ", or one such as 2026-11-01T00:00:00Z.");
        }
    }
}
