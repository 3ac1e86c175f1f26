package dev.askdesk.adapters.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;
import dev.askdesk.workflows.triage.DigestActivity.Entry;
import dev.askdesk.workflows.triage.DigestActivity.News;
import dev.askdesk.workflows.triage.DigestActivity.Page;
import dev.askdesk.workflows.triage.DigestActivity.Posting;
import dev.askdesk.workflows.triage.Triage.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A digest as a message of Slack: at most 2 blocks a ticket, and two more. */
final class DigestBlocks {
    /** Slack takes 3,000 characters in a section. */
    private static final int LONGEST_SECTION = 2_900;

    private static final int LONGEST_REASON = 300;
    private static final int LONGEST_TITLE = 150;
    private static final int LONGEST_URL = 500;

    /** Slack takes 50 blocks in a message. */
    private static final int MOST_TICKETS = 20;

    private final Posting posting;

    DigestBlocks(Posting posting) {
        this.posting = posting;
    }

    /** What notifications show, and programs that show no blocks. */
    String text() {
        News news = posting.news();
        return "Desk: " + news.tickets() + (news.tickets() == 1 ? " ticket" : " tickets") + " ended, " + news.noted()
                + " noted, " + news.abstained() + " abstained, " + news.skipped() + " skipped, " + news.parked()
                + " parked.";
    }

    /** With as many tickets as one message takes. */
    List<LayoutBlock> blocks() {
        int shown = Math.min(MOST_TICKETS, posting.news().entries().size());
        List<LayoutBlock> blocks = blocks(shown);
        while (shown > 0 && !Fit.fits(blocks)) {
            shown--;
            blocks = blocks(shown);
        }
        return blocks;
    }

    private List<LayoutBlock> blocks(int shown) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section("*" + text() + "*", posting.key()));
        for (int i = 0; i < shown; i++) {
            Entry entry = posting.news().entries().get(i);
            blocks.add(section(line(entry), null));
            if (entry.outcome() == Outcome.NOTED || entry.outcome() == Outcome.ABSTAINED) {
                blocks.add(thumbs(entry, i));
            }
        }
        int more = posting.news().tickets() - shown;
        if (more > 0) {
            String rest = "And " + more + " more: `askdesk triage report --tickets` shows all.";
            blocks.add(ContextBlock.builder().elements(List.of(markdown(rest))).build());
        }
        return blocks;
    }

    private static String line(Entry entry) {
        String title = "#" + entry.ticketId();
        StringBuilder line =
                new StringBuilder("*").append(link(title, entry.url())).append("* ");
        line.append(entry.outcome().name().toLowerCase(Locale.ROOT)).append(": ");
        line.append(escaped(cut(entry.reason(), LONGEST_REASON)));
        String before = "\nRests on ";
        for (Page page : entry.cited()) {
            String linked = before + link(page.title(), page.url());
            if (line.length() + linked.length() > LONGEST_SECTION) {
                break;
            }
            line.append(linked);
            before = ", ";
        }
        return line.toString();
    }

    private ActionsBlock thumbs(Entry entry, int number) {
        Button button = new Button(
                "triage/" + posting.desk(), posting.desk() + "/" + entry.ticketId() + "/" + entry.version(), "", null);
        String value = button.value();
        return ActionsBlock.builder()
                .elements(List.of(
                        thumb("👍 Helped", Button.Action.NOTE_UP.id(number), value),
                        thumb("👎 Did not help", Button.Action.NOTE_DOWN.id(number), value)))
                .build();
    }

    private static ButtonElement thumb(String label, String actionId, String value) {
        return ButtonElement.builder()
                .text(PlainTextObject.builder().text(label).emoji(true).build())
                .actionId(actionId)
                .value(value)
                .build();
    }

    private static SectionBlock section(String text, @Nullable String blockId) {
        return SectionBlock.builder().blockId(blockId).text(markdown(text)).build();
    }

    private static MarkdownTextObject markdown(String text) {
        // Verbatim: what looks like a channel or a link in a title stays a title.
        return MarkdownTextObject.builder().text(text).verbatim(true).build();
    }

    /** The title alone where there is no address that a browser could go to. */
    private static String link(String title, @Nullable String url) {
        String shown = escaped(cut(title, LONGEST_TITLE));
        if (url == null || !url.matches("https?://[^\\s\\p{Cntrl}]+")) {
            return shown;
        }
        String target = escaped(url).replace("|", "%7C");
        return target.length() <= LONGEST_URL ? "<" + target + "|" + shown + ">" : shown;
    }

    private static String cut(String text, int longest) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (line.length() <= longest) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }

    /** Slack's own escapes, without which a title could mention a channel or forge a link. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
