package dev.askdesk.sql;

import dev.askdesk.workflows.ask.Problem.Kind;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.statement.select.Fetch;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** The number of rows that a query returns at most. */
final class RowLimit {
    private RowLimit() {}

    /** The query's own limit; {@link Relation#UNBOUNDED} where it has none that can be read. */
    static long of(Select select) {
        Limit limit = select.getLimit();
        Fetch fetch = select.getFetch();
        if (limit != null) {
            return number(limit.getRowCount());
        }
        return fetch != null ? number(fetch.getExpression()) : Relation.UNBOUNDED;
    }

    /** Adds a limit to the query, or lowers the one that it has. */
    static void apply(Select select, long rows) {
        Limit limit = select.getLimit();
        Fetch fetch = select.getFetch();
        if (fetch != null) {
            if (fetch.getFetchParameters() != null && fetch.getFetchParameters().contains("WITH TIES")) {
                throw new Refusal(Kind.SYNTAX, "Write LIMIT, or rank() with QUALIFY, instead of FETCH … WITH TIES.");
            }
            limit = new Limit().withRowCount(fetch.getExpression());
            select.setFetch(null);
        }
        if (limit == null) {
            limit = new Limit();
        }
        if (limit.getRowCount() instanceof LongValue || isAll(limit)) {
            limit.setRowCount(new LongValue(Math.min(rows, number(limit.getRowCount()))));
        } else {
            throw new Refusal(Kind.SYNTAX, "Write LIMIT with a plain number.");
        }
        select.setLimit(limit);
    }

    private static boolean isAll(Limit limit) {
        return limit.getRowCount() == null || limit.isLimitAll() || limit.isLimitNull();
    }

    private static long number(@Nullable Expression expression) {
        try {
            return expression instanceof LongValue value ? value.getValue() : Relation.UNBOUNDED;
        } catch (NumberFormatException e) {
            return Relation.UNBOUNDED;
        }
    }
}
