package dev.askdesk.adapters.model;

import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.Preview;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The chat in which a model is asked to word a result. */
final class InterpretPrompt {
    private static final Prompt SYSTEM = Prompt.named("interpret-v1");
    private static final Prompt QUESTION = Prompt.named("interpret-question-v1");
    private static final int ROWS_SHOWN = 20;
    private static final int CELL_SHOWN = 80;

    private InterpretPrompt() {}

    static List<ChatMessage> messages(InterpretRequest request) {
        return List.of(SystemMessage.from(SYSTEM.with(Map.of())), UserMessage.from(QUESTION.with(values(request))));
    }

    private static Map<String, String> values(InterpretRequest request) {
        Preview preview = request.preview();
        int shown = Math.min(ROWS_SHOWN, preview.rows().size());
        Map<String, String> values = new HashMap<>();
        values.put("question", Data.between("question", request.question()));
        values.put("sql", Data.between("sql", request.sql()));
        values.put("rows", Data.between("rows", table(preview, shown)));
        values.put("count", Long.toString(request.rowCount()));
        values.put("truncated", request.truncated() ? "There are more rows; the result was cut at its limit." : "");
        values.put("shown", shown < request.rowCount() ? "Only the first " + shown + " rows are shown above." : "");
        values.put("asOf", Data.clean(Objects.requireNonNullElse(request.asOf(), "")));
        values.put(
                "assumptions",
                Data.clean(String.join(" ", request.assumptions())).strip());
        values.put("unsupported", unsupported(request.unsupported()));
        return values;
    }

    private static String unsupported(List<String> numbers) {
        if (numbers.isEmpty()) {
            return "";
        }
        return "Your last answer had numbers that the rows do not have: " + Data.clean(String.join(", ", numbers))
                + ". Answer again without them.";
    }

    /** Header and rows with a bar between cells: the shortest form that models read well. */
    private static String table(Preview preview, int shown) {
        String header = String.join(" | ", preview.columns());
        return preview.rows().stream()
                .limit(shown)
                .map(row -> row.stream().map(InterpretPrompt::cell).collect(Collectors.joining(" | ")))
                .collect(Collectors.joining("\n", header + "\n", ""));
    }

    private static String cell(@Nullable String cell) {
        return cell == null ? "(none)" : Excerpts.oneLine(cell.replace('|', '/'), CELL_SHOWN);
    }
}
