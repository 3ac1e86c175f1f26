package dev.askdesk.adapters.slack;

import dev.askdesk.rendering.SqlLayout;
import dev.askdesk.workflows.ask.Attempt;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import java.util.ArrayList;
import java.util.List;

/** What an answer rests on, for whoever wants to check it. */
final class EvidencePanel {
    private EvidencePanel() {}

    static SlackMessage sql(BlockList blocks, Evidence evidence) {
        return blocks.plain("The statement that ran:")
                .fixed(String.join("\n", SqlLayout.lines(evidence.sql())))
                .message("The statement that ran.");
    }

    static SlackMessage evidence(BlockList blocks, Turn turn, Reply.Answer answer, String runLink) {
        Evidence evidence = answer.evidence();
        List<String> lines = new ArrayList<>();
        lines.add("Tables: " + String.join(", ", evidence.tables()));
        evidence.assumptions().forEach(assumption -> lines.add("Assumed: " + assumption));
        evidence.filters().forEach(filter -> lines.add("Filter: " + filter));
        lines.add("As of: " + (evidence.asOf() == null ? "not known" : evidence.asOf()));
        lines.add("Rows: " + evidence.rowCount()
                + (evidence.truncated() ? ", cut at the row limit: there are more" : ""));
        lines.add("Query: "
                + (evidence.verifiedQuery() ? "one that a person has verified" : "written for this question"));
        if (!turn.attempts().isEmpty()) {
            lines.add("Repaired: "
                    + String.join(
                            ", ",
                            turn.attempts().stream()
                                    .map(Attempt::problem)
                                    .map(problem -> problem.kind().name())
                                    .toList()));
        }
        lines.add("Model: " + evidence.model() + ", " + answer.usage().inputTokens() + " tokens read, "
                + answer.usage().outputTokens() + " written");
        blocks.plain(String.join("\n", lines));
        if (!runLink.isEmpty()) {
            blocks.marked("<" + runLink + "|The run, step by step>");
        }
        return blocks.message("What the answer rests on.");
    }
}
