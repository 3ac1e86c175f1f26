package dev.askdesk.adapters.warehouse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as the database describes it.
 *
 * @param name as SQL names it: {@code schema.table}, or {@code table} where its schema is the default one
 * @param comment the database's own comment
 * @param primaryKey columns of the primary key, empty where none is declared
 * @param tags what people have marked it with, {@code name} or {@code name=value}
 * @param rowFilter what leaves some of its rows out for some users, such as a function's name; {@code null} where all see
 *     all
 */
public record DatabaseTable(
        String name,
        @Nullable String comment,
        List<DatabaseColumn> columns,
        List<String> primaryKey,
        List<ForeignKey> foreignKeys,
        List<String> tags,
        @Nullable String rowFilter) {

    /** One of an engine that has neither tags nor filters. */
    public DatabaseTable(
            String name,
            @Nullable String comment,
            List<DatabaseColumn> columns,
            List<String> primaryKey,
            List<ForeignKey> foreignKeys) {
        this(name, comment, columns, primaryKey, foreignKeys, List.of(), null);
    }

    /**
     * @param type the engine's type name, such as {@code DECIMAL(10,2)}
     * @param tags as of a table
     * @param mask what changes its values for some users, such as a function's name; {@code null} where all see them
     */
    public record DatabaseColumn(
            String name,
            String type,
            boolean nullable,
            @Nullable String comment,
            List<String> tags,
            @Nullable String mask) {

        /** One of an engine that has neither tags nor masks. */
        public DatabaseColumn(String name, String type, boolean nullable, @Nullable String comment) {
            this(name, type, nullable, comment, List.of(), null);
        }
    }

    /** @param columns of this table, in the order of {@code targetColumns} of {@code targetTable} */
    public record ForeignKey(List<String> columns, String targetTable, List<String> targetColumns) {}
}
