package dev.askdesk.adapters.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.RichTextElement;
import dev.askdesk.rendering.SqlLayout;
import dev.askdesk.rendering.UseText;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.wire.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an answer rests on, for one person who wants to check it. */
final class PanelBlocks {
    private static final int MAX_ITEMS = 10;
    private static final int MAX_ITEM = 180;
    /** Longer statements are cut, since Slack limits a message's blocks as a whole. */
    private static final int MAX_SQL_PARTS = 3;

    private final Turn turn;
    private final @Nullable String runUrl;

    /** @param runUrl where the run is shown; {@code null} where it is not */
    PanelBlocks(Turn turn, @Nullable String runUrl) {
        this.turn = turn;
        this.runUrl = runUrl;
    }

    SlackMessage sql() {
        if (!(turn.reply() instanceof Reply.Answer answer)) {
            return unanswered();
        }
        String sql = Mrkdwn.visible(
                String.join("\n", SqlLayout.lines(answer.evidence().sql())));
        if (sql.isEmpty()) {
            return line("No SQL was run for this answer.");
        }
        List<String> parts = Lengths.parts(sql, BlockParts.MAX_CODE);
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.rich(null, BlockParts.section(List.of(BlockParts.bold("The SQL that ran")))));
        for (String part : parts.subList(0, Math.min(parts.size(), MAX_SQL_PARTS))) {
            blocks.add(BlockParts.rich(null, BlockParts.preformatted(part)));
        }
        if (parts.size() > MAX_SQL_PARTS) {
            blocks.add(BlockParts.context("The statement is longer than a message can show; the run has all of it."));
        }
        blocks.addAll(run());
        return new SlackMessage("The SQL that ran: " + Mrkdwn.literal(sql, 2_500), blocks);
    }

    SlackMessage evidence() {
        if (!(turn.reply() instanceof Reply.Answer answer)) {
            return unanswered();
        }
        Evidence evidence = answer.evidence();
        List<RichTextElement> lines = new ArrayList<>();
        lines.add(BlockParts.bold("What this answer rests on"));
        list(lines, "Tables", evidence.tables(), true);
        list(lines, "Assumed", evidence.assumptions(), false);
        list(lines, "Filters", evidence.filters(), true);
        line(lines, "As of", evidence.asOf() == null ? "" : evidence.asOf());
        line(lines, "Rows", rows(evidence));
        line(lines, "Warehouse", UseText.of(evidence.use()));
        line(lines, "Query", evidence.verifiedQuery() ? "a verified one" : "written for this question, not verified");
        line(lines, "Model", AnswerBlocks.model(evidence.model()));
        line(
                lines,
                "Repairs",
                turn.attempts().isEmpty() ? "" : String.valueOf(turn.attempts().size()));
        line(lines, "Cost", cost(answer.usage()));
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.rich(null, BlockParts.section(lines)));
        blocks.addAll(run());
        String tables = Lengths.cut(String.join(", ", evidence.tables()), 500);
        return new SlackMessage(
                "What this answer rests on: " + Mrkdwn.literal(rows(evidence) + " rows of " + tables, 2_000), blocks);
    }

    private static void list(List<RichTextElement> lines, String label, List<String> items, boolean code) {
        if (items.isEmpty()) {
            return;
        }
        lines.add(BlockParts.bold("\n" + label));
        for (String item : items.subList(0, Math.min(items.size(), MAX_ITEMS))) {
            String shown = Lengths.cut(Mrkdwn.oneLine(item), MAX_ITEM);
            lines.add(BlockParts.text("\n• "));
            lines.add(code ? BlockParts.code(shown) : BlockParts.text(shown));
        }
        if (items.size() > MAX_ITEMS) {
            lines.add(BlockParts.text("\n• and " + (items.size() - MAX_ITEMS) + " more"));
        }
    }

    private static void line(List<RichTextElement> lines, String label, String value) {
        if (!value.isBlank()) {
            lines.add(BlockParts.bold("\n" + label));
            lines.add(BlockParts.text("  " + Lengths.cut(Mrkdwn.oneLine(value), MAX_ITEM)));
        }
    }

    private static String rows(Evidence evidence) {
        return AnswerBlocks.counted(evidence.rowCount())
                + (evidence.truncated() ? " (cut at the row limit: there are more)" : "");
    }

    private static String cost(Usage usage) {
        if (usage.inputTokens() + usage.outputTokens() == 0) {
            return "";
        }
        String price = usage.costUsd() == 0 ? "" : String.format(Locale.ROOT, ", $%.4f", usage.costUsd());
        return AnswerBlocks.counted(usage.inputTokens()) + " tokens read, " + AnswerBlocks.counted(usage.outputTokens())
                + " written" + price;
    }

    private List<LayoutBlock> run() {
        return runUrl == null
                ? List.of()
                : List.of(BlockParts.rich(
                        null, BlockParts.section(List.of(BlockParts.link(runUrl, "The run, step by step")))));
    }

    private static SlackMessage unanswered() {
        return line("This question was not answered, so there is nothing to show about an answer.");
    }

    private static SlackMessage line(String text) {
        return new SlackMessage(text, List.of(BlockParts.rich(null, BlockParts.section(BlockParts.words(text)))));
    }
}
