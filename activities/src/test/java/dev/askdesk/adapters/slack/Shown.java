package dev.askdesk.adapters.slack;

import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.ChatActivity.PanelRequest;
import dev.askdesk.workflows.ask.ChatActivity.ProgressRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReminderRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReplyRequest;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.wire.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Replies to show. */
final class Shown {
    static final String ASKER = "U07ASKER1";
    static final String CONVERSATION = "ask/C01/1712345678.000100";
    static final String MESSAGE = "1712345678.000200";
    static final Usage USAGE = new Usage("gpt", 2, 1_200, 80, 0.0123);

    private Shown() {}

    static ReplyRequest request(Reply reply) {
        UserMessage asked = new UserMessage(MESSAGE, ASKER, "How much in Acme?", Instant.EPOCH);
        return new ReplyRequest(CONVERSATION, MESSAGE, asked, reply, null, true);
    }

    static ReplyRequest question(String text, List<String> options) {
        return request(new Reply.ClarifyingQuestion(text, options, USAGE));
    }

    static Reply.Answer answer(String text, Preview preview, long rows, boolean truncated) {
        Evidence evidence = new Evidence(
                "SELECT 1",
                List.of("companies"),
                List.of(),
                List.of(),
                "2024-12-31",
                rows,
                truncated,
                "h",
                true,
                null,
                "gpt");
        return new Reply.Answer(text, preview, evidence, USAGE);
    }

    static Preview preview(int columns, int rows, @Nullable String cell) {
        List<List<@Nullable String>> cells = Collections.nCopies(rows, Collections.nCopies(columns, cell));
        return new Preview(Collections.nCopies(columns, "c"), Collections.nCopies(columns, "text"), cells);
    }

    static PanelRequest panel(Panel panel, @Nullable Reply reply) {
        UserMessage asked = new UserMessage(MESSAGE, ASKER, "How much in Acme?", Instant.EPOCH);
        Attempt attempt = new Attempt("SELEC", Problem.of(Problem.Kind.SYNTAX, "no"));
        Turn turn = new Turn(asked, "Finished", List.of(attempt), List.of(), reply, null, List.of());
        return new PanelRequest(CONVERSATION, ASKER, panel, turn);
    }

    /** Every message that there is, with the same text in every place that takes one. */
    static List<SlackMessage> everyMessage(ReplyBlocks blocks, String text) {
        Preview preview = new Preview(
                List.of(text, "n"),
                List.of("text", "number"),
                List.of(List.of(text, "12345678"), Collections.nCopies(2, null), List.of(text, text)));
        Evidence evidence = new Evidence(
                text,
                Collections.nCopies(30, text),
                Collections.nCopies(30, text),
                Collections.nCopies(30, text),
                text,
                60,
                true,
                text,
                false,
                null,
                text);
        List<Reply> replies = List.of(
                new Reply.Answer(text, preview, evidence, USAGE),
                new Reply.Answer(text, Preview.EMPTY, evidence, USAGE),
                new Reply.ClarifyingQuestion(text, Collections.nCopies(30, text), USAGE),
                new Reply.Declined(text, USAGE),
                new Reply.Expired(text, USAGE),
                new Reply.Failed(text, text, USAGE));
        List<SlackMessage> messages = new ArrayList<>();
        for (Reply reply : replies) {
            messages.add(blocks.reply(request(reply)));
            messages.add(blocks.privately(request(reply)));
            for (Panel panel : Panel.values()) {
                messages.add(blocks.panel(panel(panel, reply)));
            }
        }
        messages.add(blocks.progress(new ProgressRequest(CONVERSATION, MESSAGE, ASKER, text, null, false)));
        messages.add(blocks.reminder(new ReminderRequest(CONVERSATION, MESSAGE, ASKER, text)));
        return messages;
    }
}
