package dev.askdesk.adapters.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import java.util.List;

/**
 * What is posted.
 *
 * @param text read aloud, and shown in notifications, in place of the blocks; escaped already
 * @param blocks at least one; the first one's id is what the message is found by
 */
public record SlackMessage(String text, List<LayoutBlock> blocks) {
    /** Most characters of a section: https://docs.slack.dev/reference/block-kit/blocks/section-block. */
    static final int SECTION = 3_000;

    public SlackMessage {
        blocks = List.copyOf(blocks);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("a message has a block");
        }
    }

    /** The same as one block of plain text, for when Slack does not take the blocks: some reply is better than none. */
    SlackMessage plain() {
        String shown = text.length() <= SECTION ? text : text.substring(0, SECTION - 1) + "…";
        return new SlackMessage(
                shown,
                List.of(SectionBlock.builder()
                        .blockId(blocks.get(0).getBlockId())
                        .text(new PlainTextObject(shown.isBlank() ? "…" : shown, false))
                        .build()));
    }
}
