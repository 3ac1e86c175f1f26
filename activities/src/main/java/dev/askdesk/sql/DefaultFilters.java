package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.DefaultFilter;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.dialect.UnreadableText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * Puts in the conditions that hold unless the question says otherwise, such as "the newest valuation only". A query that
 * does anything with the columns of a condition has its own idea of it, and is left alone.
 */
final class DefaultFilters {
    private DefaultFilters() {}

    static void apply(Select select, QueryResolver resolver, Asked asked, Dialect dialect, List<String> notes) {
        SyntaxTree.walk(select, node -> {
            if (node instanceof PlainSelect plain) {
                for (Relation relation : resolver.relationsOf(plain)) {
                    apply(plain, relation, resolver, asked, dialect, notes);
                }
            }
        });
    }

    private static void apply(
            PlainSelect select,
            Relation relation,
            QueryResolver resolver,
            Asked asked,
            Dialect dialect,
            List<String> notes) {
        Catalog.Table table = relation.table();
        for (DefaultFilter filter : table == null ? List.<DefaultFilter>of() : table.defaultFilters()) {
            Expression condition = parsed(filter.sql().replace("{t}", dialect.plain(relation.name())), dialect);
            boolean lifted =
                    filter.unless().stream().anyMatch(asked::has) || (filter.liftedByDate() && asked.period() != null);
            if (condition != null && !lifted && !usesAny(columns(condition, relation), select, relation, resolver)) {
                add(condition, select, relation);
                if (!filter.assumption().isBlank()) {
                    notes.add(filter.assumption());
                }
            }
        }
    }

    /** To the join that brings the table in, where rows without one are kept; else to the query. */
    private static void add(Expression condition, PlainSelect select, Relation relation) {
        for (Join join : select.getJoins() == null ? List.<Join>of() : select.getJoins()) {
            boolean keeps =
                    (join.isLeft() || join.isFull()) && !join.getOnExpressions().isEmpty();
            if (keeps
                    && join.getFromItem() instanceof Table table
                    && relation.name().equals(nameOf(table))) {
                List<Expression> conditions = new ArrayList<>(join.getOnExpressions());
                conditions.set(0, new AndExpression(conditions.get(0), condition));
                join.setOnExpressions(conditions);
                return;
            }
        }
        Expression where = select.getWhere();
        select.setWhere(where == null ? condition : new AndExpression(bracketed(where), condition));
    }

    private static Expression bracketed(Expression where) {
        return where instanceof OrExpression ? new ParenthesedExpressionList<>(where) : where;
    }

    private static String nameOf(Table table) {
        return table.getAlias() == null
                ? Names.last(table.getName())
                : Relation.plain(table.getAlias().getName());
    }

    private static @Nullable Expression parsed(String condition, Dialect dialect) {
        try {
            return CCJSqlParserUtil.parseCondExpression(dialect.read(condition));
        } catch (JSQLParserException | UnreadableText onlyTheEngineKnowsIt) {
            return null;
        }
    }

    /** The columns of the filtered table that a condition names. */
    private static Set<String> columns(Expression condition, Relation relation) {
        Set<String> names = new HashSet<>();
        collect(condition, relation, names);
        return names;
    }

    /** What a query within the condition reads is how the condition is made, not what it is about. */
    private static void collect(Object node, Relation relation, Set<String> names) {
        if (node instanceof Column column
                && column.getTable() != null
                && Relation.plain(column.getTable().getName()).equals(relation.name())) {
            names.add(Relation.plain(column.getColumnName()));
        }
        if (!(node instanceof Select)) {
            SyntaxTree.children(node).forEach(child -> collect(child, relation, names));
        }
    }

    private static boolean usesAny(Set<String> names, PlainSelect select, Relation relation, QueryResolver resolver) {
        boolean[] used = {false};
        SyntaxTree.walk(
                select,
                node -> used[0] |= node instanceof Column column
                        && names.contains(Relation.plain(column.getColumnName()))
                        && resolver.relationOf(column).filter(relation::equals).isPresent());
        return used[0];
    }
}
