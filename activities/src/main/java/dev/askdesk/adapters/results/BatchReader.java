package dev.askdesk.adapters.results;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.askdesk.adapters.warehouse.RowSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a result, and holds one batch of rows at most. */
final class BatchReader {
    /** What was written is read, so a cell may be as long as a text can be. */
    private static final ObjectReader LINES = new JsonMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .readerFor(ResultLine.class);

    private final RowSink sink;
    private int columns;
    private long rows;

    private BatchReader(RowSink sink) {
        this.sink = sink;
    }

    /**
     * Passes a result's rows on.
     *
     * @return whether the query had more rows
     * @throws IOException the result cannot be read, was cut off, or is damaged
     */
    static boolean read(InputStream in, RowSink sink) throws IOException {
        try (MappingIterator<ResultLine> lines = LINES.readValues(new GZIPInputStream(in, 1 << 16))) {
            return new BatchReader(sink).read(lines);
        }
    }

    private boolean read(MappingIterator<ResultLine> lines) throws IOException {
        if (!lines.hasNextValue()) {
            throw new IOException("it has no head");
        }
        head(lines.nextValue());
        while (lines.hasNextValue()) {
            ResultLine line = lines.nextValue();
            List<List<@Nullable String>> cells = line.cells();
            if (cells == null) {
                return foot(line, lines.hasNextValue());
            }
            batch(cells);
        }
        throw new IOException("it has no foot");
    }

    private void head(ResultLine head) throws IOException {
        List<String> names = head.columns();
        List<String> types = head.types();
        if (head.format() == null || names == null || types == null) {
            throw new IOException("it has no head");
        }
        if (head.format() != ResultLine.FORMAT) {
            throw new IOException("a later version wrote it, in format " + head.format());
        }
        columns = names.size();
        sink.begin(names, types);
    }

    private void batch(List<List<@Nullable String>> cells) throws IOException {
        int length = cells.isEmpty() || cells.get(0) == null ? 0 : cells.get(0).size();
        if (cells.size() != columns || cells.stream().anyMatch(column -> column == null || column.size() != length)) {
            throw new IOException("a batch is not of its columns");
        }
        for (int row = 0; row < length; row++) {
            List<@Nullable String> read = new ArrayList<>(columns);
            for (List<@Nullable String> column : cells) {
                read.add(column.get(row));
            }
            sink.row(read);
        }
        rows += length;
    }

    private boolean foot(ResultLine foot, boolean more) throws IOException {
        if (more || foot.truncated() == null || foot.rows() == null || foot.rows() != rows) {
            throw new IOException("its foot does not fit its rows");
        }
        return foot.truncated();
    }
}
