package dev.askdesk.adapters.slack;

import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import dev.askdesk.rendering.Safe;
import java.util.List;

/**
 * Text of data, of people and of models, made inert. In plain and preformatted text Slack reads neither mentions nor links
 * nor formatting; in its own markup the three characters are escaped from which mentions and links are made
 * (https://docs.slack.dev/messaging/formatting-message-text#escaping), and a word joiner parts a name that begins with @.
 */
final class Mrkdwn {
    private static final String WORD_JOINER = "\u2060";

    private Mrkdwn() {}

    /** For where markup is read. */
    static String escaped(String text) {
        return Safe.text(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("@", "@" + WORD_JOINER);
    }

    static PlainTextObject plain(String text) {
        String clean = Safe.text(text);
        // Slack refuses an empty text.
        return new PlainTextObject(clean.isBlank() ? "–" : clean, false);
    }

    /** A block of letters of one width, such as a table or a statement. */
    static RichTextBlock fixed(String text) {
        RichTextElement words =
                RichTextSectionElement.Text.builder().text(Safe.text(text)).build();
        return RichTextBlock.builder()
                .elements(List.of(RichTextPreformattedElement.builder()
                        .elements(List.of(words))
                        .build()))
                .build();
    }

    /** Somebody's mention, which only an id can make. */
    static String mention(String userId) {
        return userId.matches("[A-Z0-9]{2,20}") ? "<@" + userId + ">" : escaped(userId);
    }

    /** Cut at whole characters. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
