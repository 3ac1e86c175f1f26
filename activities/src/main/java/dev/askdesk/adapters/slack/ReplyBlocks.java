package dev.askdesk.adapters.slack;

import com.slack.api.model.block.LayoutBlock;
import dev.askdesk.workflows.ask.ChatActivity.OpenRequest;
import dev.askdesk.workflows.ask.ChatActivity.PanelRequest;
import dev.askdesk.workflows.ask.ChatActivity.ProgressRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReminderRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReplyRequest;
import dev.askdesk.workflows.ask.Executing;
import dev.askdesk.workflows.ask.QuestionMachine;
import dev.askdesk.workflows.ask.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** What Ask shows in Slack. Whatever the data, a message is within Slack's limits, and nothing in it is read as markup. */
public final class ReplyBlocks {
    private final @Nullable Function<String, String> runUrl;

    /** @param runUrl from a conversation's id to the page that shows its run; {@code null} where there is none */
    public ReplyBlocks(@Nullable Function<String, String> runUrl) {
        this.runUrl = runUrl;
    }

    /** The {@code block_id} of the first block of a question's message, by which the message is found again. */
    public static String placeId(String conversationId, String messageId) {
        return "askdesk." + DigestUtils.sha256Hex(conversationId + "\n" + messageId);
    }

    /** The same of the reminder of a clarifying question. */
    public static String reminderPlaceId(String conversationId, String messageId) {
        return placeId(conversationId, messageId) + ".reminder";
    }

    /** The same of the message that an answer's files are attached to. */
    public static String filesPlaceId(String conversationId, String messageId) {
        return placeId(conversationId, messageId) + ".files";
    }

    /** The question of a command, which begins a thread. */
    SlackMessage opening(OpenRequest request) {
        return new SlackMessage(
                spoken(request.text()),
                List.of(BlockParts.rich(
                        placeId(request.channel() + "/command", request.commandId()),
                        BlockParts.section(List.of(BlockParts.person(request.userId()), BlockParts.text(" asks:"))),
                        BlockParts.section(BlockParts.words(request.text())))));
    }

    /** For whoever may not see what they wish to see. */
    static SlackMessage denied() {
        return notice("You may not see what this rests on.");
    }

    /** A short text of ours. */
    static SlackMessage notice(String text) {
        return new SlackMessage(
                spoken(text), List.of(BlockParts.rich("askdesk.notice", BlockParts.section(BlockParts.words(text)))));
    }

    /** How far the question is, with a button that stops it. */
    public SlackMessage progress(ProgressRequest request) {
        String phase = phase(request.phase());
        Button button = new Button(request.conversationId(), request.messageId(), request.userId(), null);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.rich(
                placeId(request.conversationId(), request.messageId()),
                BlockParts.section(List.of(BlockParts.text(phase)))));
        blocks.addAll(BlockParts.actions(BlockParts.button("Stop", Button.Action.STOP.id(), button, false)));
        return new SlackMessage(phase, blocks);
    }

    /** The reply, as all who read along see it. */
    public SlackMessage reply(ReplyRequest request) {
        String place = placeId(request.conversationId(), request.messageId());
        Button button = new Button(
                request.conversationId(), request.messageId(), request.message().userId(), null);
        return reply(request.reply(), button, place, true);
    }

    /** What stands for a reply that only its asker may see: nothing of the question or the reply is in it. */
    public SlackMessage privately(ReplyRequest request) {
        String asker = request.message().userId();
        Button button = new Button(request.conversationId(), request.messageId(), asker, null);
        String why = ": some people here may not see the data that it rests on.";
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.rich(
                placeId(request.conversationId(), request.messageId()),
                BlockParts.section(List.of(
                        BlockParts.text("The reply is for "),
                        BlockParts.person(asker),
                        BlockParts.text(" alone" + why)))));
        blocks.addAll(BlockParts.actions(BlockParts.button("Show it to me", Button.Action.ANSWER.id(), button, true)));
        return new SlackMessage("The reply is for the person who asked alone" + why, blocks);
    }

    /** What a click on a button shows to the one who clicked. */
    public SlackMessage panel(PanelRequest request) {
        if (request.turn() == null) {
            String text = "This answer is too old to show more about it. Please ask again.";
            return new SlackMessage(text, List.of(BlockParts.rich(null, BlockParts.section(BlockParts.words(text)))));
        }
        PanelBlocks panel = new PanelBlocks(request.turn(), link(request.conversationId()));
        return switch (request.panel()) {
            case EVIDENCE -> panel.evidence();
            case SQL -> panel.sql();
            case ANSWER -> answer(request, request.turn().reply());
        };
    }

    /** The question that waits for its asker. */
    public SlackMessage reminder(ReminderRequest request) {
        String place = reminderPlaceId(request.conversationId(), request.messageId());
        String text = " the question above waits for your reply until " + Moments.shown(request.until())
                + ". Pick an option, or reply in this thread.";
        return new SlackMessage(
                Mrkdwn.literal("A reminder:" + text),
                List.of(BlockParts.rich(
                        place,
                        BlockParts.section(
                                List.of(BlockParts.person(request.userId()), BlockParts.text("," + text))))));
    }

    private SlackMessage answer(PanelRequest request, @Nullable Reply reply) {
        if (reply == null || request.turn() == null) {
            String text = "This question has no reply yet.";
            return new SlackMessage(text, List.of(BlockParts.rich(null, BlockParts.section(BlockParts.words(text)))));
        }
        Button button = new Button(
                request.conversationId(),
                request.turn().message().messageId(),
                request.turn().message().userId(),
                null);
        return reply(reply, button, null, false);
    }

    /** @param inThread whether files can be attached to it */
    private SlackMessage reply(Reply reply, Button button, @Nullable String place, boolean inThread) {
        if (reply instanceof Reply.Answer answer) {
            return new AnswerBlocks(answer, button, inThread).message(place);
        }
        if (reply instanceof Reply.ClarifyingQuestion question) {
            return new OptionBlocks(question, button).message(place);
        }
        if (reply instanceof Reply.Failed failed) {
            return failed(failed, place, link(button.conversationId()));
        }
        return new SlackMessage(
                spoken(reply.text()),
                List.of(BlockParts.rich(place, BlockParts.section(BlockParts.words(reply.text())))));
    }

    private static SlackMessage failed(Reply.Failed failed, @Nullable String place, @Nullable String link) {
        if (failed.reason().equals(QuestionMachine.CANCELLED)) {
            String text = "Stopped, as asked.";
            return new SlackMessage(text, List.of(BlockParts.rich(place, BlockParts.section(BlockParts.words(text)))));
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.rich(place, BlockParts.section(BlockParts.words(failed.text()))));
        blocks.add(BlockParts.context("No answer: " + FailureWords.of(failed.reason())));
        if (link != null) {
            blocks.add(BlockParts.rich(null, BlockParts.section(List.of(BlockParts.link(link, "What happened")))));
        }
        return new SlackMessage(spoken(failed.text()), blocks);
    }

    /** What is read out, never empty. */
    static String spoken(String text) {
        return text.isBlank() ? "A reply to your question" : Mrkdwn.literal(text.strip(), SlackMessage.MAX_TEXT);
    }

    private @Nullable String link(String conversationId) {
        String url = runUrl == null ? null : runUrl.apply(conversationId);
        return url != null && url.matches("https?://\\S{1,2900}") ? url : null;
    }

    private static String phase(String phase) {
        return switch (phase) {
            case "Understanding" -> "Understanding the question…";
            case "Executing" -> "Running the query…";
            case Executing.WAKING -> "The data warehouse is asleep; it takes some minutes to start…";
            case "Comparing" -> "Comparing ways to read the question…";
            case "Interpreting" -> "Wording the answer…";
            default -> "Working on it…";
        };
    }
}
