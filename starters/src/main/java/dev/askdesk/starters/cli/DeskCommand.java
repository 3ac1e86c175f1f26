package dev.askdesk.starters.cli;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.helpdesk.LocalDesk;
import dev.askdesk.adapters.helpdesk.Message;
import dev.askdesk.adapters.helpdesk.Ticket;
import dev.askdesk.rendering.Safe;
import dev.askdesk.triage.Chain;
import dev.askdesk.workers.DeskParts;
import dev.askdesk.workers.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk desk}. */
@Command(
        name = "desk",
        mixinStandardHelpOptions = true,
        description = "The helpdesk: a demonstration, mails taken in, tickets shown, and a watch without a server.",
        subcommands = {
            DeskDemoCommand.class,
            DeskCommand.Import.class,
            DeskCommand.ListTickets.class,
            DeskCommand.Show.class,
            DeskWatchCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk desk demo",
            "  askdesk desk import mails/",
            "  askdesk desk watch --every 5m",
            "  askdesk desk show 4711"
        })
final class DeskCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** {@code askdesk desk import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Takes .eml files into the local helpdesk; one that is there changes nothing.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {"0:all were taken in", "1:some cannot be read", "2:wrong usage"})
    static final class Import implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Parameters(paramLabel = "PATH", arity = "1..*", description = "Files, or folders with .eml files.")
        List<Path> paths = List.of();

        @Mixin
        SetupOptions setup;

        @Override
        public Integer call() throws IOException {
            int taken = 0;
            int known = 0;
            int broken = 0;
            try (LocalDesk desk = new DeskParts(setup.settings()).localDesk()) {
                for (Path path : paths) {
                    for (Path file : files(path)) {
                        try {
                            if (desk.take(file).isPresent()) {
                                taken++;
                            } else {
                                known++;
                            }
                        } catch (OutsideException unreadable) {
                            broken++;
                            spec.commandLine().getErr().println("askdesk: " + Safe.oneLine(unreadable.getMessage()));
                        }
                    }
                }
            }
            spec.commandLine()
                    .getOut()
                    .println(taken + " mails taken in, " + known + " were there, " + broken + " cannot be read.");
            spec.commandLine().getOut().flush();
            return broken == 0 ? ExitCodes.OK : ExitCodes.ENVIRONMENT;
        }

        private static List<Path> files(Path path) throws IOException {
            if (!Files.exists(path)) {
                throw UserError.environment("There is no file or folder " + path + ".", null);
            }
            if (!Files.isDirectory(path)) {
                return List.of(path);
            }
            try (Stream<Path> files = Files.walk(path)) {
                return files.filter(
                                file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".eml"))
                        .sorted()
                        .toList();
            }
        }
    }

    /** {@code askdesk desk list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the helpdesk's tickets that changed.")
    static final class ListTickets implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Option(names = "--since", paramLabel = "TIME", defaultValue = "30d", description = "By default 30d.")
        String since = "";

        @Mixin
        SetupOptions setup;

        @Override
        public Integer call() {
            Helpdesk desk = new DeskParts(setup.settings()).helpdesk();
            @Nullable String cursor = null;
            int shown = 0;
            do {
                Helpdesk.Changes changes = desk.changed(TriageCommand.time(since), cursor);
                for (Helpdesk.Change change : changes.changes()) {
                    Optional<Ticket> ticket = desk.read(change.ticketId());
                    ticket.ifPresent(read -> spec.commandLine().getOut().println(line(read)));
                    shown++;
                }
                cursor = changes.next();
            } while (cursor != null);
            if (shown == 0) {
                spec.commandLine().getOut().println("No ticket has changed since " + since + ".");
            }
            spec.commandLine().getOut().flush();
            return ExitCodes.OK;
        }

        private static String line(Ticket ticket) {
            long notes = ticket.messages().stream()
                    .filter(message -> !message.visible())
                    .count();
            return "#" + ticket.id() + "  " + ticket.status().name().toLowerCase(Locale.ROOT) + "  "
                    + Safe.oneLine(ticket.subject()) + "  ("
                    + Safe.oneLine(ticket.requester().name()) + ", "
                    + (ticket.messages().size() - notes) + " messages, " + notes + " notes)";
        }
    }

    /** {@code askdesk desk show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description =
                    "Shows a ticket as it is read, without what mail programs put around it, and its private notes.")
    static final class Show implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Parameters(paramLabel = "TICKET", description = "Its number.")
        String ticketId = "";

        @Mixin
        SetupOptions setup;

        @Override
        public Integer call() {
            Settings settings = setup.settings();
            Ticket ticket = new DeskParts(settings)
                    .helpdesk()
                    .read(ticketId)
                    .orElseThrow(() -> UserError.environment("The helpdesk has no ticket " + ticketId + ".", null));
            Terminal terminal =
                    Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
            print(terminal, ticket);
            terminal.out().flush();
            return ExitCodes.OK;
        }
    }

    static void print(Terminal terminal, Ticket ticket) {
        terminal.out().println(terminal.bold("#" + ticket.id() + " " + Safe.oneLine(ticket.subject())));
        terminal.out().println(Safe.text(Chain.clean(ticket).text()));
        for (Message message : ticket.messages()) {
            if (!message.visible()) {
                terminal.out().println();
                terminal.out()
                        .println(terminal.dim(
                                "Private note, " + Safe.oneLine(message.author().name()) + ":"));
                terminal.out().println(Safe.text(plain(message)));
            }
        }
    }

    private static String plain(Message note) {
        if (note.form() == Message.Form.PLAIN) {
            return note.body();
        }
        String lines = note.body().replaceAll("(?i)<br\\s*/?>|</p>|</li>|</blockquote>|<blockquote>", "$0\u0001");
        return Jsoup.clean(lines, Safelist.none())
                .transform(text -> org.jsoup.parser.Parser.unescapeEntities(text, false))
                .replace('\u0001', '\n')
                .replaceAll("\\n\\s*\\n+", "\n")
                .strip();
    }
}
