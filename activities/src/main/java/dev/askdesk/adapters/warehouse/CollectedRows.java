package dev.askdesk.adapters.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds all rows, for results that are known to be small. */
final class CollectedRows implements RowSink {
    private List<String> columns = List.of();
    private List<String> types = List.of();
    private final List<List<@Nullable String>> rows = new ArrayList<>();

    @Override
    public void begin(List<String> names, List<String> kinds) {
        columns = names;
        types = kinds;
    }

    @Override
    public void row(List<@Nullable String> cells) {
        rows.add(cells);
    }

    QueryResult result(boolean truncated) {
        return new QueryResult(columns, types, rows, truncated);
    }
}
