package dev.askdesk.adapters.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.RichTextElement;
import dev.askdesk.workflows.ask.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question back to the asker, with a button for each possible reply. */
final class OptionBlocks {
    private static final int MAX_OPTIONS = 20;
    /** Characters of all buttons as they are sent: Slack limits a message as a whole, and the words need room too. */
    private static final int MAX_BUTTONS = 9_000;

    private final Reply.ClarifyingQuestion question;
    private final Button button;

    OptionBlocks(Reply.ClarifyingQuestion question, Button button) {
        this.question = question;
        this.button = button;
    }

    SlackMessage message(@Nullable String place) {
        List<RichTextElement> asked = new ArrayList<>();
        asked.add(BlockParts.person(button.userId()));
        asked.add(BlockParts.text(" "));
        asked.addAll(BlockParts.words(question.text()));
        List<@Nullable ButtonElement> buttons = buttons();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.rich(place, BlockParts.section(asked)));
        blocks.addAll(BlockParts.actions(buttons));
        blocks.add(BlockParts.context(hint(buttons.size())));
        return new SlackMessage(ReplyBlocks.spoken(question.text()), blocks);
    }

    private List<@Nullable ButtonElement> buttons() {
        List<@Nullable ButtonElement> buttons = new ArrayList<>();
        int size = 0;
        for (String option : question.options()) {
            Button picked = new Button(button.conversationId(), button.messageId(), button.userId(), option);
            ButtonElement made = BlockParts.button(option, Button.Action.OPTION.id(buttons.size() + 1), picked, false);
            if (made == null || option.isBlank()) {
                continue;
            }
            size += Fit.size(made);
            if (size > MAX_BUTTONS || buttons.size() == MAX_OPTIONS) {
                break;
            }
            buttons.add(made);
        }
        return buttons;
    }

    private String hint(int shown) {
        int all = question.options().size();
        if (shown == 0) {
            return "Reply in this thread.";
        }
        String some = shown < all ? "These are " + shown + " of " + all + " possible replies. " : "";
        return some + "Pick one, or reply in this thread.";
    }
}
