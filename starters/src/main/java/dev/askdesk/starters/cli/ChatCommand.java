package dev.askdesk.starters.cli;

import dev.askdesk.workers.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code askdesk chat}. */
@Command(
        name = "chat",
        mixinStandardHelpOptions = true,
        description = "A conversation: follow-ups and replies to clarifying questions continue it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the conversation ended", "1:something is missing or unreachable", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk chat",
            "  askdesk chat --server localhost:7233 --conversation q3",
            "  printf 'How many companies are there?\\nAnd in 2022?\\n' | askdesk chat",
            "%nIn a chat: a number picks an option; /help lists what else there is.",
            "Without a server, the conversation lives as long as this process."
        })
final class ChatCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ConversationOptions conversation;

    @Mixin
    SetupOptions setup;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() throws IOException {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Settings settings = conversation.settings(setup);
        Progress progress = new Progress(terminal, terminal.errIsTerminal());
        progress.show("Starting");
        try (Connection connection = Connection.open(settings, server)) {
            connection.requireWorker();
            ConversationClient client = conversation.client(connection, settings);
            Asking asking = new Asking(connection, client, settings.user(), progress);
            progress.clear();
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            new Chat(terminal, client, asking, settings.user()).run(lines);
            return ExitCodes.OK;
        } finally {
            progress.clear();
        }
    }
}
