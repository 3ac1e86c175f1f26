package dev.askdesk.adapters.results;

import dev.askdesk.adapters.warehouse.QueryResult;

/** Port of the place where whole results are kept, outside any workflow's history. */
public interface ResultStore {
    /**
     * Begins a result, which nobody sees before it is committed. The same handle again replaces an older result.
     *
     * @throws dev.askdesk.adapters.OutsideException nothing can be written
     */
    ResultWriter write(String handle);

    /** Keeps a result that is in memory anyway. */
    default void put(String handle, QueryResult result) {
        try (ResultWriter writer = write(handle)) {
            writer.begin(result.columns(), result.types());
            result.rows().forEach(writer::row);
            writer.commit(result.truncated());
        }
    }

    /**
     * The whole result, in memory.
     *
     * @throws dev.askdesk.adapters.OutsideException with {@code RESULT_MISSING} when the handle is unknown, with
     *     {@code RESULTS_REQUEST} when the result is larger than memory should hold
     */
    QueryResult get(String handle);
}
