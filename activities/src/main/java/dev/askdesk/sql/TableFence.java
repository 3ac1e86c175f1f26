package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;

/**
 * Puts a derived table in place of a catalogued one, with the columns and rows that the user may see and no others. So
 * the engine itself cannot reach the rest, in whatever way the statement tries.
 */
final class TableFence {
    private static final String ALIAS = "fenced";

    private final Visibility visibility;

    TableFence(Visibility visibility) {
        this.visibility = visibility;
    }

    void put(TableUse use) {
        Alias alias = use.node().getAlias();
        if (alias == null) {
            List<String> parts = Names.parts(use.node());
            alias = new Alias(Names.quoted(parts.get(parts.size() - 1)), true);
        }
        ParenthesedSelect fence = new ParenthesedSelect().withSelect(StatementParser.parse(sql(use.table())));
        fence.setAlias(alias);
        use.replace().accept(fence);
    }

    /**
     * The names of the tables that the rules of the table's rows read, without schema.
     *
     * @throws CatalogException a rule of the table is not a condition
     */
    Set<String> namesRead(Catalog.Table table) {
        Set<String> names = new HashSet<>();
        if (visibility.rule(table).isEmpty()) {
            return names;
        }
        try {
            SyntaxTree.walk(StatementParser.parse(rows("1", table)), node -> {
                if (node instanceof Table read) {
                    List<String> parts = Names.parts(read);
                    names.add(parts.get(parts.size() - 1));
                }
            });
        } catch (Refusal e) {
            throw new CatalogException("The row rule of the table " + table.name()
                    + " is not an SQL condition; correct it under access.roles: " + e.getMessage());
        }
        return names;
    }

    private String sql(Catalog.Table table) {
        List<String> columns = visibility.visible(table).columns().stream()
                .map(column -> Names.quotedParts(column.name()))
                .toList();
        if (columns.isEmpty()) {
            throw Refusal.hidden("a table");
        }
        return rows(String.join(", ", columns), table);
    }

    private String rows(String columns, Catalog.Table table) {
        String select = "SELECT " + columns + " FROM " + Names.quotedParts(table.name()) + " AS " + ALIAS;
        return visibility
                .rule(table)
                .map(rule -> select + " WHERE " + rule.replace("{t}", ALIAS))
                .orElse(select);
    }
}
