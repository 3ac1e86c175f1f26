package dev.askdesk.workflows.ask;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of a result, small enough for a workflow's history.
 *
 * @param columns names as the engine returned them, in order
 * @param types what each column holds: {@code number}, {@code text}, {@code date}, {@code timestamp}, {@code boolean}
 * @param rows at most {@value #MAX_ROWS} rows of cells as text; a missing value is {@code null}. Numbers are plain
 *     decimals without exponent or grouping, dates ISO 8601
 */
public record Preview(List<String> columns, List<String> types, List<List<@Nullable String>> rows) {
    public static final int MAX_ROWS = 50;
    public static final Preview EMPTY = new Preview(List.of(), List.of(), List.of());

    public Preview {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        List<List<@Nullable String>> copy = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copy);
    }
}
