package dev.askdesk.starters.cli;

import dev.askdesk.rendering.Safe;
import dev.askdesk.starters.cli.Terminal.Colour;
import dev.askdesk.workflows.triage.Batch;
import dev.askdesk.workflows.triage.Triage;
import dev.askdesk.workflows.triage.Triage.Outcome;
import dev.askdesk.workflows.triage.Triage.Source;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How tickets ended, for people. */
final class TriageText {
    private TriageText() {}

    static void print(Terminal terminal, Triage triage) {
        Outcome outcome = triage.outcome();
        String word = outcome == null ? "in work" : outcome.name().toLowerCase(Locale.ROOT);
        terminal.out()
                .println(terminal.bold("#" + triage.ticketId()) + "  " + terminal.coloured(colour(outcome), word) + "  "
                        + Safe.oneLine(triage.reason()));
        if (triage.question() != null) {
            terminal.out().println("    asks    " + Safe.oneLine(triage.question()));
        }
        if (triage.answer() != null) {
            terminal.out().println("    answer  " + Safe.oneLine(triage.answer()));
        }
        int place = 1;
        for (Source source : triage.sources()) {
            if (source.cited() || outcome == Outcome.ABSTAINED && place == 1) {
                terminal.out()
                        .println("    " + (source.cited() ? "[" + place + "]" : "near") + "     "
                                + Safe.oneLine(source.title() + " – " + source.url()));
            }
            place++;
        }
        terminal.out().flush();
    }

    private static Colour colour(@Nullable Outcome outcome) {
        return outcome == Outcome.NOTED ? Colour.GREEN : outcome == Outcome.PARKED ? Colour.RED : Colour.YELLOW;
    }

    static void print(Terminal terminal, Batch batch) {
        int ended = batch.noted() + batch.abstained() + batch.skipped();
        String line = ended == 0 && batch.parked().isEmpty()
                ? "Nothing to do: " + count(batch.present(), "ticket has", "tickets have") + " ended before."
                : batch.noted() + " noted, " + batch.abstained() + " abstained, " + batch.skipped() + " skipped, "
                        + batch.parked().size() + " parked; " + batch.present() + " had ended before.";
        terminal.out().println(line);
        for (Batch.Parked parked : batch.parked()) {
            terminal.out().println("Parked: #" + parked.ticketId() + " " + Safe.oneLine(parked.reason()));
        }
        terminal.out().flush();
    }

    private static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
