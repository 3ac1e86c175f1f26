package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.Table;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import org.jspecify.annotations.Nullable;

/**
 * Something that a FROM clause or a WITH clause gives columns from.
 *
 * @param name that qualifies its columns, in lower case
 * @param columns in lower case, in order
 * @param open whether it may have columns that are not known here
 * @param rows how many rows it has at most; {@link #UNBOUNDED} where nobody knows
 * @param table the catalogued table that it is; {@code null} for anything else
 */
record Relation(
        String name,
        List<String> columns,
        boolean open,
        long rows,
        @Nullable Table table) {
    static final long UNBOUNDED = Long.MAX_VALUE;

    Relation {
        columns = List.copyOf(columns);
    }

    static Relation of(Table table, String name, Visibility visibility) {
        Set<String> columns = new LinkedHashSet<>();
        for (Catalog.Column column : table.columns()) {
            if (visibility.shows(table, column)) {
                columns.add(lower(column.name()));
            }
        }
        return new Relation(lower(name), List.copyOf(columns), false, UNBOUNDED, table);
    }

    boolean has(String column) {
        return columns.contains(column);
    }

    /** The same under an alias, which may also rename the first columns. */
    Relation as(@Nullable Alias alias) {
        if (alias == null) {
            return this;
        }
        List<String> renamed = new ArrayList<>(columns);
        if (alias.getAliasColumns() != null) {
            List<String> names = alias.getAliasColumns().stream()
                    .map(column -> plain(column.name))
                    .toList();
            int known = Math.min(names.size(), renamed.size());
            renamed.subList(0, known).clear();
            renamed.addAll(0, names);
        }
        return new Relation(plain(alias.getName()), renamed, open, rows, table);
    }

    Relation named(String newName) {
        return new Relation(lower(newName), columns, open, rows, table);
    }

    /** A name as it is compared: without quotes, in lower case. */
    static String plain(String name) {
        String text = name.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return lower(quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
