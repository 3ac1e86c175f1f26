package dev.askdesk.adapters.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An answer: the words, the rows, a line about what they rest on, and what one can do next. */
final class AnswerBlocks {
    private final Reply.Answer answer;
    private final Button button;
    private final boolean withFiles;

    /** @param withFiles whether what the message cannot show is attached as a file */
    AnswerBlocks(Reply.Answer answer, Button button, boolean withFiles) {
        this.answer = answer;
        this.button = button;
        this.withFiles = withFiles;
    }

    SlackMessage message(@Nullable String place) {
        RowsTable table = RowsTable.of(answer.preview(), answer.evidence().rowCount());
        List<BlockElement> parts = new ArrayList<>();
        parts.add(BlockParts.section(BlockParts.words(answer.text())));
        boolean inWords = isOneCell() && table.whole();
        if (!table.lines().isEmpty() && !inWords) {
            parts.add(BlockParts.preformatted(code(table)));
        }
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(BlockParts.rich(place, parts));
        rest(table).forEach(line -> blocks.add(BlockParts.context(line)));
        blocks.add(BlockParts.context(basis()));
        blocks.addAll(BlockParts.actions(Arrays.asList(
                button("Evidence", Button.Action.EVIDENCE),
                button("Show SQL", Button.Action.SQL),
                spoken("Helpful", button("👍", Button.Action.UP)),
                spoken("Not helpful", button("👎", Button.Action.DOWN)),
                button("Wrong?", Button.Action.WRONG))));
        return new SlackMessage(ReplyBlocks.spoken(answer.text()), blocks);
    }

    /** What is not in the table, and where it is. */
    private List<String> rest(RowsTable table) {
        List<String> lines = new ArrayList<>();
        long rows = answer.evidence().rowCount();
        if (answer.evidence().truncated()) {
            lines.add("Cut at the row limit of " + counted(rows) + " rows: there are more than these.");
        }
        if (!table.whole()) {
            lines.add(table.rows() == 0 ? none() : some(table, rows));
        }
        return lines;
    }

    private String none() {
        return withFiles
                ? "The rows are attached as CSV."
                : "The rows are not kept here any more: ask again to see them.";
    }

    private String some(RowsTable table, long rows) {
        String shown = table.rows() < rows
                ? "These are the first " + table.rows() + " of " + counted(rows) + " rows."
                : "Not every column and cell fits in here.";
        return shown + (withFiles ? " All of it is attached as CSV." : "");
    }

    private String basis() {
        Evidence evidence = answer.evidence();
        List<String> parts = new ArrayList<>();
        if (evidence.asOf() != null) {
            parts.add("as of " + Lengths.cut(evidence.asOf(), 40));
        }
        parts.add(counted(evidence.rowCount()) + (evidence.rowCount() == 1 ? " row" : " rows"));
        if (!evidence.tables().isEmpty()) {
            parts.add("from " + Lengths.cut(String.join(", ", evidence.tables()), 200));
        }
        if (evidence.verifiedQuery()) {
            parts.add("verified query");
        }
        if (!evidence.model().isBlank()) {
            parts.add(model(evidence.model()));
        }
        return String.join(" · ", parts);
    }

    static String model(String name) {
        return name.startsWith("offline") ? "offline model (a parser, not a language model)" : Lengths.cut(name, 120);
    }

    static String counted(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private boolean isOneCell() {
        return answer.preview().columns().size() == 1 && answer.evidence().rowCount() == 1;
    }

    /** Lines that fit; the widest table has 17 lines of 88 columns, but a column can be several characters. */
    private static String code(RowsTable table) {
        return Lengths.cut(String.join("\n", table.lines()), BlockParts.MAX_CODE);
    }

    private static @Nullable ButtonElement spoken(String label, @Nullable ButtonElement button) {
        if (button != null) {
            button.setAccessibilityLabel(label);
        }
        return button;
    }

    private @Nullable ButtonElement button(String label, Button.Action action) {
        return BlockParts.button(label, action.id(), button, false);
    }
}
