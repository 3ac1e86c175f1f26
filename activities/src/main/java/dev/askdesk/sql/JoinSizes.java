package dev.askdesk.sql;

import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;

/** Refuses joins that nothing connects: the rows of such relations multiply. */
final class JoinSizes {
    /** Rows that few enough relations may multiply to, with and without a table of unknown size among them. */
    private static final long MOST_BESIDE_A_TABLE = 10_000;

    private static final long MOST_ROWS = 1_000_000;

    /** A series by dates has no more steps than this in practice; its ends may be expressions. */
    private static final long DATES = 10_000;

    private final List<FromResolver.Source> sources;
    private final ExpressionResolver expressions;
    private final int[] group;

    private JoinSizes(List<FromResolver.Source> sources, ExpressionResolver expressions) {
        this.sources = sources;
        this.expressions = expressions;
        this.group = IntStream.range(0, sources.size()).toArray();
    }

    /**
     * Checks one SELECT.
     *
     * @return how many rows it has at most
     */
    static long check(PlainSelect select, List<FromResolver.Source> sources, ExpressionResolver expressions) {
        JoinSizes sizes = new JoinSizes(sources, expressions);
        sizes.connect(select);
        long product = sizes.check();
        return rows(select, product);
    }

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
        if (span > MOST_ROWS) {
            throw new Refusal(Kind.TOO_LARGE, "A series may have at most " + MOST_ROWS + " rows.");
        }
        return span == 0 ? Relation.UNBOUNDED : span;
    }

    private void connect(PlainSelect select) {
        if (select.getWhere() != null) {
            predicates(select.getWhere());
        }
        joins(select.getJoins());
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).item() instanceof ParenthesedFromItem nested) {
                joins(nested.getJoins());
            }
            // A derived table or a series that uses a column of another relation depends on it.
            connect(i, sources.get(i).item());
        }
        brackets(select.getFromItem());
        for (Join join : select.getJoins() == null ? List.<Join>of() : select.getJoins()) {
            brackets(join.getFromItem());
        }
    }

    private void brackets(@Nullable Object item) {
        if (item instanceof ParenthesedFromItem nested) {
            joins(nested.getJoins());
            brackets(nested.getFromItem());
            for (Join join : nested.getJoins() == null ? List.<Join>of() : nested.getJoins()) {
                brackets(join.getFromItem());
            }
        }
    }

    private void joins(@Nullable List<Join> joins) {
        for (Join join : joins == null ? List.<Join>of() : joins) {
            for (Expression on : join.getOnExpressions()) {
                predicates(on);
            }
            int right = index(join.getFromItem());
            for (Column column : join.getUsingColumns() == null ? List.<Column>of() : join.getUsingColumns()) {
                connectShared(right, Relation.plain(column.getColumnName()));
            }
            if (join.isNatural() && right > 0) {
                sources.get(right).relation().columns().forEach(column -> connectShared(right, column));
            }
        }
    }

    private void connectShared(int right, String column) {
        for (int left = 0; left < right; left++) {
            if (sources.get(left).relation().has(column)
                    || sources.get(left).relation().open()) {
                union(left, right);
            }
        }
    }

    /** Each comparison connects the relations whose columns it uses. */
    private void predicates(Object expression) {
        boolean and = expression instanceof AndExpression || expression instanceof OrExpression;
        if (and || expression instanceof NotExpression || expression instanceof ParenthesedExpressionList<?>) {
            SyntaxTree.children(expression).forEach(this::predicates);
        } else {
            connect(-1, expression);
        }
    }

    private void connect(int start, Object node) {
        int[] last = {start};
        SyntaxTree.walk(node, part -> {
            Relation relation = expressions.binding(part);
            int found = relation == null ? -1 : index(relation);
            if (found >= 0) {
                if (last[0] >= 0) {
                    union(last[0], found);
                }
                last[0] = found;
            }
        });
    }

    private int index(Relation relation) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).relation() == relation) {
                return i;
            }
        }
        return -1;
    }

    private int index(Object item) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).item() == item) {
                return i;
            }
        }
        return -1;
    }

    private void union(int left, int right) {
        int from = group[left];
        int to = group[right];
        for (int i = 0; i < group.length; i++) {
            group[i] = group[i] == from ? to : group[i];
        }
    }

    private long check() {
        long product = 1;
        int tables = 0;
        for (long rows : groupSizes()) {
            tables += rows == Relation.UNBOUNDED ? 1 : 0;
            product = rows == Relation.UNBOUNDED ? product : multiply(product, rows);
        }
        if (tables > 1 || product > (tables == 1 ? MOST_BESIDE_A_TABLE : MOST_ROWS)) {
            throw new Refusal(
                    Kind.TOO_LARGE,
                    "Nothing connects some of the joined tables, so their rows multiply; join them ON a condition.");
        }
        return tables == 1 ? Relation.UNBOUNDED : product;
    }

    private List<Long> groupSizes() {
        List<Long> sizes = new ArrayList<>(Collections.nCopies(group.length, 0L));
        for (int i = 0; i < group.length; i++) {
            long rows = sources.get(i).relation().rows();
            long before = sizes.get(group[i]);
            sizes.set(group[i], before == 0 ? rows : multiply(before, rows));
        }
        sizes.removeIf(size -> size == 0);
        return sizes;
    }

    private static long multiply(long left, long right) {
        boolean unbounded = left == Relation.UNBOUNDED || right == Relation.UNBOUNDED;
        return unbounded || left > MOST_ROWS * MOST_ROWS / Math.max(1, right) ? Relation.UNBOUNDED : left * right;
    }

    private static long rows(PlainSelect select, long product) {
        boolean oneGroup = select.getGroupBy() == null && select.getHaving() == null;
        long factor = 1;
        boolean aggregate = false;
        for (SelectItem<?> item : select.getSelectItems()) {
            aggregate |= hasAggregate(item.getExpression());
            long series = series(item.getExpression());
            factor = factor == Relation.UNBOUNDED ? factor : Math.max(factor, series);
        }
        return multiply(oneGroup && aggregate ? 1 : product, factor);
    }

    private static boolean hasAggregate(Object node) {
        if (node instanceof Select) {
            return false;
        }
        if (node instanceof AnalyticExpression) {
            return false;
        }
        boolean here = node instanceof Function function && FunctionRules.isAggregate(function.getName());
        return here || SyntaxTree.children(node).stream().anyMatch(JoinSizes::hasAggregate);
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
}
