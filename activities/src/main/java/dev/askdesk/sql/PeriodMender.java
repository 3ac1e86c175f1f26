package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.Grounding.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * Holds a date to the days that the question speaks of: "last year" is the calendar year before this one, "Q2 2024" ends
 * with June. Only where a query has conditions on one date, and the question speaks of one time.
 */
final class PeriodMender {
    private static final Set<String> NOW =
            Set.of("current_date", "current_timestamp", "localtimestamp", "today", "now");

    private static final Set<String> PARTS = Set.of(
            "year", "quarter", "month", "date", "date_trunc", "strftime", "make_date", "today", "now", "to_date");

    private PeriodMender() {}

    static void mend(Select select, QueryResolver resolver, Period period, List<String> notes) {
        SyntaxTree.walk(select, node -> {
            if (node instanceof PlainSelect plain) {
                mend(plain, resolver, period, notes);
            }
        });
    }

    private static void mend(PlainSelect select, QueryResolver resolver, Period period, List<String> notes) {
        List<Expression> others = new ArrayList<>();
        Map<String, Column> dates = new TreeMap<>();
        for (Expression condition : GroupMender.conjuncts(select.getWhere())) {
            Column date = dateOf(condition, resolver);
            if (date == null) {
                others.add(condition);
            } else {
                dates.put(date.toString().toLowerCase(Locale.ROOT), date);
            }
        }
        boolean partly = others.stream().anyMatch(condition -> condition instanceof OrExpression);
        if (dates.size() != 1 || partly) {
            return;
        }
        Column date = dates.values().iterator().next();
        String before = String.valueOf(select.getWhere());
        others.add(range(date, period));
        select.setWhere(others.stream().reduce(AndExpression::new).orElseThrow());
        if (!select.getWhere().toString().equals(before)) {
            notes.add("“" + period.mention() + "” is " + date.getColumnName() + " " + period.days() + ".");
        }
    }

    private static Expression range(Column date, Period period) {
        List<String> bounds = new ArrayList<>();
        if (period.from() != null) {
            bounds.add(date + " >= DATE '" + period.from() + "'");
        }
        if (period.to() != null) {
            bounds.add(date + " < DATE '" + period.to() + "'");
        }
        try {
            return CCJSqlParserUtil.parseCondExpression(String.join(" AND ", bounds));
        } catch (JSQLParserException e) {
            throw new IllegalStateException("A column that was parsed can be parsed", e);
        }
    }

    /** The date column that a condition holds against fixed days; {@code null} for any other condition. */
    private static @Nullable Column dateOf(Expression condition, QueryResolver resolver) {
        boolean simple = (condition instanceof ComparisonOperator && !(condition instanceof NotEqualsTo))
                || (condition instanceof Between between && !between.isNot());
        if (!simple || !isOfPeriods(condition)) {
            return null;
        }
        List<Column> columns = new ArrayList<>();
        boolean[] query = {false};
        SyntaxTree.walk(condition, node -> {
            query[0] |= node instanceof Select;
            boolean now = node instanceof Column column && NOW.contains(Relation.plain(column.getColumnName()));
            if (node instanceof Column column && !now) {
                columns.add(column);
            }
        });
        boolean one = columns.stream().map(Column::toString).distinct().count() == 1;
        return !query[0] && one && isDate(columns.get(0), resolver) ? columns.get(0) : null;
    }

    /** Whether a condition looks at years, quarters, months and days only, and not at such as the day of the week. */
    private static boolean isOfPeriods(Expression condition) {
        boolean[] other = {false};
        SyntaxTree.walk(condition, node -> {
            if (node instanceof Function function) {
                other[0] |= !PARTS.contains(String.valueOf(function.getName()).toLowerCase(Locale.ROOT));
            } else if (node instanceof ExtractExpression extract) {
                other[0] |= !PARTS.contains(extract.getName().toLowerCase(Locale.ROOT));
            }
        });
        return !other[0];
    }

    static boolean isDate(Column column, QueryResolver resolver) {
        return resolver.relationOf(column)
                .map(Relation::table)
                .flatMap(table -> table.column(Relation.plain(column.getColumnName())))
                .map(Catalog.Column::type)
                .map(type -> type.toUpperCase(Locale.ROOT))
                .filter(type -> type.startsWith("DATE") || type.startsWith("TIMESTAMP"))
                .isPresent();
    }
}
