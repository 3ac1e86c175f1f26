package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogException;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.dialect.UnreadableText;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
    private final Dialect dialect;

    TableFence(Visibility visibility, Dialect dialect) {
        this.visibility = visibility;
        this.dialect = dialect;
    }

    /** Whether a statement, in which all names are in lower case, reaches the table through a fence only. */
    boolean renames(Catalog.Table table) {
        return dialect.distinguishesCase()
                && (isRenamed(table.name()) || table.columns().stream().anyMatch(column -> isRenamed(column.name())));
    }

    private static boolean isRenamed(String name) {
        return !name.equals(name.toLowerCase(Locale.ROOT));
    }

    void put(TableUse use) {
        Alias alias = use.node().getAlias();
        if (alias == null) {
            List<String> parts = Names.parts(use.node());
            String name = parts.get(parts.size() - 1);
            alias = new Alias(dialect == Dialect.DUCKDB ? Names.quoted(name) : Names.quotedPart(name), true);
        }
        ParenthesedSelect fence = new ParenthesedSelect().withSelect(StatementParser.plain(sql(use.table()), dialect));
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
            SyntaxTree.walk(StatementParser.plain(rows("1", table), dialect), node -> {
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
                .map(column -> column(column.name()))
                .toList();
        if (columns.isEmpty()) {
            throw Refusal.hidden("a table");
        }
        return rows(String.join(", ", columns), table);
    }

    private String column(String name) {
        String exact = Names.quotedParts(name);
        return dialect.distinguishesCase() && isRenamed(name)
                ? exact + " AS " + Names.quotedParts(name.toLowerCase(Locale.ROOT))
                : exact;
    }

    private String rows(String columns, Catalog.Table table) {
        String select = "SELECT " + columns + " FROM " + Names.quotedParts(table.name()) + " AS " + ALIAS;
        return visibility
                .rule(table)
                .map(rule -> select + " WHERE " + plain(rule.replace("{t}", ALIAS)))
                .orElse(select);
    }

    private String plain(String rule) {
        try {
            return dialect.readExactly(rule);
        } catch (UnreadableText e) {
            throw new Refusal(Kind.SYNTAX, e.getMessage());
        }
    }
}
