package dev.askdesk.adapters.model;

import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.Preview;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The chat in which a model is asked to word a result. */
final class InterpretPrompt {
    private final Prompt system;
    private final Prompt question;

    private static final int ROWS_SHOWN = 20;
    private static final int CELL_SHOWN = 80;

    private static final Pattern IDENTIFIER = Pattern.compile("(?i)(?:^|_)(?:id|year|code|zip|number)$");

    /** Between digits before the point, where the number of those that follow is a multiple of three. */
    private static final Pattern GROUP = Pattern.compile("(?<![.]\\d{0,40})(?<=\\d)(?=(?:\\d{3})+(?:[.]|$))");

    InterpretPrompt(Prompts prompts) {
        this.system = Prompt.named("interpret-" + prompts.interpret());
        this.question = Prompt.named("interpret-question-" + prompts.interpret());
    }

    List<ChatMessage> messages(InterpretRequest request) {
        return List.of(SystemMessage.from(system.with(Map.of())), UserMessage.from(question.with(values(request))));
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
        StringBuilder table = new StringBuilder(String.join(" | ", preview.columns()));
        for (List<@Nullable String> row : preview.rows().subList(0, shown)) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(cell(row.get(i), isAmount(preview, i)));
            }
            table.append('\n').append(String.join(" | ", cells));
        }
        return table.toString();
    }

    private static boolean isAmount(Preview preview, int column) {
        return preview.types().get(column).equals("number")
                && !IDENTIFIER.matcher(preview.columns().get(column)).find();
    }

    /** Amounts are grouped: small models copy "12,345,678" right, but misplace the commas when they group themselves. */
    private static String cell(@Nullable String cell, boolean amount) {
        if (cell == null) {
            return "(none)";
        }
        String text = Excerpts.oneLine(cell.replace('|', '/'), CELL_SHOWN);
        return amount ? GROUP.matcher(text).replaceAll(",") : text;
    }
}
