package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;

/**
 * Mends {@code a.x = (SELECT x FROM b WHERE …)} where b has no x: by SQL's rules that x is the outer one, so that every
 * row fits, and nothing fails. What was meant is the column of b that the catalog joins to a.x.
 */
final class SubqueryMender {
    private final Catalog catalog;

    SubqueryMender(Catalog catalog) {
        this.catalog = catalog;
    }

    void mend(Select select, QueryResolver resolver, List<String> notes) {
        SyntaxTree.walk(select, node -> {
            if (node instanceof ComparisonOperator comparison) {
                mend(comparison.getLeftExpression(), comparison.getRightExpression(), resolver, notes);
                mend(comparison.getRightExpression(), comparison.getLeftExpression(), resolver, notes);
            } else if (node instanceof InExpression in) {
                mend(in.getLeftExpression(), in.getRightExpression(), resolver, notes);
            }
        });
    }

    private void mend(Expression left, Expression right, QueryResolver resolver, List<String> notes) {
        if (!(left instanceof Column outer)
                || !(right instanceof ParenthesedSelect brackets)
                || !(brackets.getSelect() instanceof PlainSelect inner)
                || inner.getSelectItems().size() != 1
                || !(inner.getSelectItems().get(0).getExpression() instanceof Column selected)) {
            return;
        }
        Optional<Relation> of = resolver.relationOf(selected);
        List<Relation> own = resolver.relationsOf(inner);
        if (of.isEmpty() || own.contains(of.get()) || own.stream().anyMatch(Relation::open)) {
            return;
        }
        List<Column> meant = new ArrayList<>();
        resolver.relationOf(outer)
                .ifPresent(relation ->
                        own.forEach(candidate -> partner(relation, Relation.plain(outer.getColumnName()), candidate)
                                .ifPresent(meant::add)));
        if (meant.size() == 1) {
            selected.setTable(meant.get(0).getTable());
            selected.setColumnName(meant.get(0).getColumnName());
            notes.add(outer.getColumnName() + " is held against " + selected + ".");
        }
    }

    /** The column of the candidate that the catalog joins to a column, if there is just one. */
    private Optional<Column> partner(Relation relation, String column, Relation candidate) {
        if (relation.table() == null || candidate.table() == null) {
            return Optional.empty();
        }
        String here = (relation.table().name() + "." + column);
        List<String> there = new ArrayList<>();
        for (Catalog.Join join : catalog.joins()) {
            if (join.many().strip().equalsIgnoreCase(here)
                    && join.oneTable().equals(candidate.table().name())) {
                there.add(join.one());
            } else if (join.one().strip().equalsIgnoreCase(here)
                    && join.manyTable().equals(candidate.table().name())) {
                there.add(join.many());
            }
        }
        return there.size() == 1 && !there.get(0).contains(",")
                ? Optional.of(new Column(
                        new Table(Names.quoted(candidate.name())),
                        Names.quoted(Names.last(there.get(0).strip()))))
                : Optional.empty();
    }
}
