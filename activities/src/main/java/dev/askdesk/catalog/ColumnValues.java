package dev.askdesk.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values of one column that the catalog looks up.
 *
 * @param truncated whether the column has more values than these
 */
public record ColumnValues(String table, String column, List<Value> values, boolean truncated) {
    public ColumnValues {
        values = List.copyOf(values);
    }

    /**
     * A value of the column.
     *
     * @param text the value as the column has it
     * @param preferred whether a row with it satisfies the lookup's {@code prefer}
     * @param label what the table's label column has in the rows of this value, where all have the same; else
     *     {@code null}
     * @param means the name to use instead, where the column holds aliases; else {@code null}
     */
    public record Value(
            String text,
            boolean preferred,
            @Nullable String label,
            @Nullable String means) {}

    /** Plain values: none preferred, none an alias. */
    public static ColumnValues of(String table, String column, String... values) {
        return new ColumnValues(
                table,
                column,
                Stream.of(values)
                        .map(value -> new Value(value, false, null, null))
                        .toList(),
                false);
    }
}
