package dev.askdesk.adapters.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.ContextBlockElement;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.askdesk.adapters.slack.Button.Action;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of a message within Slack's limits, whatever the texts: 50 blocks, 3,000 characters of a section, 75 of a
 * button, 2,000 of its value (https://docs.slack.dev/reference/block-kit/blocks). What does not fit is left out, the last
 * texts first; buttons never.
 */
final class BlockList {
    private static final int MOST = 50;
    /** Kept free for what comes after texts: buttons and a line of context. */
    private static final int RESERVED = 6;

    private static final int MOST_BUTTONS = 25;
    private static final int LABEL = 75;
    private static final int VALUE = 2_000;
    private static final int CONTEXT = 1_000;
    /** Letters of one width in a block, well below what a whole message may have. */
    private static final int FIXED = 2_900;

    private final String id;
    private final List<LayoutBlock> blocks = new ArrayList<>();

    /** @param id of the first block, by which the message is found */
    BlockList(String id) {
        this.id = id;
    }

    /** A text that is shown as it is. */
    BlockList plain(String text) {
        for (String part : parts(text, SlackMessage.SECTION)) {
            add(SectionBlock.builder().blockId(next()).text(Mrkdwn.plain(part)).build());
        }
        return this;
    }

    /** A text of ours in Slack's markup: whatever others wrote in it has been made inert. */
    BlockList marked(String text) {
        add(SectionBlock.builder()
                .blockId(next())
                .text(MarkdownTextObject.builder()
                        .text(Mrkdwn.cut(text, SlackMessage.SECTION))
                        .verbatim(true)
                        .build())
                .build());
        return this;
    }

    /** Lines of one width, such as a table or a statement. */
    BlockList fixed(String text) {
        for (String part : parts(text, FIXED)) {
            RichTextBlock block = Mrkdwn.fixed(part);
            block.setBlockId(next());
            add(block);
        }
        return this;
    }

    /** A small grey line. */
    BlockList context(String text) {
        ContextBlockElement words = Mrkdwn.plain(Mrkdwn.cut(text, CONTEXT));
        blocks.add(
                ContextBlock.builder().blockId(next()).elements(List.of(words)).build());
        return this;
    }

    /** Buttons; of too many, the first ones, and those whose value is too long are left out. */
    BlockList buttons(List<ButtonElement> buttons) {
        List<BlockElement> fitting = new ArrayList<>();
        buttons.stream()
                .filter(button -> button.getValue() == null || button.getValue().length() <= VALUE)
                .limit(MOST_BUTTONS)
                .forEach(fitting::add);
        if (!fitting.isEmpty()) {
            blocks.add(ActionsBlock.builder().blockId(next()).elements(fitting).build());
        }
        return this;
    }

    static ButtonElement button(String label, String actionId, Button value) {
        return ButtonElement.builder()
                .text(Mrkdwn.plain(Mrkdwn.cut(label, LABEL)))
                .actionId(actionId)
                .value(value.value())
                .build();
    }

    static ButtonElement button(String label, Action action, Button value) {
        return button(label, action.id(), value);
    }

    /** @param text for whoever does not see blocks; escaped here */
    SlackMessage message(String text) {
        String shown = text.isBlank() ? "…" : text;
        return new SlackMessage(Mrkdwn.cut(Mrkdwn.escaped(shown), SlackMessage.SECTION), blocks);
    }

    private void add(LayoutBlock block) {
        if (blocks.size() < MOST - RESERVED) {
            blocks.add(block);
        }
    }

    private String next() {
        return blocks.isEmpty() ? id : "part" + blocks.size();
    }

    /** At line ends where there are some. */
    private static List<String> parts(String text, int most) {
        List<String> parts = new ArrayList<>();
        String rest = text.strip();
        while (rest.length() > most) {
            int end = rest.lastIndexOf('\n', most);
            if (end < most / 2) {
                end = Character.isHighSurrogate(rest.charAt(most - 1)) ? most - 1 : most;
            }
            parts.add(rest.substring(0, end));
            rest = rest.substring(end).replaceFirst("^\\n", "");
        }
        parts.add(rest.isEmpty() ? "–" : rest);
        return parts;
    }
}
