package dev.askdesk.sql;

import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.List;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;

/** How many rows a query has at most, as far as its text tells. */
final class RowBounds {
    /** More is too many for something that reads no table. */
    static final long MOST = 1_000_000;

    /** What DISTINCT or GROUP BY leaves is taken to be a list of things, such as months or funds. */
    private static final long GROUPS = 1_000;

    /** A series by dates has no more steps than this in practice; its ends may be expressions. */
    private static final long DATES = 10_000;

    private RowBounds() {}

    /** How many rows a series has at most. */
    static long ofSeries(Function series) {
        List<?> arguments = series.getParameters() == null ? List.of() : series.getParameters();
        if (arguments.stream().anyMatch(IntervalExpression.class::isInstance)) {
            return DATES;
        }
        long span = 0;
        for (Object argument : arguments) {
            if (!(argument instanceof LongValue value) || value.getStringValue().length() > 15) {
                return Relation.UNBOUNDED;
            }
            span = Math.max(span, value.getValue() + 1);
        }
        if (span > MOST) {
            throw new Refusal(Kind.TOO_LARGE, "A series may have at most " + MOST + " rows.");
        }
        return span == 0 ? Relation.UNBOUNDED : span;
    }

    /** @param product rows that its FROM clause has at most */
    static long of(PlainSelect select, long product) {
        boolean oneGroup = select.getGroupBy() == null && select.getHaving() == null;
        boolean groups = select.getGroupBy() != null || select.getDistinct() != null;
        long factor = 1;
        boolean aggregate = false;
        for (SelectItem<?> item : select.getSelectItems()) {
            aggregate |= hasAggregate(item.getExpression());
            long series = series(item.getExpression());
            factor = factor == Relation.UNBOUNDED ? factor : Math.max(factor, series);
        }
        long rows = groups ? Math.min(product, GROUPS) : product;
        return multiply(oneGroup && aggregate ? 1 : rows, factor);
    }

    private static boolean hasAggregate(Object node) {
        if (node instanceof Select) {
            return false;
        }
        if (node instanceof AnalyticExpression) {
            return false;
        }
        boolean here = node instanceof Function function && FunctionRules.isAggregate(function.getName());
        return here || SyntaxTree.children(node).stream().anyMatch(RowBounds::hasAggregate);
    }

    /** How many rows the expression makes of one. */
    private static long series(Object node) {
        if (node instanceof Select) {
            return 1;
        }
        long rows = node instanceof Function function && FunctionRules.isSeries(function.getName())
                ? ofSeries(function)
                : 1;
        for (Object child : SyntaxTree.children(node)) {
            rows = Math.max(rows, series(child));
        }
        return rows;
    }

    static long multiply(long left, long right) {
        boolean unbounded = left == Relation.UNBOUNDED || right == Relation.UNBOUNDED;
        return unbounded || left > MOST * MOST / Math.max(1, right) ? Relation.UNBOUNDED : left * right;
    }
}
