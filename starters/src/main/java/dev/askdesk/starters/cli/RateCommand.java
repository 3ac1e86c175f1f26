package dev.askdesk.starters.cli;

import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.Turn;
import io.temporal.client.WorkflowNotFoundException;
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
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:noted", "1:the server cannot be reached", "2:wrong usage: nothing was said under that name"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk rate --server localhost:7233 --conversation q3 up",
            "  askdesk rate --server localhost:7233 --conversation q3 down --correction \"it counts each fund twice\"",
            "  askdesk rate --server localhost:7233 --conversation q3 down --sql \"SELECT …\"",
            "%nIn askdesk chat the same is /up and /down."
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

    @Option(names = "--sql", paramLabel = "SQL", description = "The SQL that would have been right.")
    @Nullable
    String sql;

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
        if (conversation.id == null) {
            throw UserError.usage("Which conversation? Name it with --conversation.");
        }
        TemporalProfile profile = TemporalProfile.load(server);
        if (profile.address() == null) {
            throw UserError.usage(
                    "Without a server, conversations end with their process: rate with /up and /down in askdesk chat.");
        }
        try (Connection connection = Connection.remote(settings, profile)) {
            ConversationClient client = conversation.client(connection, settings);
            String about = about(turns(client));
            client.rate(new Feedback(about, settings.user(), way.equals("up"), correction, sql));
        }
        spec.commandLine().getOut().println("Noted, thank you.");
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private List<Turn> turns(ConversationClient client) {
        try {
            return client.transcript().turns();
        } catch (WorkflowNotFoundException none) {
            throw UserError.usage("There is no conversation '" + client.name()
                    + "': name the one that was asked, with --conversation.");
        }
    }

    /** The message that is judged. */
    private String about(List<Turn> turns) {
        if (turns.isEmpty()) {
            throw UserError.usage("This conversation has no answer yet.");
        }
        String named = messageId;
        if (named == null) {
            return turns.get(turns.size() - 1).message().messageId();
        }
        if (turns.stream().noneMatch(turn -> turn.isOf(named))) {
            throw UserError.usage("This conversation remembers no message '" + named + "'; its messages are "
                    + String.join(
                            ", ",
                            turns.stream()
                                    .map(turn -> turn.message().messageId())
                                    .toList())
                    + ".");
        }
        return named;
    }
}
