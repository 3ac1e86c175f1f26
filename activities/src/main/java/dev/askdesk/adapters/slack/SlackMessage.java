package dev.askdesk.adapters.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

/**
 * A message, as it is posted.
 *
 * @param text what a notification and a screen reader say; plain, never empty, at most {@value #MAX_TEXT} characters
 * @param blocks what is seen; each within Slack's limits, and all together
 */
public record SlackMessage(String text, List<LayoutBlock> blocks) {
    public static final int MAX_TEXT = 3_000;

    public SlackMessage {
        blocks = Fit.whole(blocks);
    }

    /** The same as one block of plain text, for when Slack does not take the blocks: some reply is better than none. */
    SlackMessage plain() {
        return new SlackMessage(
                text,
                List.of(BlockParts.rich(
                        blocks.get(0).getBlockId(), BlockParts.section(BlockParts.words(Lengths.cut(text, 2_000))))));
    }
}
