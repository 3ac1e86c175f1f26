package dev.askdesk.activities.ask;

import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.RowSink;
import dev.askdesk.workflows.ask.Preview;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes rows on, and keeps what a workflow is told of them: the first ones, and whether they say anything. */
final class ResultSummary implements RowSink {
    /** Longest cell of a preview; whole cells are in the result store. */
    private static final int MAX_CELL = 500;
    /** Most characters of a preview, so that a history stays far from its limits. */
    private static final int MAX_PREVIEW = 64_000;

    private final RowSink next;
    private final Fingerprint fingerprint = new Fingerprint();
    private final List<List<@Nullable String>> first = new ArrayList<>();
    private List<String> columns = List.of();
    private List<String> types = List.of();
    private long rows;
    private boolean allNull = true;
    private boolean allZero = true;
    private int characters;
    private boolean full;

    ResultSummary(RowSink next) {
        this.next = next;
    }

    @Override
    public void begin(List<String> names, List<String> kinds) {
        columns = names;
        types = kinds;
        next.begin(names, kinds);
    }

    @Override
    public void row(List<@Nullable String> cells) {
        rows++;
        for (String cell : cells) {
            allNull &= cell == null;
            allZero &= cell == null || cell.equals("0");
        }
        fingerprint.add(cells);
        preview(cells);
        next.row(cells);
    }

    private void preview(List<@Nullable String> cells) {
        if (full) {
            return;
        }
        List<@Nullable String> cut = new ArrayList<>();
        for (String cell : cells) {
            String kept = cell == null || cell.length() <= MAX_CELL ? cell : cell.substring(0, MAX_CELL) + "…";
            cut.add(kept);
            characters += kept == null ? 4 : kept.length();
        }
        full = first.size() == Preview.MAX_ROWS || (characters > MAX_PREVIEW && !first.isEmpty());
        if (!full) {
            first.add(cut);
        }
    }

    Preview preview() {
        return new Preview(columns, types, first);
    }

    @Nullable
    String fingerprint() {
        return fingerprint.text();
    }

    /** Whether nothing was found: no row, no value, or one row of zeros. */
    boolean isEmpty() {
        return allNull || (rows == 1 && allZero);
    }

    /** The first rows, which are like the others where nothing was found. */
    QueryResult sample() {
        return new QueryResult(columns, types, first, rows > first.size());
    }
}
