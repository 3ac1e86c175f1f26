package dev.askdesk.starters.cli;

import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.helpdesk.LocalDesk;
import dev.askdesk.adapters.helpdesk.SampleTickets;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.triage.Batch;
import dev.askdesk.workflows.triage.Triage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code askdesk desk demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Shows the whole of Desk on the sample firm's mails and pages: no network, no account, about a minute.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk desk demo",
            "  ASKDESK_MODEL_URL=http://localhost:8000/v1 ASKDESK_MODEL_API_KEY=none askdesk desk demo --model my-model"
        })
final class DeskDemoCommand implements Callable<Integer> {
    /** A note that shows all that a note can have. */
    private static final int SHOWN = 1;

    @Spec
    CommandSpec spec;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Path home = setup.settings().home().resolve("demo");
        setup.set.put("home", home.toString());
        setup.set.put("helpdesk", "local");
        setup.set.put("helpdesk.per.second", "200");
        setup.set.put("helpdesk.agents", String.join(",", SampleTickets.AGENTS));
        setup.set.put("wiki", "folder");
        setup.set.put("index", "lucene");
        Settings settings = setup.settings();
        ServerOptions embedded = new ServerOptions();
        embedded.embedded = true;
        try (DeskSession session = DeskSession.open(settings, embedded)) {
            heading(terminal, "The wiki is indexed");
            long began = System.nanoTime();
            KnowledgeCommand.print(terminal, session.sync(terminal), (System.nanoTime() - began) / 1e9);
            heading(terminal, "Mails come in");
            try (LocalDesk desk = session.parts().localDesk()) {
                int taken = SampleTickets.into(desk);
                terminal.out().println(taken + " new mails in the helpdesk of " + home + ".");
            }
            heading(terminal, "A look at the helpdesk");
            Batch batch = session.triage(terminal, "triage-backfill/local", session.batch(Instant.EPOCH, List.of()));
            List<Triage> all = session.parts().outcomes().all();
            all.forEach(triage -> TriageText.print(terminal, triage));
            TriageText.print(terminal, batch);
            heading(terminal, "A second look finds nothing to do");
            TriageText.print(
                    terminal,
                    session.triage(terminal, "triage-backfill/local", session.batch(Instant.EPOCH, List.of())));
            heading(terminal, "One ticket, as IT staff see it");
            Helpdesk desk = session.parts().helpdesk();
            all.stream()
                    .filter(triage -> triage.outcome() == Triage.Outcome.NOTED)
                    .limit(SHOWN)
                    .flatMap(triage -> desk.read(triage.ticketId()).stream())
                    .forEach(ticket -> DeskCommand.print(terminal, ticket));
        }
        terminal.out().println();
        terminal.out()
                .println(terminal.dim("More: askdesk desk show 3 --set home=" + home
                        + "   askdesk triage report --set home=" + home));
        terminal.out().flush();
        return ExitCodes.OK;
    }

    private static void heading(Terminal terminal, String text) {
        terminal.out().println();
        terminal.out().println(terminal.bold("== " + text));
        terminal.out().flush();
    }
}
