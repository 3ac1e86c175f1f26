package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/** What a phrase can mean in the terms of the catalog. */
public sealed interface Term {
    /** The table that it belongs to. */
    Catalog.Table table();

    /** The rows of a table. */
    record TableTerm(Catalog.Table table) implements Term {}

    /** A column. */
    record ColumnTerm(Catalog.Table table, Catalog.Column column) implements Term {}

    /** A named figure. */
    record MeasureTerm(Catalog.Table table, Catalog.Measure measure) implements Term {}

    /** What one table is to another, such as "lead partner". */
    record RoleTerm(Catalog.Table table, Catalog.Join join) implements Term {}

    /**
     * A value of a column.
     *
     * @param assumption why this value and not another, as a sentence; {@code null} where it is plain
     */
    record ValueTerm(
            Catalog.Table table,
            Catalog.Column column,
            String value,
            @Nullable String assumption) implements Term {}
}
