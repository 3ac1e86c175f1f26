package dev.askdesk.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** Names of tables and columns as SQL takes them, whatever characters they are made of. */
final class SqlNames {
    private final char quote;

    /** @param dialect as {@link Catalog#dialect()} */
    SqlNames(String dialect) {
        this.quote = dialect.equals("databricks") ? '`' : '"';
    }

    /** A table, with its schema where the name has one. */
    String table(String name) {
        return name.indexOf(quote) >= 0
                ? name
                : List.of(name.split("\\.")).stream().map(this::column).collect(Collectors.joining("."));
    }

    String column(String name) {
        return name.indexOf(quote) >= 0 ? name : quote + name + quote;
    }
}
