package dev.askdesk.starters.cli;

import dev.askdesk.learning.SolvedTickets;
import dev.askdesk.learning.TrainingExample;
import dev.askdesk.learning.TrainingFiles;
import dev.askdesk.learning.TrainingSplit;
import dev.askdesk.learning.TrainingSplit.Split;
import dev.askdesk.workers.TrainingData;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code askdesk export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes data for fine-tuning from accepted answers, personal data masked.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "1:the database or the tickets cannot be read, or the files not written",
            "2:wrong usage: nothing to export, or files are there already"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk export --out training",
            "  askdesk export --out training --tickets solved.jsonl --validation 0.2",
            "%nsql-*.jsonl are chats that end in a call of sql_query, answers-*.jsonl chats that end in a wording, and",
            "tickets-*.jsonl replies to solved tickets (a line each: subject, body, reply, thread)."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the files.")
    Path out;

    @Option(names = "--kind", paramLabel = "KIND", description = "Only sql, answers or tickets; without it, all.")
    @Nullable
    String kind;

    @Option(names = "--tickets", paramLabel = "FILE", description = "Solved tickets, JSONL.")
    @Nullable
    Path tickets;

    @Option(
            names = "--validation",
            paramLabel = "PART",
            defaultValue = "0.1",
            description = "Part that is held out; by default 0.1.")
    double validation;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The same seed gives the same split.")
    long seed;

    @Option(names = "--force", description = "Replace files that are there.")
    boolean force;

    @Mixin
    SetupOptions setup;

    @Override
    public Integer call() throws IOException {
        if (validation < 0 || validation >= 1) {
            throw UserError.usage("--validation is " + validation + ", but must be from 0 to below 1.");
        }
        if (kind != null && !TrainingFiles.KINDS.contains(kind)) {
            throw UserError.usage("--kind is '" + kind + "', but must be one of sql, answers, tickets.");
        }
        List<Path> there = TrainingFiles.in(out);
        if (!there.isEmpty() && !force) {
            throw UserError.usage(there.get(0) + " is there already: name another folder, or give --force.");
        }
        Terminal terminal =
                Terminal.of(spec.commandLine().getOut(), spec.commandLine().getErr());
        Progress progress = new Progress(terminal, terminal.errIsTerminal());
        progress.show("Reading what is accepted");
        try {
            TrainingData data = TrainingData.of(setup.settings());
            List<TrainingExample> examples = examples(data);
            progress.show("Masking " + examples.size() + " examples");
            Split split = TrainingSplit.split(examples, validation, seed);
            Map<String, Integer> masked = new TreeMap<>();
            Map<String, String> files = new TreeMap<>();
            for (String each : TrainingFiles.KINDS) {
                add(files, TrainingFiles.name(each, "train"), each, split.train(), data, masked);
                add(files, TrainingFiles.name(each, "validation"), each, split.validation(), data, masked);
            }
            TrainingFiles.replace(out, files);
            progress.clear();
            print(terminal.out(), files, split, masked);
        } finally {
            progress.clear();
        }
        return ExitCodes.OK;
    }

    private List<TrainingExample> examples(TrainingData data) throws IOException {
        List<TrainingExample> examples = new ArrayList<>(data.examples());
        Path solved = tickets;
        if (solved != null) {
            try {
                examples.addAll(SolvedTickets.read(solved));
            } catch (NoSuchFileException none) {
                throw UserError.usage("There is no file " + solved + " of solved tickets: check --tickets.");
            } catch (IllegalArgumentException wrong) {
                throw UserError.environment(String.valueOf(wrong.getMessage()), wrong);
            }
        }
        examples.removeIf(example -> kind != null && !example.kind().equals(kind));
        if (examples.isEmpty()) {
            throw UserError.usage(
                    "There is nothing to export: accept something (`askdesk feedback list`), or give --tickets.");
        }
        return examples;
    }

    private void print(PrintWriter writer, Map<String, String> files, Split split, Map<String, Integer> masked) {
        int examples = split.train().size() + split.validation().size();
        files.forEach((name, text) ->
                writer.println(out.resolve(name) + ": " + text.lines().count() + " examples"));
        writer.println(examples + " examples in " + split.groups() + " groups that stay together; masked: "
                + (masked.isEmpty() ? "nothing" : masked.toString().toLowerCase(Locale.ROOT)));
        if (validation > 0 && split.validation().isEmpty()) {
            writer.println("Nothing is held out: there are too few groups for a part of " + validation + ".");
        }
        writer.flush();
    }

    private static void add(
            Map<String, String> files,
            String name,
            String kind,
            List<TrainingExample> examples,
            TrainingData data,
            Map<String, Integer> masked) {
        List<TrainingExample> own =
                examples.stream().filter(example -> example.kind().equals(kind)).toList();
        if (!own.isEmpty()) {
            files.put(name, TrainingFiles.jsonl(own, data.names(), masked));
        }
    }
}
