package dev.askdesk.starters.cli;

import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.Turn;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk rate}. */
@Command(
        name = "rate",
        mixinStandardHelpOptions = true,
        description = "Says whether the last answer of a conversation helped, and what would have been right.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk rate --server localhost:7233 --conversation q3 up",
            "  askdesk rate --server localhost:7233 --conversation q3 down --correction \"SELECT …\"",
            "%nIn askdesk chat the same is /good and /bad."
        })
final class RateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "up|down", description = "Whether it helped.")
    String thumb;

    @Option(names = "--message", paramLabel = "ID", description = "An earlier message instead of the last one.")
    @Nullable
    String messageId;

    @Option(
            names = "--correction",
            paramLabel = "TEXT",
            description = "What would have been right, in words or as SQL.")
    @Nullable
    String correction;

    @Mixin
    ConversationOptions conversation;

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
        Settings settings = conversation.settings(setup);
        try (Connection connection = Connection.open(settings, server)) {
            if (connection.isEmbedded()) {
                throw UserError.usage(
                        "Without a server, conversations end with their process: rate with /good and /bad in askdesk chat.");
            }
            ConversationClient client = conversation.client(connection, settings);
            List<Turn> turns = client.transcript().turns();
            if (turns.isEmpty()) {
                throw UserError.usage("This conversation has no answer yet.");
            }
            String about =
                    messageId == null ? turns.get(turns.size() - 1).message().messageId() : messageId;
            client.rate(new Feedback(about, settings.user(), way.equals("up"), correction, null));
        }
        spec.commandLine().getOut().println("Noted, thank you.");
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}
