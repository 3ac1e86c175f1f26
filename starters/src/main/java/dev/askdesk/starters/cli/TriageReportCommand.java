package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.rendering.Safe;
import dev.askdesk.triage.OutcomeReport;
import dev.askdesk.triage.RatingReport;
import dev.askdesk.workers.DeskParts;
import dev.askdesk.workflows.triage.Triage;
import dev.askdesk.workflows.triage.Triage.Outcome;
import dev.askdesk.workflows.wire.WireFormat;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk triage report}. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Says how tickets ended: counts, time, tokens and cost, what people think of the notes, what is parked.")
final class TriageReportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--since", paramLabel = "TIME", description = "Only what ended since, such as 7d.")
    @Nullable
    String since;

    @Option(names = "--json", description = "Print JSON: the figures, and every ticket.")
    boolean json;

    @Option(names = "--tickets", description = "Print every ticket, too.")
    boolean tickets;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Instant from = since == null ? Instant.EPOCH : TriageCommand.time(since);
        DeskParts parts = new DeskParts(setup.settings());
        RatingReport ratings = RatingReport.of(parts.ratings().all().stream()
                .filter(rated -> !rated.at().isBefore(from))
                .toList());
        List<Triage> all = parts.outcomes().all().stream()
                .filter(triage -> triage.ended() != null
                        && !Objects.requireNonNull(triage.ended()).isBefore(from))
                .toList();
        OutcomeReport report = OutcomeReport.of(all);
        if (json) {
            ObjectNode node = WireFormat.json().valueToTree(report);
            node.set("ratings", WireFormat.json().valueToTree(ratings));
            node.set("tickets", WireFormat.json().valueToTree(all));
            terminal.out().println(node.toPrettyString());
        } else {
            if (tickets) {
                all.forEach(triage -> TriageText.print(terminal, triage));
            }
            print(terminal, report);
            print(terminal, ratings);
            all.stream().filter(triage -> triage.outcome() == Outcome.PARKED).forEach(triage -> terminal.out()
                    .println("Parked: #" + triage.ticketId() + " " + Safe.oneLine(triage.reason())));
        }
        terminal.out().flush();
        return ExitCodes.OK;
    }

    private static void print(Terminal terminal, RatingReport ratings) {
        Double share = ratings.share();
        if (share != null) {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "Notes as rated: %d helped, %d did not help (%.0f %% helped).",
                            ratings.helped(),
                            ratings.didNotHelp(),
                            100 * share));
        }
    }

    private static void print(Terminal terminal, OutcomeReport report) {
        if (report.tickets() == 0) {
            terminal.out().println("No ticket has ended yet: run `askdesk triage --since 7d`.");
            return;
        }
        terminal.out().println(report.tickets() + " tickets");
        for (Map.Entry<String, Integer> outcome : report.outcomes().entrySet()) {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "  %-10s %5d  %3.0f %%",
                            outcome.getKey(),
                            outcome.getValue(),
                            100.0 * outcome.getValue() / report.tickets()));
        }
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "Seconds from start to end: median %.1f, 95th percentile %.1f.",
                        report.medianSeconds(),
                        report.slowSeconds()));
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "Models: %,d calls, %,d tokens in, %,d out, %.4f USD.",
                        report.modelCalls(),
                        report.inputTokens(),
                        report.outputTokens(),
                        report.costUsd()));
        report.reasons().forEach((reason, count) -> terminal.out()
                .println(String.format(Locale.ROOT, "  %5d  %s", count, Safe.oneLine(reason))));
    }
}
