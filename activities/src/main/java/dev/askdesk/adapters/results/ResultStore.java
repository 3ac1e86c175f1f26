package dev.askdesk.adapters.results;

import dev.askdesk.adapters.warehouse.QueryResult;

/** Port of the place where whole results are kept, outside any workflow's history. */
public interface ResultStore {
    /** Keeps a result; the same handle again replaces it. All or nothing: a reader never sees half a result. */
    void put(String handle, QueryResult result);

    /** @throws dev.askdesk.adapters.OutsideException with {@code RESULT_MISSING} when the handle is unknown */
    QueryResult get(String handle);
}
