package dev.askdesk.activities.evaluation;

import dev.askdesk.activities.ask.NumericCheck;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.evaluation.EvalCase;
import dev.askdesk.evaluation.Recall;
import dev.askdesk.evaluation.Rouge;
import dev.askdesk.workflows.ask.Interpreting;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How well an answer says what it found. It is read with the rows below it, as the person reads it; ROUGE and the check
 * of its numbers are of its text alone.
 *
 * @param reference the rows that a right answer states, {@code null} where there is no reference
 * @param result the answer's own rows
 */
record Wording(
        EvalCase asked,
        Ending ending,
        @Nullable QueryResult reference,
        @Nullable QueryResult result) {
    /** Rows of a reference whose cells an answer must state, where the data set does not say what it must. */
    private static final int ROWS_STATED = 5;

    private static final int ROWS_READ = 50;

    @Nullable
    Double stringRecall() {
        return Recall.strings(asked.strings().isEmpty() ? cells(false) : asked.strings(), said());
    }

    @Nullable
    Double numberRecall() {
        String said = said();
        return Recall.of(asked.numbers().isEmpty() ? cells(true) : asked.numbers(), number -> states(said, number));
    }

    /** @param n 1 or 2, or 0 for the longest common subsequence */
    @Nullable
    Double rouge(int n) {
        String target = asked.answer();
        String text = ending.text();
        if (target == null || text == null) {
            return null;
        }
        return (n == 0 ? Rouge.rougeL(target, text, true) : Rouge.rougeN(target, text, n, true)).f();
    }

    /** Whether every number of the text is in the rows; {@code null} without rows or text. */
    @Nullable
    Boolean faithful() {
        String text = ending.text();
        String sql = ending.sql();
        if (result == null || text == null || sql == null) {
            return null;
        }
        if (text.startsWith(Interpreting.ROWS_ALONE)) {
            // What a withheld sentence said is told as such, and claimed by nobody.
            return true;
        }
        // A case is measured when it has been answered: today is the day that the answer may speak of.
        return NumericCheck.unsupported(text, result, asked.message(), sql, ending.assumptions(), Instant.now())
                .isEmpty();
    }

    private String said() {
        StringBuilder said = new StringBuilder(Objects.requireNonNullElse(ending.text(), ""));
        if (result != null) {
            result.rows().stream()
                    .limit(ROWS_READ)
                    .forEach(
                            row -> row.forEach(cell -> said.append('\n').append(Objects.requireNonNullElse(cell, ""))));
        }
        return said.toString();
    }

    private Set<String> cells(boolean numbers) {
        Set<String> cells = new LinkedHashSet<>();
        if (reference == null) {
            return cells;
        }
        List<List<@Nullable String>> rows = new ArrayList<>(reference.rows());
        for (List<@Nullable String> row : rows.subList(0, Math.min(ROWS_STATED, rows.size()))) {
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                if (cell != null && numbers == reference.types().get(i).equals("number")) {
                    cells.add(cell);
                }
            }
        }
        return cells;
    }

    private static boolean states(String text, String number) {
        try {
            return NumericCheck.states(
                    text, new BigDecimal(number.replace(",", "").strip()));
        } catch (NumberFormatException notPlain) {
            return text.contains(number);
        }
    }
}
