package dev.askdesk.sql;

import java.util.List;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.OrderByElement.NullOrdering;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * Puts rows without a figure behind all others, where the statement does not say where they belong: "the largest five"
 * must not begin with five that have no size. Engines differ, and some turn the order of NULLs with the direction.
 */
final class NullOrder {
    private NullOrder() {}

    /** In every query and window; the order within an aggregate such as a percentile knows no NULLs. */
    static void last(Select select) {
        SyntaxTree.walk(select, node -> {
            if (node instanceof Select query) {
                last(query.getOrderByElements());
            } else if (node instanceof AnalyticExpression window && window.getWindowName() == null) {
                last(window.getOrderByElements());
            } else if (node instanceof WindowDefinition window) {
                last(window.getOrderByElements());
            }
        });
    }

    private static void last(@Nullable List<OrderByElement> order) {
        for (OrderByElement element : order == null ? List.<OrderByElement>of() : order) {
            if (element.getNullOrdering() == null) {
                element.setNullOrdering(NullOrdering.NULLS_LAST);
            }
        }
    }
}
