package dev.askdesk.sql;

import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/** Refuses joins that nothing connects: the rows of such relations multiply. */
final class JoinSizes {
    /** What small relations may multiply to where a table of unknown size is joined to them without a condition. */
    private static final long MOST_BESIDE_A_TABLE = 10_000;

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
     * @return how many rows it has at most, as far as the statement tells
     */
    static long check(PlainSelect select, List<FromResolver.Source> sources, ExpressionResolver expressions) {
        JoinSizes sizes = new JoinSizes(sources, expressions);
        sizes.connect(select);
        long product = sizes.check();
        return RowBounds.of(select, product);
    }

    private void connect(PlainSelect select) {
        if (select.getWhere() != null) {
            predicates(select.getWhere());
        }
        joins(select.getJoins());
        for (int i = 0; i < sources.size(); i++) {
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
            product = rows == Relation.UNBOUNDED ? product : RowBounds.multiply(product, rows);
        }
        if (tables > 1 || product > (tables == 1 ? MOST_BESIDE_A_TABLE : RowBounds.MOST)) {
            throw new Refusal(
                    Kind.TOO_LARGE,
                    "Nothing connects some of the joined tables, so their rows multiply; join them ON a condition.");
        }
        return tables == 1 ? Relation.UNBOUNDED : product;
    }

    /** A join on a condition is taken to have about as many rows as the larger of its sides. */
    private List<Long> groupSizes() {
        List<Long> sizes = new ArrayList<>(Collections.nCopies(group.length, 0L));
        for (int i = 0; i < group.length; i++) {
            long rows = sources.get(i).relation().rows();
            sizes.set(group[i], Math.max(sizes.get(group[i]), rows));
        }
        sizes.removeIf(size -> size == 0);
        return sizes;
    }
}
