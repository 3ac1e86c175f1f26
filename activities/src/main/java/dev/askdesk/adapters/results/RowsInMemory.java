package dev.askdesk.adapters.results;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.RowSink;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored result as a whole, up to a size: one that is larger must not take the worker, and all its questions, down. */
final class RowsInMemory implements RowSink {
    /** What an object and a reference to it take in the heap, beyond a text's characters. */
    private static final int OVERHEAD = 48;

    private final String handle;
    private final long mostBytes;
    private final List<List<@Nullable String>> rows = new ArrayList<>();
    private List<String> columns = List.of();
    private List<String> types = List.of();
    private long bytes;

    private RowsInMemory(String handle, long mostBytes) {
        this.handle = handle;
        this.mostBytes = mostBytes;
    }

    /** What one result may take; others are asked for meanwhile. */
    static long share() {
        return Runtime.getRuntime().maxMemory() / 3;
    }

    /**
     * Reads a result.
     *
     * @throws IOException it cannot be read, was cut off, or is damaged
     * @throws OutsideException it would take more memory than it may
     */
    static QueryResult read(InputStream in, String handle, long mostBytes) throws IOException {
        RowsInMemory read = new RowsInMemory(handle, mostBytes);
        boolean truncated = BatchReader.read(in, read);
        return new QueryResult(read.columns, read.types, read.rows, truncated);
    }

    @Override
    public void begin(List<String> names, List<String> kinds) {
        columns = names;
        types = kinds;
    }

    @Override
    public void row(List<@Nullable String> cells) {
        bytes += OVERHEAD;
        for (String cell : cells) {
            bytes += cell == null ? Integer.BYTES : OVERHEAD + cell.length();
        }
        if (bytes > mostBytes) {
            throw new OutsideException(
                    FailureType.RESULTS_REQUEST,
                    "The result " + handle + " takes more than " + (mostBytes >> 20) + " MB of memory, beyond row "
                            + rows.size() + ": lower ASKDESK_ROW_LIMIT, or give the worker more memory.");
        }
        rows.add(cells);
    }
}
