package dev.askdesk.adapters.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Blocks within Slack's limits. Text is always literal ({@code rich_text} or {@code plain_text}), so that nothing in it is
 * read as markup.
 */
final class BlockParts {
    /** Slack refuses messages whose blocks have about 13,000 characters in all, so each part gets a share. */
    static final int MAX_WORDS = 3_000;

    static final int MAX_CODE = 2_800;
    /** More changes between bold and not are noise, and take room. */
    private static final int MAX_RUNS = 60;

    private static final int MAX_CONTEXT = 600;
    private static final int MAX_LABEL = 75;
    private static final int MAX_VALUE = 2_000;
    private static final int MAX_BUTTONS = 25;
    /** Slack refuses empty text. */
    private static final String NOTHING = "–";

    private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,30}");

    private BlockParts() {}

    static RichTextSectionElement.Text text(String text) {
        return styled(text, null);
    }

    static RichTextSectionElement.Text bold(String text) {
        return styled(
                text, RichTextSectionElement.TextStyle.builder().bold(true).build());
    }

    static RichTextSectionElement.Text code(String text) {
        return styled(
                text, RichTextSectionElement.TextStyle.builder().code(true).build());
    }

    /** A person, mentioned where the id is one of Slack's. */
    static RichTextElement person(String userId) {
        return USER.matcher(userId).matches()
                ? RichTextSectionElement.User.builder().userId(userId).build()
                : text("the person who asked");
    }

    static RichTextElement link(String url, String label) {
        return RichTextSectionElement.Link.builder().url(url).text(label).build();
    }

    /** What a model or a person wrote: bold stays bold, the rest is literal. */
    static List<RichTextElement> words(String written) {
        String words = Lengths.cut(Mrkdwn.visible(written).strip(), MAX_WORDS);
        List<RichTextElement> elements = new ArrayList<>();
        Matcher bold = Mrkdwn.bold(words);
        int from = 0;
        while (elements.size() < MAX_RUNS && bold.find()) {
            if (bold.start() > from) {
                elements.add(text(words.substring(from, bold.start())));
            }
            elements.add(bold(Mrkdwn.boldText(bold)));
            from = bold.end();
        }
        if (from < words.length() || elements.isEmpty()) {
            elements.add(text(words.substring(from)));
        }
        return elements;
    }

    static RichTextSectionElement section(List<? extends RichTextElement> elements) {
        return RichTextSectionElement.builder().elements(List.copyOf(elements)).build();
    }

    /** Lines in letters of one width; not empty, and free of what is not seen except where that aligns them. */
    static RichTextPreformattedElement preformatted(String lines) {
        return RichTextPreformattedElement.builder()
                .elements(List.of(literal(lines, null)))
                .build();
    }

    static LayoutBlock rich(@Nullable String blockId, List<? extends BlockElement> parts) {
        return RichTextBlock.builder()
                .blockId(blockId)
                .elements(List.copyOf(parts))
                .build();
    }

    static LayoutBlock rich(@Nullable String blockId, BlockElement... parts) {
        return rich(blockId, List.of(parts));
    }

    /** A small grey line. */
    static LayoutBlock context(String line) {
        return ContextBlock.builder()
                .elements(List.of(plain(label(line, MAX_CONTEXT))))
                .build();
    }

    /** @return {@code null} where the value is longer than Slack takes: half a value would name something else */
    static @Nullable ButtonElement button(String label, String actionId, Button button, boolean primary) {
        String value = button.value();
        if (value.length() > MAX_VALUE) {
            return null;
        }
        return ButtonElement.builder()
                .text(plain(label(label, MAX_LABEL)))
                .actionId(actionId)
                .value(value)
                .style(primary ? "primary" : null)
                .build();
    }

    /** The buttons that there are, in a row; nothing where there is none. */
    static List<LayoutBlock> actions(List<@Nullable ButtonElement> buttons) {
        List<BlockElement> present = new ArrayList<>();
        buttons.stream().filter(Objects::nonNull).limit(MAX_BUTTONS).forEach(present::add);
        return present.isEmpty()
                ? List.of()
                : List.of(ActionsBlock.builder().elements(present).build());
    }

    static List<LayoutBlock> actions(@Nullable ButtonElement button) {
        return actions(Collections.singletonList(button));
    }

    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }

    private static RichTextSectionElement.Text styled(String text, RichTextSectionElement.@Nullable TextStyle style) {
        String visible = Mrkdwn.visible(text);
        return literal(visible.isEmpty() ? NOTHING : visible, style);
    }

    private static RichTextSectionElement.Text literal(String text, RichTextSectionElement.@Nullable TextStyle style) {
        return RichTextSectionElement.Text.builder().text(text).style(style).build();
    }

    private static String label(String text, int max) {
        String line = Mrkdwn.oneLine(text);
        return line.isEmpty() ? NOTHING : Lengths.cut(line, max);
    }
}
