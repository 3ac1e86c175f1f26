package dev.askdesk.adapters.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a query as they arrive, so that no one has to hold them all. */
public interface RowSink {
    /**
     * Called once, before the first row.
     *
     * @param columns names as the engine returned them, in order
     * @param types as of {@link dev.askdesk.workflows.ask.Preview}
     */
    void begin(List<String> columns, List<String> types);

    /** @param cells as of {@link dev.askdesk.workflows.ask.Preview}, one a column; not kept by the caller */
    void row(List<@Nullable String> cells);
}
