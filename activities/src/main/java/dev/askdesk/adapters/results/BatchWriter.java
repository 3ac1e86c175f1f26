package dev.askdesk.adapters.results;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the lines of a result, and holds one batch of rows at most. */
final class BatchWriter {
    private static final int BATCH_ROWS = 1_000;
    /** Readers take a line at a time, and DuckDB none beyond 16 MB: rows of long texts make shorter batches. */
    private static final int BATCH_CHARACTERS = 1_000_000;

    private static final ObjectWriter LINES =
            new JsonMapper().writerFor(ResultLine.class).withRootValueSeparator("\n");

    private final SequenceWriter lines;
    private final List<List<@Nullable String>> batch = new ArrayList<>();
    private int batchRows;
    private long batchCharacters;
    private long rows;

    BatchWriter(OutputStream out) throws IOException {
        this.lines = LINES.writeValues(new QuickGzip(out));
    }

    void begin(List<String> columns, List<String> types) throws IOException {
        if (columns.size() != types.size()) {
            throw new IllegalArgumentException(columns.size() + " columns, but " + types.size() + " types");
        }
        lines.write(ResultLine.head(columns, types));
        columns.forEach(column -> batch.add(new ArrayList<>()));
    }

    void row(List<@Nullable String> cells) throws IOException {
        if (cells.size() != batch.size()) {
            throw new IllegalArgumentException(cells.size() + " cells, but " + batch.size() + " columns");
        }
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            batch.get(column).add(cell);
            batchCharacters += cell == null ? 0 : cell.length();
        }
        rows++;
        batchRows++;
        if (batchRows == BATCH_ROWS || batchCharacters >= BATCH_CHARACTERS) {
            flush();
        }
    }

    /** Writes what is left and the foot; nothing comes after it. */
    void finish(boolean truncated) throws IOException {
        flush();
        lines.write(ResultLine.foot(rows, truncated));
        lines.close();
    }

    private void flush() throws IOException {
        if (batchRows > 0) {
            lines.write(ResultLine.batch(batch));
            batch.forEach(List::clear);
            batchRows = 0;
            batchCharacters = 0;
        }
    }

    /** A person waits for the result, and its texts repeat themselves: little effort gets most of what can be had. */
    private static final class QuickGzip extends GZIPOutputStream {
        QuickGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
