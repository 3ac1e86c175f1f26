package dev.askdesk.adapters.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as the database describes it.
 *
 * @param name as SQL names it: {@code schema.table}, or {@code table} where its schema is the default one
 * @param comment the database's own comment
 * @param primaryKey columns of the primary key, empty where none is declared
 */
public record DatabaseTable(
        String name,
        @Nullable String comment,
        List<DatabaseColumn> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys) {

    /** @param type the engine's type name, such as {@code DECIMAL(10,2)} */
    public record DatabaseColumn(
            String name,
            String type,
            boolean nullable,
            @Nullable String comment) {}

    /** @param columns of this table, in the order of {@code targetColumns} of {@code targetTable} */
    public record ForeignKey(List<String> columns, String targetTable, List<String> targetColumns) {}
}
