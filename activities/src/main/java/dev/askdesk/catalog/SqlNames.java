package dev.askdesk.catalog;

import dev.askdesk.dialect.Dialect;

/** Names of tables and columns as SQL takes them, whatever characters they are made of. */
final class SqlNames {
    private final Dialect dialect;
    private final String quote;

    /** @param dialect as {@link Catalog#dialect()} */
    SqlNames(String dialect) {
        this.dialect = Dialect.of(dialect);
        this.quote = this.dialect.quoted("").substring(1);
    }

    /** A table, with its schema where the name has one. */
    String table(String name) {
        return name.contains(quote) ? name : dialect.quotedParts(name);
    }

    String column(String name) {
        return name.contains(quote) ? name : dialect.quoted(name);
    }

    /** NULL as a text. */
    String noText() {
        return "CAST(NULL AS " + (dialect == Dialect.DUCKDB ? "STRING" : dialect.textType()) + ")";
    }
}
