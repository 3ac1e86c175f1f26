package dev.askdesk.starters.cli;

import dev.askdesk.starters.cli.Asking.Outcome;
import dev.askdesk.workers.Settings;
import dev.askdesk.workflows.ask.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code askdesk ask}. */
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description = "Answers one question.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:answered",
            "1:something is missing or unreachable",
            "2:wrong usage: an empty question, or one of more than 4,000 characters",
            "3:a clarifying question came back",
            "4:declined",
            "5:expired: a clarifying question was not replied to in time",
            "6:failed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk ask \"How much have we invested in Databricks?\"",
            "  askdesk ask --json \"Top 5 companies by total invested\" | jq .rows",
            "  askdesk ask --database sales.duckdb --catalog sales.yaml \"How many orders in 2023?\"",
            "  echo \"How many companies are there?\" | askdesk ask -",
            "  askdesk ask --server localhost:7233 --conversation q3 \"And in 2022?\"",
            "%nWithout a server, a conversation lives as long as this process: to reply to a clarifying",
            "question, use `askdesk chat` or a server."
        })
final class AskCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "QUESTION", description = "The question; - reads it from standard input.")
    String question;

    @Option(
            names = "--json",
            description = "Print one JSON object: outcome, text, sql, columns, rows, evidence, "
                    + "usage, options, reason, repairs, workflowId.")
    boolean json;

    @Option(names = "--progress", description = "Show progress even where standard error is no terminal.")
    boolean progress;

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
        String text = Asking.checked(question.equals("-") ? read(System.in) : question);
        Settings settings = conversation.settings(setup);
        Progress shown = new Progress(terminal, progress || terminal.errIsTerminal());
        shown.show("Starting");
        try (Connection connection = Connection.open(settings, server)) {
            ConversationClient client = conversation.client(connection, settings);
            Outcome outcome = new Asking(connection, client, settings.user(), shown).ask(text);
            print(terminal, settings, connection, client, outcome);
            return ExitCodes.of(outcome.reply());
        } finally {
            shown.clear();
        }
    }

    private void print(
            Terminal terminal, Settings settings, Connection connection, ConversationClient client, Outcome outcome) {
        Reply reply = outcome.reply();
        if (json) {
            terminal.out()
                    .println(ReplyJson.of(reply, StoredRows.of(reply, settings), outcome.repairs(), client.workflowId())
                            .toPrettyString());
        } else {
            new ReplyText(terminal).lines(reply, outcome.repairs()).forEach(terminal.out()::println);
            if (reply instanceof Reply.ClarifyingQuestion) {
                terminal.out().println(terminal.dim(howToReply(connection, client)));
            }
        }
        terminal.out().flush();
    }

    private static String howToReply(Connection connection, ConversationClient client) {
        return connection.isEmbedded()
                ? "Ask again with the choice in the question, or use `askdesk chat` to reply."
                : "Reply with: askdesk ask --conversation " + client.name() + " \"…\"";
    }

    /** At most a little more than a question may have, so that a wrong pipe doesn't fill the memory. */
    private static String read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(1_000_000);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
