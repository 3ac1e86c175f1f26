package dev.askdesk.sql;

import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.dialect.UnreadableText;
import dev.askdesk.workflows.ask.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/**
 * Says why a query found nothing: a filter names a value that its column does not have, or an aggregate ran over no
 * rows. Either is as likely a mistake of the SQL as a fact about the data.
 */
public final class EmptyResult {
    private static final int NEAREST = 3;

    private final Catalog catalog;
    private final ValueDictionary dictionary;

    public EmptyResult(Catalog catalog, ValueDictionary dictionary) {
        this.catalog = catalog;
        this.dictionary = dictionary;
    }

    /** The problem with a result; {@code null} when rows were found, or nothing speaks against there being none. */
    public @Nullable Problem explain(String sql, QueryResult result) {
        boolean allNull = !result.rows().isEmpty()
                && result.rows().stream().allMatch(row -> row.stream().allMatch(Objects::isNull));
        boolean zero = result.rows().size() == 1
                && result.rows().get(0).stream().allMatch(cell -> cell == null || cell.equals("0"));
        if (!result.rows().isEmpty() && !allNull && !zero) {
            return null;
        }
        Problem unknownValue = unknownValue(sql);
        if (unknownValue != null) {
            return unknownValue;
        }
        return allNull
                ? Problem.of(
                        Problem.Kind.ALL_NULL, "Nothing matches the conditions, so every figure is without a value.")
                : null;
    }

    private @Nullable Problem unknownValue(String sql) {
        for (Comparison comparison : comparisons(sql)) {
            List<String> nearest = nearest(comparison);
            if (!nearest.isEmpty() && !nearest.contains(comparison.value())) {
                return new Problem(
                        Problem.Kind.UNKNOWN_VALUE,
                        "No row has " + comparison.column() + " = '" + comparison.value() + "'.",
                        nearest.stream()
                                .map(value -> comparison.column() + " has '" + value + "'")
                                .toList());
            }
        }
        return null;
    }

    private record Comparison(String column, String value) {}

    /** The nearest values of the column, looked for in every catalogued table that has one of that name. */
    private List<String> nearest(Comparison comparison) {
        List<String> nearest = new ArrayList<>();
        for (Catalog.Table table : catalog.tables()) {
            table.column(comparison.column())
                    .ifPresent(column -> nearest.addAll(
                            dictionary.nearest(table.name(), column.name(), comparison.value(), NEAREST)));
        }
        return nearest;
    }

    private List<Comparison> comparisons(String sql) {
        Statement statement;
        try {
            statement = CCJSqlParserUtil.parse(Dialect.of(catalog.dialect()).read(sql));
        } catch (JSQLParserException | UnreadableText notOurs) {
            return List.of();
        }
        List<Comparison> found = new ArrayList<>();
        new TablesNamesFinder<Void>() {
            @Override
            public <S> Void visit(EqualsTo equals, S context) {
                note(equals.getLeftExpression(), equals.getRightExpression());
                note(equals.getRightExpression(), equals.getLeftExpression());
                return super.visit(equals, context);
            }

            @Override
            public <S> Void visit(InExpression in, S context) {
                if (in.getRightExpression() instanceof ExpressionList<?> list) {
                    list.forEach(item -> note(in.getLeftExpression(), item));
                }
                return super.visit(in, context);
            }

            private void note(Expression column, Expression value) {
                if (column instanceof Column named && value instanceof StringValue text) {
                    String name = named.getColumnName().replace("\"", "").replace("`", "");
                    found.add(new Comparison(name, text.getNotExcapedValue()));
                }
            }
        }.getTables(statement);
        return found;
    }
}
