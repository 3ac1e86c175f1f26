package dev.askdesk.adapters.results;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a stored result, which is a gzip'd file of JSON lines: a head ({@code format}, {@code columns},
 * {@code types}), batches of rows column by column ({@code cells}), and a foot ({@code rows}, {@code truncated}), by
 * whose absence a file that was cut is known.
 *
 * <p>Batches by column are what Arrow and Parquet are made of, and this is turned into them in a line of DuckDB or
 * pandas. It is neither itself: their Java writers need flags of the JVM for memory off its heap, or Hadoop; and cells
 * are exact decimal text, of which a column of numbers would have to guess precision and scale. In DuckDB:
 *
 * <pre>
 * SELECT unnest(cells[1]) AS name, unnest(cells[2])::DECIMAL(18, 2) AS amount
 * FROM read_json('result.jsonl.gz', format = 'newline_delimited', columns = {cells: 'VARCHAR[][]'})
 * WHERE cells IS NOT NULL
 * </pre>
 *
 * @param cells one array a column, all of the same length; a missing value is {@code null}, and empty text is not
 * @param rows how many there are in all batches
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record ResultLine(
        @Nullable Integer format,
        @Nullable List<String> columns,
        @Nullable List<String> types,
        @Nullable List<List<@Nullable String>> cells,
        @Nullable Long rows,
        @Nullable Boolean truncated) {

    /** What is written; a later one is not read. */
    static final int FORMAT = 1;

    static ResultLine head(List<String> columns, List<String> types) {
        return new ResultLine(FORMAT, columns, types, null, null, null);
    }

    static ResultLine batch(List<List<@Nullable String>> cells) {
        return new ResultLine(null, null, null, cells, null, null);
    }

    static ResultLine foot(long rows, boolean truncated) {
        return new ResultLine(null, null, null, null, rows, truncated);
    }
}
