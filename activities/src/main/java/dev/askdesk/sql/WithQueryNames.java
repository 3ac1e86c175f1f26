package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import java.util.List;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;

/**
 * Gives a WITH query that is called like a table a name of its own. Inside of it the name still means the table, and
 * everywhere after it the query, as in the statement before.
 */
final class WithQueryNames {
    private WithQueryNames() {}

    static void distinguish(Select statement, Catalog catalog) {
        List<WithItem<?>> items = statement.getWithItemsList();
        if (items == null) {
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            WithItem<?> item = items.get(i);
            String name = Relation.plain(item.getAliasName());
            if (catalog.table(name).isEmpty()) {
                continue;
            }
            String own = name + "_found";
            item.setAlias(new Alias(own, false));
            items.subList(i + 1, items.size()).forEach(later -> rename(later, name, own));
            for (Object part : SyntaxTree.children(statement)) {
                if (!(part instanceof WithItem<?>)) {
                    rename(part, name, own);
                }
            }
        }
    }

    private static void rename(Object root, String name, String own) {
        SyntaxTree.walk(root, node -> {
            boolean called = node instanceof Table table
                    && table.getSchemaName() == null
                    && table.getName() != null
                    && Relation.plain(table.getName()).equals(name);
            if (called && isSource(root, node)) {
                Table table = (Table) node;
                if (table.getAlias() == null) {
                    table.setAlias(new Alias(Names.quoted(name), false));
                }
                table.setName(own);
            }
        });
    }

    /** A table of a FROM clause, not the qualifier of a column. */
    private static boolean isSource(Object root, Object table) {
        boolean[] qualifier = {false};
        SyntaxTree.walk(root, node -> qualifier[0] |= node instanceof Column column && column.getTable() == table);
        return !qualifier[0];
    }
}
