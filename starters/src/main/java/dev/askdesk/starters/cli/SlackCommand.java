package dev.askdesk.starters.cli;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.starters.slack.SlackListener;
import dev.askdesk.workers.Databases;
import dev.askdesk.workers.Settings;
import dev.askdesk.workers.SlackSettings.Listen;
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
        description = "Hears Slack and hands what people say to Ask until it is told to stop. "
                + "Workers answer: `askdesk worker` runs beside it.",
        subcommands = {SlackCheckCommand.class, SlackManifestCommand.class},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:a token or the server is missing, refused or unreachable",
            "2:wrong usage",
            "130:stopped by Ctrl-C",
            "143:stopped by SIGTERM, after what was taken was handed on"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk slack manifest > manifest.yaml",
            "  askdesk slack check",
            "  askdesk slack --server localhost:7233",
            "  askdesk slack --listen http --set slack.port=3000",
            "%nTokens are read from ASKDESK_SLACK_BOT_TOKEN, ASKDESK_SLACK_APP_TOKEN and ASKDESK_SLACK_SIGNING_SECRET."
        })
final class SlackCommand implements Callable<Integer> {
    private static final int MOST_PROMPTS = 3;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOW",
            description = "socket (Socket Mode), http (Events API) or both; without it, the setting slack.listen.")
    @Nullable
    Listen listen;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "2",
            description = "Connections of Socket Mode, 1 to 10; Slack gives each event to one of them.")
    int connections;

    @Mixin
    SetupOptions setup;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() throws InterruptedException {
        if (connections < 1 || connections > 10) {
            throw UserError.usage("--connections is " + connections + ", but must be 1 to 10.");
        }
        Settings settings = setup.settings();
        TemporalProfile profile = TemporalProfile.load(server);
        if (profile.address() == null) {
            throw UserError.environment(
                    "Slack needs a Temporal server behind it: give --server HOST:PORT or set TEMPORAL_ADDRESS.", null);
        }
        Listen how = listen == null ? settings.slack().listen() : listen;
        CountDownLatch stopped = new CountDownLatch(1);
        try (Connection connection = Connection.remote(settings, profile);
                SlackListener slack = start(settings, connection, how)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(slack, stopped), "askdesk-stop"));
            spec.commandLine()
                    .getOut()
                    .println("Ready: " + slack.shown() + "; conversations on " + connection.where() + ", task queue "
                            + settings.taskQueue() + ".");
            spec.commandLine().getOut().flush();
            stopped.await();
        }
        return ExitCodes.OK;
    }

    private SlackListener start(Settings settings, Connection connection, Listen how) {
        return SlackListener.start(
                settings.slack(),
                connection.client(),
                settings.taskQueue(),
                settings.desk().taskQueue(),
                ConversationOptions.limits(connection, settings.limits()),
                new SlackListener.Options(how, connections, prompts(Databases.catalog(settings))));
    }

    /** Of the catalog's verified questions those that everybody may ask. */
    private static List<String> prompts(Catalog catalog) {
        SqlGuard guard = new SqlGuard(catalog, 1);
        return catalog.verified().stream()
                .filter(known -> guard.admit(known.sql(), Asker.named("")).problem() == null)
                .map(Catalog.VerifiedQuestion::question)
                .limit(MOST_PROMPTS)
                .toList();
    }

    private void stop(SlackListener slack, CountDownLatch stopped) {
        spec.commandLine().getErr().println("askdesk: stopping.");
        spec.commandLine().getErr().flush();
        slack.close();
        stopped.countDown();
    }
}
