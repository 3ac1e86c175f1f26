package dev.askdesk.starters.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.askdesk.starters.cli.Diagnosis.Verdict;
import dev.askdesk.starters.cli.Terminal.Colour;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Says what is reachable, what is missing and what to do.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing fails", "1:something fails", "2:wrong usage"},
        footerHeading = "%nExamples:%n",
        footer = {"  askdesk doctor", "  askdesk doctor --server localhost:7233 --json"})
final class DoctorCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON array.")
    boolean json;

    @Mixin
    SetupOptions setup;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() {
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        List<Diagnosis> all = new Doctor(setup, server).examine();
        if (json) {
            terminal.out().println(json(all).toPrettyString());
        } else {
            all.forEach(diagnosis -> terminal.out().println(line(terminal, diagnosis)));
        }
        terminal.out().flush();
        return all.stream().anyMatch(one -> one.verdict() == Verdict.FAIL) ? ExitCodes.ENVIRONMENT : ExitCodes.OK;
    }

    static String line(Terminal terminal, Diagnosis diagnosis) {
        String verdict = diagnosis.verdict().name().toLowerCase(Locale.ROOT);
        Colour colour =
                switch (diagnosis.verdict()) {
                    case OK -> Colour.GREEN;
                    case WARN -> Colour.YELLOW;
                    case FAIL -> Colour.RED;
                };
        return terminal.coloured(colour, verdict)
                + " ".repeat(6 - verdict.length())
                + diagnosis.part()
                + " ".repeat(Math.max(1, 10 - diagnosis.part().length()))
                + Safe.oneLine(diagnosis.text());
    }

    private static ArrayNode json(List<Diagnosis> all) {
        ArrayNode array = new ObjectMapper().createArrayNode();
        for (Diagnosis diagnosis : all) {
            array.addObject()
                    .put("part", diagnosis.part())
                    .put("verdict", diagnosis.verdict().name().toLowerCase(Locale.ROOT))
                    .put("text", diagnosis.text());
        }
        return array;
    }
}
