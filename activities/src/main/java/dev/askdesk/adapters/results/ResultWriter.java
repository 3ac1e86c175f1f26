package dev.askdesk.adapters.results;

import dev.askdesk.adapters.warehouse.RowSink;

/**
 * A result on its way into the store. All or nothing: a reader sees the older result of the handle, or none, until this
 * one is committed. Closed without that, it leaves nothing behind. Every method may throw an
 * {@link dev.askdesk.adapters.OutsideException}.
 */
public interface ResultWriter extends RowSink, AutoCloseable {
    /**
     * Makes the rows so far the handle's result, at once; called once, after {@link #begin}.
     *
     * @param truncated whether the query had more rows
     */
    void commit(boolean truncated);

    @Override
    void close();
}
