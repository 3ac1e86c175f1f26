package dev.askdesk.starters.cli;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.catalog.CatalogException;
import dev.askdesk.workers.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line's root. */
@Command(
        name = "askdesk",
        mixinStandardHelpOptions = true,
        versionProvider = AskdeskCommand.Version.class,
        header = "Answers questions about a firm's data, with the evidence.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AskCommand.class,
            ChatCommand.class,
            WorkerCommand.class,
            SlackCommand.class,
            CatalogCommand.class,
            EvalCommand.class,
            TriageCommand.class,
            DeskCommand.class,
            ScheduleCommand.class,
            KnowledgeCommand.class,
            RateCommand.class,
            FeedbackCommand.class,
            ExportCommand.class,
            ModelsCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            SampleCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk ask \"How much have we invested in Databricks?\"",
            "  askdesk chat",
            "  askdesk doctor",
            "%nEvery command has --help with its own examples and exit codes.",
            "Exit codes of all commands: 0 done, 1 something is missing or unreachable, 2 wrong usage, 130 Ctrl-C."
        })
final class AskdeskCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Log what happens and print stack traces, on standard error.")
    boolean debug;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    static CommandLine commandLine(boolean debug) {
        CommandLine commandLine = new CommandLine(new AskdeskCommand());
        commandLine.setUsageHelpAutoWidth(false);
        commandLine.setUsageHelpWidth(100);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setColorScheme(scheme(commandLine));
        commandLine.setParameterExceptionHandler((wrong, args) -> {
            CommandLine at = wrong.getCommandLine();
            say(
                    at,
                    Safe.oneLine(wrong.getMessage()) + " See `"
                            + at.getCommandSpec().qualifiedName() + " --help`.");
            return ExitCodes.USAGE;
        });
        commandLine.setExecutionExceptionHandler((failure, at, result) -> failed(failure, at, debug));
        return commandLine;
    }

    private static CommandLine.Help.ColorScheme scheme(CommandLine commandLine) {
        Terminal terminal = Terminal.of(commandLine.getOut(), commandLine.getErr());
        return CommandLine.Help.defaultColorScheme(
                terminal.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF);
    }

    private static int failed(Exception failure, CommandLine at, boolean debug) {
        if (debug) {
            failure.printStackTrace(at.getErr());
        }
        if (failure instanceof UserError error) {
            say(at, error.getMessage());
            return error.exitCode();
        }
        if (failure instanceof SettingsException
                || failure instanceof CatalogException
                || failure instanceof OutsideException) {
            say(at, failure.getMessage());
            return ExitCodes.ENVIRONMENT;
        }
        say(
                at,
                "Unexpected " + failure.getClass().getSimpleName() + ": " + failure.getMessage()
                        + ". Run it again with --debug to see where.");
        return ExitCodes.ENVIRONMENT;
    }

    private static void say(CommandLine at, @Nullable String message) {
        at.getErr().println("askdesk: " + Safe.oneLine(message));
        at.getErr().flush();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = AskdeskCommand.class.getPackage().getImplementationVersion();
            return new String[] {"askdesk " + (version == null ? "(not packaged)" : version)};
        }
    }
}
