package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.dialect.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExtractExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.Parenthesis;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.ComparisonOperator;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Mends types that do not go together, where what was meant is plain: dates kept as text, parts of a difference of dates. */
final class TypeMender {
    private static final Set<String> DATE_FUNCTIONS = Set.of(
            "date_trunc year month day quarter week hour minute second dayofweek dayofyear dayname monthname strftime"
                    .concat(" date_part date_diff datediff datetrunc datepart weekday isodow epoch julian last_day age")
                    .split(" "));
    private static final Pattern DATE_EXPRESSION = Pattern.compile(
            "(?i)current_date|current_timestamp|\\binterval\\b|\\bnow\\(|date_trunc|\\bdate '|\\bas date\\)");
    private static final Pattern YEAR_AND_MONTH = Pattern.compile("\\d{4}-\\d{2}");

    private static final Set<String> SUMS = Set.of("sum", "avg", "median", "mean");

    private final List<Catalog.Table> tables;
    private final boolean intervals;
    private final Dialect dialect;
    private final List<String> notes;

    /**
     * @param tables that the statement reads
     * @param intervals whether the engine found intervals where it needs numbers
     * @param notes takes what was done to the meaning, a sentence each
     */
    TypeMender(List<Catalog.Table> tables, boolean intervals, Dialect dialect, List<String> notes) {
        this.tables = tables;
        this.intervals = intervals;
        this.dialect = dialect;
        this.notes = notes;
    }

    void mend(Select select) {
        SyntaxTree.rewrite(select, this::mended);
    }

    private Expression mended(Expression expression) {
        if (expression instanceof LikeExpression like && isNotText(like.getLeftExpression())) {
            like.setLeftExpression(cast(like.getLeftExpression(), dialect.textType()));
        } else if (expression instanceof ComparisonOperator comparison) {
            comparison(comparison);
        } else if (expression instanceof Function function && isSumOfDifference(function)) {
            return inSeconds(function);
        } else if (expression instanceof Function function && isOfDates(function)) {
            datesInText(function.getParameters());
        } else if (expression instanceof ExtractExpression extract) {
            return extract(extract);
        } else if (expression instanceof Subtraction difference) {
            difference(difference);
        }
        return expression;
    }

    private static boolean isOfDates(Function function) {
        return function.getName() != null
                && function.getParameters() != null
                && DATE_FUNCTIONS.contains(FunctionRules.plain(function.getName()));
    }

    /** A sum of intervals, which the engine does not add up. */
    private static boolean isSumOfDifference(Function function) {
        return function.getName() != null
                && SUMS.contains(FunctionRules.plain(function.getName()))
                && function.getParameters() != null
                && function.getParameters().size() == 1
                && difference(function.getParameters().get(0)) != null;
    }

    private Expression inSeconds(Function function) {
        Subtraction difference = difference(function.getParameters().get(0));
        if (difference == null || !intervals) {
            return function;
        }
        notes.add("Durations are in seconds.");
        return parsed(
                function.getName() + "("
                        + FunctionTranslation.difference(
                                "second",
                                difference.getRightExpression().toString(),
                                difference.getLeftExpression().toString(),
                                dialect)
                        + ")",
                function);
    }

    private static @Nullable Subtraction difference(Expression expression) {
        if (expression instanceof Parenthesis brackets) {
            return difference(brackets.getExpression());
        }
        if (expression instanceof ParenthesedExpressionList<?> list && list.size() == 1) {
            return difference(list.get(0));
        }
        return expression instanceof Subtraction difference ? difference : null;
    }

    @SuppressWarnings("unchecked")
    private void datesInText(ExpressionList<?> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (isText(arguments.get(i))) {
                ((ExpressionList<Expression>) arguments).set(i, cast(arguments.get(i), "TIMESTAMP"));
            }
        }
    }

    private void comparison(BinaryExpression comparison) {
        Expression left = comparison.getLeftExpression();
        Expression right = comparison.getRightExpression();
        if (isText(left) && isDate(right)) {
            comparison.setLeftExpression(cast(left, "TIMESTAMP"));
        } else if (isText(right) && isDate(left)) {
            comparison.setRightExpression(cast(right, "TIMESTAMP"));
        } else if (isDate(left)
                && right instanceof StringValue text
                && YEAR_AND_MONTH.matcher(text.getValue()).matches()) {
            text.setValue(text.getValue() + "-01");
        }
    }

    /** Text minus an interval, or minus text: dates that were kept as text. */
    private void difference(Subtraction difference) {
        if (isText(difference.getLeftExpression())) {
            difference.setLeftExpression(cast(difference.getLeftExpression(), "TIMESTAMP"));
        }
        if (isText(difference.getRightExpression())) {
            difference.setRightExpression(cast(difference.getRightExpression(), "TIMESTAMP"));
        }
    }

    /** EXTRACT(DAY FROM a - b): of two dates the difference is a number already. */
    private Expression extract(ExtractExpression extract) {
        Subtraction difference = difference(extract.getExpression());
        if (difference != null) {
            String part = extract.getName().toLowerCase(Locale.ROOT).replace("epoch", "second");
            return parsed(
                    FunctionTranslation.difference(
                            part,
                            difference.getRightExpression().toString(),
                            difference.getLeftExpression().toString(),
                            dialect),
                    extract);
        }
        if (isText(extract.getExpression())) {
            extract.setExpression(cast(extract.getExpression(), "TIMESTAMP"));
        }
        return extract;
    }

    private boolean isDate(Expression expression) {
        return !isText(expression)
                && (isOfType(expression, "DATE", "TIMESTAMP")
                        || DATE_EXPRESSION.matcher(expression.toString()).find());
    }

    private boolean isText(Expression expression) {
        return isOfType(expression, "VARCHAR", "TEXT", "CHAR", "STRING", "BPCHAR");
    }

    private boolean isNotText(Expression expression) {
        return expression instanceof Column && !isText(expression) && hasType(expression);
    }

    private boolean hasType(Expression expression) {
        return isOfType(expression, "");
    }

    /** Whether all columns of that name that the statement can mean are of such a type. */
    private boolean isOfType(Expression expression, String... prefixes) {
        if (!(expression instanceof Column column)) {
            return false;
        }
        String name = Relation.plain(column.getColumnName());
        List<String> types = tables.stream()
                .flatMap(table -> table.column(name).stream())
                .map(found -> found.type().toUpperCase(Locale.ROOT))
                .toList();
        return !types.isEmpty()
                && types.stream().allMatch(type -> {
                    for (String prefix : prefixes) {
                        if (type.startsWith(prefix)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    private static Expression cast(Expression expression, String type) {
        return parsed("CAST(" + expression + " AS " + type + ")", expression);
    }

    private static Expression parsed(String written, Expression otherwise) {
        try {
            return CCJSqlParserUtil.parseExpression(written);
        } catch (JSQLParserException notOurs) {
            return otherwise;
        }
    }
}
