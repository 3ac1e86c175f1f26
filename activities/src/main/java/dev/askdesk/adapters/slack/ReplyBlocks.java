package dev.askdesk.adapters.slack;

import com.slack.api.model.block.element.ButtonElement;
import dev.askdesk.adapters.slack.Button.Action;
import dev.askdesk.rendering.TextTable;
import dev.askdesk.workflows.ask.ChatActivity.OpenRequest;
import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.ChatActivity.PanelRequest;
import dev.askdesk.workflows.ask.ChatActivity.ProgressRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReminderRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReplyRequest;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Preview;
import dev.askdesk.workflows.ask.QuestionMachine;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What Ask says in Slack, as blocks. No text of a person, a model or the data is read as markup. */
public final class ReplyBlocks {
    /** Rows and width of a table within the message; the rest is in a file. */
    static final int WIDTH = 96;

    private static final int MOST_OPTIONS = 20;

    private final UnaryOperator<String> runLink;

    /** @param runLink the Web UI's page of a workflow id; empty where there is none */
    public ReplyBlocks(UnaryOperator<String> runLink) {
        this.runLink = runLink;
    }

    /** The id of the first block of the message that replies to another one. */
    public static String placeId(String conversationId, String messageId) {
        return Mrkdwn.cut("askdesk/" + conversationId + "/" + messageId, 200);
    }

    SlackMessage opening(OpenRequest request) {
        return new BlockList(placeId(request.channel() + "/command", request.commandId()))
                .marked(Mrkdwn.mention(request.userId()) + " asks:")
                .plain(request.text())
                .message(request.text());
    }

    SlackMessage progress(ProgressRequest request) {
        String text =
                switch (request.phase()) {
                    case "Understanding" -> "Understanding the question…";
                    case "Executing" -> "Running the query…";
                    case "Comparing" -> "Comparing ways to ask the data…";
                    case "Interpreting" -> "Wording the answer…";
                    default -> "Working on it…";
                };
        Button stop = new Button(request.conversationId(), request.messageId(), request.userId(), null);
        return new BlockList(placeId(request.conversationId(), request.messageId()))
                .plain("⏳ " + text)
                .buttons(List.of(BlockList.button("Stop", Action.STOP, stop)))
                .message(text);
    }

    SlackMessage reply(ReplyRequest request) {
        BlockList blocks = new BlockList(placeId(request.conversationId(), request.messageId()));
        return shown(
                blocks,
                request.reply(),
                new Button(
                        request.conversationId(),
                        request.message().messageId(),
                        request.message().userId(),
                        null));
    }

    private SlackMessage shown(BlockList blocks, Reply reply, Button about) {
        if (reply instanceof Reply.Answer answer) {
            answer(blocks, answer);
            blocks.buttons(judging(about));
        } else if (reply instanceof Reply.ClarifyingQuestion asked) {
            asked(blocks, asked, about);
        } else if (reply instanceof Reply.Failed failed) {
            failed(blocks, failed, about);
        } else {
            blocks.plain(reply.text());
        }
        return blocks.message(reply.text());
    }

    private static void answer(BlockList blocks, Reply.Answer answer) {
        blocks.plain(answer.text());
        Preview preview = answer.preview();
        boolean tabular = preview.rows().size() > 1 || preview.columns().size() > 1;
        if (tabular && !preview.rows().isEmpty()) {
            blocks.fixed(String.join("\n", TextTable.lines(preview, WIDTH)));
            long more = answer.evidence().rowCount()
                    - Math.min(TextTable.ROWS, preview.rows().size());
            if (more > 0) {
                blocks.context("… and " + more + (more == 1 ? " more row" : " more rows") + ", in the file below"
                        + (answer.evidence().truncated() ? "; cut at the row limit: there are more" : ""));
            }
        }
        blocks.context(footing(answer.evidence()));
    }

    private static String footing(Evidence evidence) {
        List<String> parts = new ArrayList<>();
        if (evidence.asOf() != null) {
            parts.add("as of " + evidence.asOf());
        }
        parts.add("from " + String.join(", ", evidence.tables()));
        if (!evidence.assumptions().isEmpty()) {
            parts.add(
                    evidence.assumptions().size() == 1
                            ? "1 assumption"
                            : evidence.assumptions().size() + " assumptions");
        }
        if (evidence.verifiedQuery()) {
            parts.add("verified query");
        }
        parts.add(evidence.model());
        return String.join("  ·  ", parts);
    }

    private static List<ButtonElement> judging(Button about) {
        return List.of(
                BlockList.button("Evidence", Action.EVIDENCE, about),
                BlockList.button("Show SQL", Action.SQL, about),
                BlockList.button("👍", Action.UP, about),
                BlockList.button("👎", Action.DOWN, about),
                BlockList.button("Wrong?", Action.WRONG, about));
    }

    private static void asked(BlockList blocks, Reply.ClarifyingQuestion asked, Button about) {
        blocks.marked(Mrkdwn.mention(about.userId()) + " " + Mrkdwn.escaped(asked.text()));
        List<ButtonElement> buttons = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_OPTIONS, asked.options().size()); i++) {
            String option = asked.options().get(i);
            Button value = new Button(about.conversationId(), about.messageId(), about.userId(), option);
            buttons.add(BlockList.button(option, Action.OPTION.id(i + 1), value));
        }
        blocks.buttons(buttons);
        if (!buttons.isEmpty()) {
            int left = asked.options().size() - buttons.size();
            blocks.context("Pick one, or reply in this thread in your own words."
                    + (left > 0 ? " " + left + " more are possible." : ""));
        }
    }

    private void failed(BlockList blocks, Reply.Failed failed, Button about) {
        if (failed.reason().equals(QuestionMachine.CANCELLED)) {
            blocks.plain("Stopped, as asked.");
            return;
        }
        blocks.plain("⚠️ " + failed.text());
        String link = runLink.apply(about.conversationId());
        if (!link.isEmpty()) {
            blocks.marked("<" + link.replace("|", "%7C").replace(">", "%3E") + "|What happened, step by step>");
        }
        blocks.context("Reason: " + failed.reason());
    }

    /** What stands in the thread in place of a reply that not all may see: nothing of it. */
    SlackMessage privately(ReplyRequest request) {
        String asker = request.message().userId();
        Button about = new Button(request.conversationId(), request.message().messageId(), asker, null);
        return new BlockList(placeId(request.conversationId(), request.messageId()))
                .marked("🔒 The reply is for " + Mrkdwn.mention(asker)
                        + " alone: not everybody here may see the data that it rests on.")
                .buttons(List.of(BlockList.button("Show it to me", Action.ANSWER, about)))
                .message("The reply is for the asker alone.");
    }

    /** For one person's eyes. */
    SlackMessage panel(PanelRequest request) {
        Turn turn = request.turn();
        Reply reply = turn == null ? null : turn.reply();
        BlockList blocks = new BlockList("askdesk-panel");
        if (turn == null || reply == null) {
            return notice("I do not remember this question any more. Ask it again.");
        }
        Button about = new Button(
                request.conversationId(),
                turn.message().messageId(),
                turn.message().userId(),
                null);
        if (request.panel() == Panel.ANSWER) {
            return shown(blocks, reply, about);
        }
        if (!(reply instanceof Reply.Answer answer)) {
            return notice("This question has no answer, so there is nothing that it rests on.");
        }
        return request.panel() == Panel.SQL
                ? EvidencePanel.sql(blocks, answer.evidence())
                : EvidencePanel.evidence(blocks, turn, answer, runLink.apply(request.conversationId()));
    }

    SlackMessage denied() {
        return notice("You may not see what this rests on.");
    }

    private static SlackMessage notice(String text) {
        return new BlockList("askdesk-notice").plain(text).message(text);
    }

    SlackMessage reminder(ReminderRequest request) {
        String day = request.until().substring(0, Math.min(10, request.until().length()));
        return new BlockList(placeId(request.conversationId(), request.messageId() + "/reminder"))
                .marked(Mrkdwn.mention(request.userId())
                        + " I still need your reply to my question above. I stop waiting for it on "
                        + Mrkdwn.escaped(day)
                        + ".")
                .message("I still need your reply to my question above.");
    }

    /** What goes with files; empty where they speak for themselves. */
    String fileComment(ReplyRequest request) {
        return request.everybody() ? "" : "The rows of the answer to your question in <#" + channel(request) + ">.";
    }

    private static String channel(ReplyRequest request) {
        return request.conversationId().split("/", -1)[1];
    }
}
