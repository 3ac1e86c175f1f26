package dev.askdesk.learning;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.model.PromptedAnalyst;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Examples as chat JSONL, in the form that OpenAI's fine-tuning takes and most trainers read, personal data masked. */
public final class TrainingFiles {
    /** What there can be an export of; each has a file for training and one for validation. */
    public static final List<String> KINDS = List.of("sql", "answers", "tickets");

    private static final JsonMapper JSON = new JsonMapper();

    private TrainingFiles() {}

    /**
     * @param names of persons
     * @param counts is told what was masked, by kind
     */
    public static String jsonl(List<TrainingExample> examples, PersonNames names, Map<String, Integer> counts) {
        StringBuilder text = new StringBuilder();
        for (TrainingExample example : examples) {
            List<String> texts = Stream.concat(
                            Stream.of(example.system(), example.user(), example.sql(), example.reply())
                                    .filter(Objects::nonNull),
                            // Who wrote a ticket is told as a mail would tell it.
                            example.persons().stream().map(person -> "From: " + person))
                    .toList();
            Masking masking = new Masking(names, texts);
            text.append(line(example, masking)).append('\n');
            masking.counts().forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
        }
        return text.toString();
    }

    /** The files of earlier exports in a folder; a stale one beside new ones would undo their split. */
    public static List<Path> in(Path folder) {
        List<Path> there = new ArrayList<>();
        for (String kind : KINDS) {
            for (String part : List.of("train", "validation")) {
                Path file = folder.resolve(name(kind, part));
                if (Files.exists(file)) {
                    there.add(file);
                }
            }
        }
        return there;
    }

    public static String name(String kind, String part) {
        return kind + "-" + part + ".jsonl";
    }

    /**
     * Writes an export in place of an earlier one.
     *
     * @param files their lines by name
     */
    public static void replace(Path folder, Map<String, String> files) throws IOException {
        for (Path stale : in(folder)) {
            Files.delete(stale);
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            WholeFile.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static ObjectNode line(TrainingExample example, Masking masking) {
        ObjectNode line = JSON.createObjectNode();
        ArrayNode messages = line.putArray("messages");
        messages.addObject().put("role", "system").put("content", masking.mask(example.system()));
        messages.addObject().put("role", "user").put("content", masking.mask(example.user()));
        ObjectNode assistant = messages.addObject().put("role", "assistant");
        String sql = example.sql();
        if (sql == null) {
            return put(line, assistant, masking.mask(Objects.requireNonNullElse(example.reply(), "")));
        }
        ObjectNode call = assistant.putArray("tool_calls").addObject();
        call.put("id", "call00001").put("type", "function");
        ObjectNode arguments = JSON.createObjectNode().put("sql", masking.mask(sql));
        call.putObject("function").put("name", "sql_query").put("arguments", arguments.toString());
        line.set("tools", JSON.valueToTree(PromptedAnalyst.tools()));
        return line;
    }

    private static ObjectNode put(ObjectNode line, ObjectNode assistant, String reply) {
        assistant.put("content", reply);
        return line;
    }
}
