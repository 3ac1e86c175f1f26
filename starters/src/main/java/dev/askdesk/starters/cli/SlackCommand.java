package dev.askdesk.starters.cli;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.starters.slack.SlackService;
import dev.askdesk.workers.Databases;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Limits;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk slack}. */
@Command(
        name = "slack",
        mixinStandardHelpOptions = true,
        description = "Listens to Slack and hands what is asked there to the workers, until it is told to stop.",
        subcommands = {SlackCheckCommand.class, SlackManifestCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:a token is missing or refused, or the Temporal server cannot be reached",
            "2:wrong usage",
            "130:stopped by Ctrl-C",
            "143:stopped by SIGTERM"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk slack manifest                     the app to create, to paste at api.slack.com/apps",
            "  askdesk slack check                        tries every token and scope, and says what lacks",
            "  askdesk slack --server localhost:7233      listens by Socket Mode",
            "  askdesk slack --listen http --set slack.port=8080",
            "%nAnswers need `askdesk worker`, with ASKDESK_SLACK_BOT_TOKEN set there too. Set-up: docs/slack.md."
        })
final class SlackCommand implements Callable<Integer> {
    private static final int PROMPTS = 3;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOW",
            description = "socket, http or both; otherwise as ASKDESK_SLACK_LISTEN says.")
    @Nullable
    String listen;

    @Mixin
    SetupOptions setup;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() throws InterruptedException {
        if (listen != null) {
            setup.set.put("slack.listen", listen);
        }
        Settings settings = setup.settings();
        TemporalProfile profile = TemporalProfile.load(server);
        if (profile.address() == null) {
            throw UserError.environment(
                    "Slack's conversations need a Temporal server: give --server HOST:PORT or set TEMPORAL_ADDRESS.",
                    null);
        }
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        CountDownLatch stopped = new CountDownLatch(1);
        try (Connection connection = Connection.remote(settings, profile);
                SlackService slack = service(connection, settings)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                slack.close();
                                stopped.countDown();
                            },
                            "askdesk-stop"));
            terminal.out().println("Listening: " + slack.where() + ". Questions go to " + connection.where() + ".");
            if (!connection.hasWorker()) {
                terminal.out().println("No worker is there yet: start one with `askdesk worker`.");
            }
            terminal.out().flush();
            stopped.await();
        }
        return ExitCodes.OK;
    }

    private static SlackService service(Connection connection, Settings settings) {
        try {
            return new SlackService(
                    connection.client(), settings, limits(connection, settings), prompts(Databases.catalog(settings)));
        } catch (OutsideException refused) {
            throw UserError.environment(
                    refused.getMessage() + " " + refused.type().advice(), refused);
        } catch (IOException e) {
            throw UserError.environment(e.getMessage() + ": see `askdesk slack check`.", e);
        }
    }

    private static Limits limits(Connection connection, Settings settings) {
        Limits limits = settings.limits();
        return new Limits(
                limits.repairs(),
                limits.clarifications(),
                limits.clarificationWait(),
                settings.slack().idle(),
                limits.questionsPerRun(),
                connection.knowsSearchAttributes(),
                limits.candidates());
    }

    /** Of the catalog's verified questions those that everybody may ask. */
    private static List<String> prompts(Catalog catalog) {
        SqlGuard guard = new SqlGuard(catalog, 1);
        return catalog.verified().stream()
                .filter(known -> guard.admit(known.sql(), Asker.named("")).problem() == null)
                .map(Catalog.VerifiedQuestion::question)
                .limit(PROMPTS)
                .toList();
    }
}
