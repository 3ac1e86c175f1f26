package dev.askdesk.learning;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Examples as chat JSONL, in the form that OpenAI's fine-tuning takes and most trainers read, personal data masked. */
public final class TrainingFiles {
    private static final JsonMapper JSON = new JsonMapper();

    private TrainingFiles() {}

    /**
     * @param names of persons
     * @param counts is told what was masked, by kind
     */
    public static String jsonl(List<TrainingExample> examples, Collection<String> names, Map<String, Integer> counts) {
        StringBuilder text = new StringBuilder();
        for (TrainingExample example : examples) {
            Masking masking = new Masking(names);
            text.append(line(example, masking)).append('\n');
            masking.counts().forEach((kind, count) -> counts.merge(kind, count, Integer::sum));
        }
        return text.toString();
    }

    private static ObjectNode line(TrainingExample example, Masking masking) {
        ObjectNode line = JSON.createObjectNode();
        ArrayNode messages = line.putArray("messages");
        messages.addObject().put("role", "system").put("content", masking.mask(example.system()));
        messages.addObject().put("role", "user").put("content", masking.mask(example.user()));
        ObjectNode assistant = messages.addObject().put("role", "assistant");
        if (example.sql() == null) {
            assistant.put("content", masking.mask(example.reply() == null ? "" : example.reply()));
            return line;
        }
        ObjectNode call = assistant
                .putArray("tool_calls")
                .addObject()
                .put("id", "call00001")
                .put("type", "function");
        ObjectNode arguments = JSON.createObjectNode().put("sql", masking.mask(example.sql()));
        call.putObject("function").put("name", "sql_query").put("arguments", arguments.toString());
        ObjectNode function = line.putArray("tools")
                .addObject()
                .put("type", "function")
                .putObject("function")
                .put("name", "sql_query")
                .put("description", "Run one read-only SQL query that answers the question.");
        ObjectNode parameters = function.putObject("parameters").put("type", "object");
        parameters.putObject("properties").putObject("sql").put("type", "string");
        parameters.putArray("required").add("sql");
        return line;
    }
}
