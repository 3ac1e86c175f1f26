package dev.askdesk.starters.cli;

import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Limits;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which conversation, and who speaks in it. */
final class ConversationOptions {
    @Option(
            names = "--conversation",
            paramLabel = "ID",
            description = "Continue this conversation, or start it under this name.")
    @Nullable
    String id;

    @Option(names = "--user", paramLabel = "ID", description = "Who asks; decides what they may see.")
    @Nullable
    String user;

    Settings settings(SetupOptions setup) {
        if (id != null) {
            checked(id);
        }
        if (user != null) {
            setup.set.put("user", user);
        }
        return setup.settings();
    }

    ConversationClient client(Connection connection, Settings settings) {
        String name = id == null ? UUID.randomUUID().toString().substring(0, 8) : checked(id);
        return new ConversationClient(
                connection.client(), name, settings.taskQueue(), limits(connection, settings.limits()));
    }

    static Limits limits(Connection connection, Limits limits) {
        return new Limits(
                limits.repairs(),
                limits.clarifications(),
                limits.clarificationWait(),
                limits.idle(),
                limits.questionsPerRun(),
                connection.knowsSearchAttributes(),
                limits.candidates());
    }

    /** The whole id of a workflow is taken as well, since that is what --json and the Web UI show. */
    private static String checked(String given) {
        String prefix = ConversationClient.ID_PREFIX;
        String name = given.startsWith(prefix) ? given.substring(prefix.length()) : given;
        if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
            throw UserError.usage("--conversation is '" + given
                    + "', but must be 1 to 100 letters, digits, dots, dashes, underscores.");
        }
        return name;
    }
}
