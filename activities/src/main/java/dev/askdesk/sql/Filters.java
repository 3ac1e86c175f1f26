package dev.askdesk.sql;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/** The conditions that a statement puts on its rows, for the evidence. */
final class Filters {
    private Filters() {}

    /** The parts, joined by AND, of every WHERE, HAVING and QUALIFY; conditions that only join tables left out. */
    static List<String> of(Object statement) {
        Set<String> filters = new LinkedHashSet<>();
        SyntaxTree.walk(statement, node -> {
            if (node instanceof PlainSelect select) {
                conjuncts(select.getWhere(), filters);
                conjuncts(select.getHaving(), filters);
                conjuncts(select.getQualify(), filters);
            }
        });
        return new ArrayList<>(filters);
    }

    private static void conjuncts(@Nullable Expression condition, Set<String> filters) {
        if (condition instanceof AndExpression and) {
            conjuncts(and.getLeftExpression(), filters);
            conjuncts(and.getRightExpression(), filters);
        } else if (condition instanceof ParenthesedExpressionList<?> brackets && brackets.size() == 1) {
            conjuncts(brackets.get(0), filters);
        } else if (condition != null && !joins(condition)) {
            filters.add(condition.toString());
        }
    }

    private static boolean joins(Expression condition) {
        return condition instanceof EqualsTo equal
                && equal.getLeftExpression() instanceof Column
                && equal.getRightExpression() instanceof Column;
    }
}
