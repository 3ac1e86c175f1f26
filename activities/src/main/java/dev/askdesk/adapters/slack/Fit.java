package dev.askdesk.adapters.slack;

import com.google.gson.Gson;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import com.slack.api.util.json.GsonFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Slack refuses a message whose blocks are too long as a whole ({@code msg_blocks_too_long}), at about 13,000 characters of
 * their JSON, which its documentation does not say. Ordinary messages are far from it; for the others, the longest texts
 * are cut.
 */
final class Fit {
    private static final int MAX_JSON = 12_500;
    private static final int LEAST_TEXT = 50;
    private static final Gson JSON = GsonFactory.createSnakeCase();
    /** Ours writes longer escapes than Slack's. */
    private static final Pattern LONG_ESCAPES = Pattern.compile("\\\\u00(3[cde]|2[67])");

    private Fit() {}

    /** Whether a message can be as long. */
    static boolean fits(List<LayoutBlock> blocks) {
        return size(blocks) <= MAX_JSON;
    }

    static List<LayoutBlock> whole(List<LayoutBlock> blocks) {
        for (int max = 2_000; max >= LEAST_TEXT && !fits(blocks); max /= 2) {
            for (RichTextSectionElement.Text text : texts(blocks)) {
                text.setText(Lengths.cut(text.getText(), max));
            }
        }
        return List.copyOf(blocks);
    }

    /** Characters of a part of a message as it is sent. */
    static int size(Object part) {
        return LONG_ESCAPES.matcher(JSON.toJson(part)).replaceAll("&lt;").length();
    }

    private static List<RichTextSectionElement.Text> texts(List<LayoutBlock> blocks) {
        List<RichTextSectionElement.Text> texts = new ArrayList<>();
        for (LayoutBlock block : blocks) {
            if (block instanceof RichTextBlock rich) {
                for (BlockElement part : rich.getElements()) {
                    elements(part).stream()
                            .filter(RichTextSectionElement.Text.class::isInstance)
                            .forEach(element -> texts.add((RichTextSectionElement.Text) element));
                }
            }
        }
        return texts;
    }

    private static List<RichTextElement> elements(BlockElement part) {
        if (part instanceof RichTextSectionElement section) {
            return section.getElements();
        }
        return part instanceof RichTextPreformattedElement code ? code.getElements() : List.of();
    }
}
