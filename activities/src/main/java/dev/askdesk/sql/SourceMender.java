package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;

/** Mends what a statement reads from: names of tables that are nearly right or lack their schema, and FROM dual. */
final class SourceMender {
    private static final double SURELY_MEANT = 0.9;

    private final Catalog catalog;

    SourceMender(Catalog catalog) {
        this.catalog = catalog;
    }

    void mend(Select select, List<String> notes) {
        Set<String> withQueries = withQueries(select);
        SyntaxTree.walk(select, node -> {
            if (node instanceof PlainSelect plain) {
                topToLimit(plain);
                sources(plain, withQueries, notes);
            }
        });
    }

    /** Gives each table its schema, without which the engine may not find it; returns the tables. */
    List<Catalog.Table> inFull(Select select) {
        Set<String> withQueries = withQueries(select);
        List<Catalog.Table> tables = new ArrayList<>();
        SyntaxTree.walk(select, node -> {
            FromItem source = node instanceof PlainSelect plain
                    ? plain.getFromItem()
                    : node instanceof Join join ? join.getFromItem() : null;
            if (source instanceof Table table && !withQueries.contains(String.join(".", Names.parts(table)))) {
                catalog.table(String.join(".", Names.parts(table))).ifPresent(found -> {
                    Names.rename(table, found.name());
                    tables.add(found);
                });
            }
        });
        return tables;
    }

    private static Set<String> withQueries(Select select) {
        Set<String> names = new HashSet<>();
        SyntaxTree.walk(select, node -> {
            if (node instanceof WithItem<?> item) {
                names.add(Relation.plain(item.getAliasName()));
            }
        });
        return names;
    }

    /** SELECT TOP 5 of SQL Server. */
    private static void topToLimit(PlainSelect select) {
        if (select.getTop() != null && select.getLimit() == null) {
            select.setLimit(new Limit().withRowCount(select.getTop().getExpression()));
            select.setTop(null);
        }
    }

    /** FROM dual is no table, and a name that is nearly a table's is that table. */
    private void sources(PlainSelect select, Set<String> withQueries, List<String> notes) {
        FromItem from = select.getFromItem();
        if (from instanceof Table table
                && Names.last(table.getName()).equals("dual")
                && catalog.table("dual").isEmpty()) {
            select.setFromItem(null);
        } else if (from instanceof Table table) {
            rename(table, withQueries, notes);
        }
        for (Join join : select.getJoins() == null ? List.<Join>of() : select.getJoins()) {
            if (join.getFromItem() instanceof Table table) {
                rename(table, withQueries, notes);
            }
        }
    }

    private void rename(Table table, Set<String> withQueries, List<String> notes) {
        String name = Names.last(table.getName());
        if (withQueries.contains(name)
                || catalog.table(String.join(".", Names.parts(table))).isPresent()) {
            return;
        }
        Optional<Catalog.Table> sameName = catalog.table(name);
        List<String> near = sameName.isPresent()
                ? List.of(sameName.get().name())
                : NearestNames.tables(name, catalog.tables(), SURELY_MEANT);
        if (near.size() == 1) {
            if (table.getAlias() == null) {
                table.setAlias(new Alias(Names.quoted(name), false));
            }
            Table renamed = new Table(List.of(near.get(0).split("\\.", -1)));
            table.setName(renamed.getName());
            table.setSchemaName(renamed.getSchemaName());
            if (sameName.isEmpty()) {
                notes.add(name + " is read as the table " + near.get(0) + ".");
            }
        }
    }
}
