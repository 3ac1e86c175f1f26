package dev.askdesk.starters.cli;

import dev.askdesk.rendering.Safe;
import dev.askdesk.starters.schedules.NoteRater;
import dev.askdesk.workers.DeskParts;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.triage.Triage;
import dev.askdesk.workflows.triage.Triage.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk triage rate}. */
@Command(
        name = "rate",
        mixinStandardHelpOptions = true,
        description = "Says whether the note at a ticket helped; `askdesk triage report` counts it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:noted",
            "1:the server cannot be reached, or something is missing",
            "2:wrong usage: the ticket has no note"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  askdesk triage rate 4711 up", "  askdesk triage rate 4711 down --server localhost:7233"})
final class TriageRateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TICKET", description = "The ticket by its number in the helpdesk.")
    String ticket = "";

    @Parameters(index = "1", paramLabel = "up|down", description = "Whether its note helped.")
    String thumb = "";

    @Mixin
    SetupOptions setup;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() {
        String way = thumb.toLowerCase(Locale.ROOT);
        if (!way.equals("up") && !way.equals("down")) {
            throw UserError.usage("'" + thumb + "' is neither up nor down.");
        }
        Settings settings = setup.settings();
        String note = note(settings);
        if (NoteRater.rating(note, settings.user(), true).isEmpty()) {
            throw UserError.usage(
                    "'" + settings.user() + "' is no name for a person: set another with --set user=NAME.");
        }
        TemporalProfile profile = TemporalProfile.load(server);
        String queue = settings.desk().taskQueue();
        if (profile.address() == null) {
            try (DeskSession session = DeskSession.open(settings, server)) {
                new NoteRater(session.connection().client(), queue)
                        .rate(note, settings.user(), way.equals("up"))
                        .getResult(Void.class);
            }
        } else {
            try (Connection connection = Connection.remote(queue, profile)) {
                new NoteRater(connection.client(), queue).rate(note, settings.user(), way.equals("up"));
            }
        }
        spec.commandLine().getOut().println("Noted, thank you.");
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    /** The note that the ticket got last. */
    private String note(Settings settings) {
        String desk = settings.desk().helpdesk().kind().name().toLowerCase(Locale.ROOT);
        List<Triage> notes = new DeskParts(settings)
                .outcomes().all().stream()
                        .filter(triage ->
                                triage.desk().equals(desk) && triage.ticketId().equals(ticket))
                        .filter(triage -> triage.outcome() == Outcome.NOTED || triage.outcome() == Outcome.ABSTAINED)
                        .toList();
        if (notes.isEmpty()) {
            throw UserError.usage("Ticket " + Safe.oneLine(ticket) + " has no note that this home knows of: "
                    + "`askdesk triage report --tickets` lists them.");
        }
        Triage last = notes.get(notes.size() - 1);
        return desk + "/" + last.ticketId() + "/" + last.version();
    }
}
