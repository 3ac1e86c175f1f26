package dev.askdesk.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;

/** Mends how a query groups: columns that are shown beside figures group them, and figures are filtered after grouping. */
final class GroupMender {
    private GroupMender() {}

    /** Whether a node adds rows up; a window function does not. */
    static boolean isAggregate(Object node) {
        return node instanceof Function function
                && function.getName() != null
                && FunctionRules.isAggregate(function.getName());
    }

    /** @return what was done, as a sentence; empty when nothing had to be */
    static Optional<String> mend(Select statement) {
        List<String> done = new ArrayList<>();
        SyntaxTree.walk(statement, node -> {
            if (node instanceof PlainSelect select) {
                conditions(select).ifPresent(done::add);
                groups(select).ifPresent(done::add);
            }
        });
        return done.stream().findFirst();
    }

    /** WHERE SUM(x) > 1 is HAVING SUM(x) > 1. */
    private static Optional<String> conditions(PlainSelect select) {
        List<Expression> where = new ArrayList<>();
        List<Expression> having = new ArrayList<>();
        for (Expression condition : conjuncts(select.getWhere())) {
            (holdsAggregate(condition) ? having : where).add(condition);
        }
        if (having.isEmpty()) {
            return Optional.empty();
        }
        select.setWhere(all(where));
        having.addAll(conjuncts(select.getHaving()));
        select.setHaving(all(having));
        return Optional.of("A condition on a figure holds for the groups.");
    }

    private static Optional<String> groups(PlainSelect select) {
        List<Expression> plain = new ArrayList<>();
        boolean aggregates = select.getGroupBy() != null || select.getHaving() != null;
        for (SelectItem<?> item : select.getSelectItems()) {
            if (item.getExpression() instanceof AllColumns) {
                return Optional.empty();
            }
            if (holdsAggregate(item.getExpression())) {
                aggregates = true;
            } else if (holdsColumn(item.getExpression())) {
                plain.add(item.getExpression());
            }
        }
        boolean oneRow = plain.isEmpty() && addsUp(select) && select.getGroupBy() == null;
        if (oneRow && select.getOrderByElements() != null) {
            // Figures of all rows are one row, which needs no order.
            select.setOrderByElements(null);
            return Optional.of("Without an order, since there is one row.");
        }
        if (select.getOrderByElements() != null) {
            for (OrderByElement order : select.getOrderByElements()) {
                boolean own = order.getExpression() instanceof Column column
                        && column.getTable() == null
                        && select.getSelectItems().stream()
                                .anyMatch(item -> item.getAlias() != null
                                        && item.getAlias().getName().equalsIgnoreCase(column.getColumnName()));
                aggregates |= holdsAggregate(order.getExpression());
                if (!own && order.getExpression() instanceof Column) {
                    plain.add(order.getExpression());
                }
            }
        }
        return aggregates ? added(select, plain) : Optional.empty();
    }

    /** Whether a column of the result is a figure of several rows. */
    static boolean addsUp(PlainSelect select) {
        return select.getSelectItems().stream().anyMatch(item -> holdsAggregate(item.getExpression()));
    }

    private static Optional<String> added(PlainSelect select, List<Expression> plain) {
        GroupByElement group = select.getGroupBy();
        if (group != null && group.getGroupByExpressionList() == null) {
            return Optional.empty();
        }
        ExpressionList<Expression> groups = new ExpressionList<>();
        if (group != null) {
            for (Object expression : group.getGroupByExpressionList()) {
                groups.add((Expression) expression);
            }
        }
        List<String> added = new ArrayList<>();
        for (Expression expression : plain) {
            if (!isGrouped(expression, groups, select)) {
                groups.add(expression);
                added.add(expression.toString());
            }
        }
        if (added.isEmpty()) {
            return Optional.empty();
        }
        GroupByElement mended = group == null ? new GroupByElement() : group;
        mended.setGroupByExpressions(groups);
        select.setGroupByElement(mended);
        return Optional.of("Grouped by " + String.join(", ", added) + " too.");
    }

    /** By itself, by its position, or by its alias. */
    private static boolean isGrouped(Expression expression, List<Expression> groups, PlainSelect select) {
        for (Expression group : groups) {
            if (same(group, expression)) {
                return true;
            }
            for (int i = 0; i < select.getSelectItems().size(); i++) {
                SelectItem<?> item = select.getSelectItems().get(i);
                boolean named =
                        item.getAlias() != null && item.getAlias().getName().equalsIgnoreCase(group.toString());
                if ((named || group.toString().equals(String.valueOf(i + 1)))
                        && same(item.getExpression(), expression)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean same(Expression one, Expression other) {
        return one.toString().equalsIgnoreCase(other.toString());
    }

    static boolean holdsAggregate(Object node) {
        if (node instanceof AnalyticExpression || node instanceof Select) {
            return false;
        }
        return isAggregate(node) || SyntaxTree.children(node).stream().anyMatch(GroupMender::holdsAggregate);
    }

    private static boolean holdsColumn(Object node) {
        if (node instanceof AnalyticExpression || node instanceof Select) {
            return false;
        }
        return node instanceof Column || SyntaxTree.children(node).stream().anyMatch(GroupMender::holdsColumn);
    }

    static List<Expression> conjuncts(@Nullable Expression condition) {
        List<Expression> parts = new ArrayList<>();
        if (condition instanceof AndExpression and) {
            parts.addAll(conjuncts(((BinaryExpression) and).getLeftExpression()));
            parts.addAll(conjuncts(((BinaryExpression) and).getRightExpression()));
        } else if (condition != null) {
            parts.add(condition);
        }
        return parts;
    }

    private static @Nullable Expression all(List<Expression> conditions) {
        return conditions.stream().reduce(AndExpression::new).orElse(null);
    }
}
