package dev.askdesk.starters.cli;

import dev.askdesk.rendering.Safe;
import dev.askdesk.rendering.SqlLayout;
import dev.askdesk.rendering.TextTable;
import dev.askdesk.rendering.UseText;
import dev.askdesk.starters.cli.Terminal.Colour;
import dev.askdesk.workflows.ask.Evidence;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.wire.Usage;
import java.util.ArrayList;
import java.util.List;

/** A reply as a person reads it: the words, a small table, what the answer rests on. */
final class ReplyText {
    private final Terminal terminal;

    ReplyText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param repairs how many failed tries came before the reply */
    List<String> lines(Reply reply, int repairs) {
        List<String> lines = new ArrayList<>();
        if (reply instanceof Reply.Answer answer) {
            lines.add(terminal.bold(Safe.text(answer.text())));
            table(answer, lines);
            evidence(answer.evidence(), answer.usage(), repairs, lines);
        } else if (reply instanceof Reply.ClarifyingQuestion question) {
            lines.add(terminal.coloured(Colour.YELLOW, Safe.text(question.text())));
            for (int i = 0; i < question.options().size(); i++) {
                lines.add("  " + (i + 1) + ". " + Safe.text(question.options().get(i)));
            }
        } else if (reply instanceof Reply.Failed failed) {
            lines.add(terminal.coloured(Colour.RED, Safe.text(failed.text())));
            lines.add(terminal.dim("Reason: " + failed.reason()));
        } else {
            lines.add(terminal.coloured(Colour.YELLOW, Safe.text(reply.text())));
        }
        return lines;
    }

    private void table(Reply.Answer answer, List<String> lines) {
        List<String> table = TextTable.lines(answer.preview(), terminal.columns());
        if (table.isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(terminal.bold(table.get(0)));
        lines.addAll(table.subList(1, table.size()));
        long more = answer.evidence().rowCount()
                - Math.min(TextTable.ROWS, answer.preview().rows().size());
        if (more > 0) {
            lines.add(terminal.dim("… and " + more + " more rows (--json prints all)"));
        }
    }

    private void evidence(Evidence evidence, Usage usage, int repairs, List<String> lines) {
        lines.add("");
        lines.add(terminal.bold("Evidence"));
        SqlLayout.lines(Safe.text(evidence.sql())).forEach(line -> lines.add("  " + terminal.dim(line)));
        add(lines, "tables", String.join(", ", evidence.tables()));
        evidence.assumptions().forEach(assumption -> add(lines, "assumed", assumption));
        evidence.filters().forEach(filter -> add(lines, "filter", filter));
        add(lines, "as of", evidence.asOf() == null ? "" : evidence.asOf());
        add(lines, "rows", rows(evidence));
        add(lines, "ran", UseText.of(evidence.use()));
        add(lines, "model", model(evidence, usage, repairs));
    }

    private static String rows(Evidence evidence) {
        return evidence.rowCount() + (evidence.truncated() ? " (cut at the row limit: there are more)" : "");
    }

    private static String model(Evidence evidence, Usage usage, int repairs) {
        String name = evidence.model().startsWith("offline")
                ? "offline model (a parser, not a language model)"
                : evidence.model();
        String tokens = usage.inputTokens() + usage.outputTokens() == 0
                ? ""
                : ", " + usage.inputTokens() + " tokens read, " + usage.outputTokens() + " written";
        String repaired = repairs == 0 ? "" : ", " + repairs + (repairs == 1 ? " repair" : " repairs");
        return name + tokens + repaired + (evidence.verifiedQuery() ? ", a verified query" : "");
    }

    private static void add(List<String> lines, String label, String value) {
        if (!value.isEmpty()) {
            lines.add("  " + label + " ".repeat(Math.max(1, 9 - label.length())) + Safe.text(value));
        }
    }
}
