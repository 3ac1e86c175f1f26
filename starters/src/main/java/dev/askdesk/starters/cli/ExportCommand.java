package dev.askdesk.starters.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.learning.TrainingExample;
import dev.askdesk.learning.TrainingFiles;
import dev.askdesk.learning.TrainingSplit;
import dev.askdesk.learning.TrainingSplit.Split;
import dev.askdesk.workers.TrainingData;
import java.io.IOException;
import java.nio.file.Files;
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
        footerHeading = "%nExamples:%n",
        footer = {
            "  askdesk export --out training",
            "  askdesk export --out training --tickets solved.jsonl --validation 0.2",
            "%nsql-*.jsonl are chats that end in a call of sql_query, answers-*.jsonl chats that end in a wording, and",
            "tickets-*.jsonl replies to solved tickets (a line each: subject, body, reply, thread)."
        })
final class ExportCommand implements Callable<Integer> {
    private static final String TONE = "You answer a colleague's helpdesk ticket: short, friendly, with the next step.";

    @Spec
    CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of the files.")
    Path out;

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
        TrainingData data = TrainingData.of(setup.settings());
        List<TrainingExample> examples = new ArrayList<>(data.examples());
        if (tickets != null) {
            examples.addAll(tickets(tickets));
        }
        if (examples.isEmpty()) {
            throw UserError.usage("Nothing is accepted yet: see `askdesk feedback list`, or give --tickets.");
        }
        Split split = TrainingSplit.split(examples, validation, seed);
        Map<String, String> files = new TreeMap<>();
        Map<String, Integer> masked = new TreeMap<>();
        for (String kind : List.of("sql", "answers", "tickets")) {
            add(files, kind + "-train.jsonl", kind, split.train(), data, masked);
            add(files, kind + "-validation.jsonl", kind, split.validation(), data, masked);
        }
        write(files);
        var terminal = spec.commandLine().getOut();
        files.forEach((name, text) ->
                terminal.println(out.resolve(name) + ": " + text.lines().count() + " examples"));
        terminal.println(examples.size() + " examples in " + split.groups() + " groups that stay together; masked: "
                + (masked.isEmpty() ? "nothing" : masked.toString().toLowerCase(Locale.ROOT)));
        terminal.flush();
        return ExitCodes.OK;
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

    private void write(Map<String, String> files) throws IOException {
        for (String name : files.keySet()) {
            if (Files.exists(out.resolve(name)) && !force) {
                throw UserError.usage(out.resolve(name) + " is there already: name another folder, or give --force.");
            }
        }
        Files.createDirectories(out);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(out.resolve(file.getKey()), file.getValue());
        }
    }

    private static List<TrainingExample> tickets(Path file) throws IOException {
        List<TrainingExample> examples = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode ticket;
            try {
                ticket = new ObjectMapper().readTree(line);
            } catch (JsonProcessingException wrong) {
                throw UserError.environment(file + ", line " + number + " is no JSON: mend or delete it.", wrong);
            }
            String subject = ticket.path("subject").asText().strip();
            String body = ticket.path("body")
                    .asText(ticket.path("description").asText())
                    .strip();
            String reply = ticket.path("reply").asText().strip();
            if (reply.isEmpty() || (subject + body).isEmpty()) {
                throw UserError.environment(file + ", line " + number + " has no subject and body, or no reply.", null);
            }
            String topic =
                    subject.replaceAll("(?i)^(?:(?:re|fwd?|aw|wg):\\s*)+", "").toLowerCase(Locale.ROOT);
            List<String> keys = new ArrayList<>(List.of("topic " + topic));
            if (ticket.hasNonNull("thread")) {
                keys.add("thread " + ticket.path("thread").asText());
            }
            if (ticket.hasNonNull("requester")) {
                keys.add("requester " + ticket.path("requester").asText());
            }
            examples.add(new TrainingExample(
                    "tickets", keys, subject + " " + body, TONE, subject + "\n\n" + body, null, reply));
        }
        return examples;
    }
}
