package dev.askdesk.starters.cli;

import dev.askdesk.rendering.Safe;
import dev.askdesk.rendering.SqlLayout;
import dev.askdesk.starters.cli.Asking.Outcome;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation line by line. Lines that begin with a slash are for the chat itself. */
final class Chat {
    private static final List<String> HELP = List.of(
            "Write a question, or a reply to what was asked back; a number picks an option.",
            "  /sql               the SQL of the last answer",
            "  /transcript        the conversation so far",
            "  /up                the last answer helped",
            "  /down [CORRECTION] it did not, and what would have been right, in words or as SQL",
            "  /cancel            drop the question that waits for a reply",
            "  /quit              end the chat; with a server the conversation stays, to come back to");

    private final Terminal terminal;
    private final ConversationClient conversation;
    private final Asking asking;
    private final String userId;
    private @Nullable Outcome last;

    Chat(Terminal terminal, ConversationClient conversation, Asking asking, String userId) {
        this.terminal = terminal;
        this.conversation = conversation;
        this.asking = asking;
        this.userId = userId;
    }

    /** Reads to the end of the input or {@code /quit}. */
    void run(BufferedReader lines) throws IOException {
        if (terminal.interactive()) {
            say("Conversation " + conversation.name() + ". /help lists the commands, /quit ends.");
        }
        while (true) {
            if (terminal.interactive()) {
                terminal.out().print(terminal.bold("> "));
                terminal.out().flush();
            }
            String line = lines.readLine();
            if (line == null || line.strip().equals("/quit")) {
                return;
            }
            if (!line.isBlank()) {
                take(line.strip());
            }
        }
    }

    /** A line that can't be used is said to be so; the conversation goes on. */
    private void take(String line) {
        try {
            if (line.startsWith("/")) {
                command(line);
            } else {
                ask(option(line));
            }
        } catch (UserError e) {
            if (e.exitCode() != ExitCodes.USAGE) {
                throw e;
            }
            say(Safe.oneLine(e.getMessage()));
        }
    }

    private void ask(String text) {
        Outcome outcome = asking.ask(text);
        last = outcome;
        new ReplyText(terminal).lines(outcome.reply(), outcome.repairs()).forEach(terminal.out()::println);
        say("");
    }

    private void command(String line) {
        String[] words = line.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "/help" -> HELP.forEach(this::say);
            case "/sql" -> sql();
            case "/transcript" -> conversation.transcript().turns().forEach(this::print);
            case "/up", "/good" -> rate(true, null);
            case "/down", "/bad" -> rate(false, rest.isBlank() ? null : rest);
            case "/cancel" -> cancel();
            default -> say("There is no " + words[0] + "; /help lists the commands.");
        }
    }

    /** A bare number stands for an option while options are open; a number asked back for stays one otherwise. */
    private String option(String line) {
        if (last != null && last.reply() instanceof Reply.ClarifyingQuestion question && line.matches("\\d{1,3}")) {
            int number = Integer.parseInt(line);
            if (number >= 1 && number <= question.options().size()) {
                return question.options().get(number - 1);
            }
        }
        return line;
    }

    private void sql() {
        if (last != null && last.reply() instanceof Reply.Answer answer) {
            SqlLayout.lines(Safe.text(answer.evidence().sql())).forEach(this::say);
        } else {
            say("There is no answer yet.");
        }
    }

    private void rate(boolean helpful, @Nullable String correction) {
        if (last == null) {
            say("There is no answer to rate yet.");
            return;
        }
        conversation.rate(new Feedback(last.messageId(), userId, helpful, correction, null));
        say("Noted, thank you.");
    }

    private void cancel() {
        if (last != null && last.reply() instanceof Reply.ClarifyingQuestion) {
            List<Turn> turns = conversation.transcript().turns();
            conversation.cancel(turns.get(turns.size() - 1).message().messageId());
            last = null;
            say("Cancelled.");
        } else {
            say("No question waits for a reply.");
        }
    }

    private void print(Turn turn) {
        say(terminal.bold("> " + Safe.text(turn.message().text())));
        for (Exchange exchange : turn.clarifications()) {
            say("  asked back: " + Safe.text(String.valueOf(exchange.replyText())));
            say("  > " + Safe.text(exchange.userText()));
        }
        turn.attempts()
                .forEach(attempt -> say(terminal.dim("  tried: " + Safe.text(String.valueOf(attempt.sql())) + " ("
                        + attempt.problem().message() + ")")));
        Reply reply = turn.reply();
        say("  " + (reply == null ? turn.phase() + "…" : Safe.text(reply.text())));
        Feedback feedback = turn.feedback();
        if (feedback != null) {
            say(terminal.dim(feedback.helpful() ? "  rated good" : "  rated bad"));
        }
    }

    private void say(String line) {
        terminal.out().println(line);
        terminal.out().flush();
    }
}
