package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Mends the values that a statement compares with: their spelling, the column they stand in, and those nobody asked for. */
final class ValueMender {
    /** Shorter names may be codes of what the question says in full. */
    private static final int SHORTEST_NAME = 5;

    private final Catalog catalog;
    private final ValueDictionary dictionary;

    ValueMender(Catalog catalog, ValueDictionary dictionary) {
        this.catalog = catalog;
        this.dictionary = dictionary;
    }

    /** A value that its column has in another spelling: 'Active' for 'active'. */
    void spell(Select select, List<Catalog.Table> tables, List<String> notes) {
        comparisons(select).forEach(comparison -> tables.stream()
                .map(table -> spelling(table, comparison))
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(spelling -> write(comparison, spelling, notes)));
    }

    private Optional<String> spelling(Catalog.Table table, Comparison comparison) {
        List<String> nearest = table.column(comparison.name()).isEmpty()
                ? List.of()
                : dictionary.nearest(table.name(), comparison.name(), comparison.text(), 2);
        boolean same = !nearest.isEmpty()
                && !nearest.contains(comparison.text())
                && normal(nearest.get(0)).equals(normal(comparison.text()));
        return same ? Optional.of(nearest.get(0)) : Optional.empty();
    }

    /**
     * A name that the question's own words were found to mean, where the column has no such value: it is compared as the
     * data has it, in the column that has it.
     *
     * @return whether a column has become another, so that names must be resolved again
     */
    boolean place(Select select, QueryResolver resolver, Asked asked, List<String> notes) {
        boolean moved = false;
        for (Comparison comparison : comparisons(select)) {
            Catalog.Table table = table(resolver, comparison.column());
            if (table == null) {
                continue;
            }
            List<ValueMatch> meant = List.of();
            if (isUnasked(comparison, resolver, asked)) {
                meant = asked.unusedNames(texts(select, resolver), catalog);
            } else if (!isValue(table, comparison)) {
                meant = meant(comparison, asked);
            }
            Optional<ValueMatch> here = meant.stream()
                    .filter(match ->
                            match.table().equals(table.name()) && match.column().equalsIgnoreCase(comparison.name()))
                    .findFirst();
            if (here.isPresent()) {
                write(comparison, here.get().value(), notes);
            } else if (meant.size() == 1) {
                write(comparison, meant.get(0).value(), notes);
                comparison
                        .column()
                        .setTable(new Table(Names.quoted(Names.last(meant.get(0).table()))));
                comparison.column().setColumnName(Names.quoted(meant.get(0).column()));
                moved = true;
            }
        }
        return moved;
    }

    /** What the question's words for a value were found to mean. */
    private static List<ValueMatch> meant(Comparison comparison, Asked asked) {
        String name = normal(comparison.bare());
        return asked.values().stream()
                .filter(match -> normal(match.mention()).equals(name)
                        || normal(match.value()).equals(name))
                .toList();
    }

    /** The texts of a statement, but for those that are compared with a column which has no such value. */
    List<String> texts(Select select, QueryResolver resolver) {
        Set<StringValue> idle = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Comparison comparison : comparisons(select)) {
            Catalog.Table table = table(resolver, comparison.column());
            if (table != null && isLookedUp(table, comparison) && !isValue(table, comparison)) {
                idle.add(comparison.value());
            }
        }
        List<String> texts = new ArrayList<>();
        SyntaxTree.walk(select, node -> {
            if (node instanceof StringValue text && !idle.contains(text)) {
                texts.add(text.getNotExcapedValue());
            }
        });
        return texts;
    }

    private static boolean isLookedUp(Catalog.Table table, Comparison comparison) {
        return table.column(comparison.name())
                .filter(column -> column.lookup() != null)
                .isPresent();
    }

    private boolean isValue(Catalog.Table table, Comparison comparison) {
        return dictionary.nearest(table.name(), comparison.name(), comparison.bare(), 1).stream()
                .anyMatch(value -> comparison.text().equals(comparison.bare())
                        ? normal(value).equals(normal(comparison.bare()))
                        : normal(value).contains(normal(comparison.bare())));
    }

    /** A condition on a name that the conversation does not speak of was taken from an example, or out of the air. */
    void removeUnasked(Select select, QueryResolver resolver, Asked asked, List<String> notes) {
        SyntaxTree.walk(select, node -> {
            if (node instanceof PlainSelect plain) {
                plain.setWhere(kept(plain.getWhere(), resolver, asked, notes));
            }
        });
    }

    private @Nullable Expression kept(
            @Nullable Expression condition, QueryResolver resolver, Asked asked, List<String> notes) {
        if (condition instanceof AndExpression || condition instanceof OrExpression) {
            BinaryExpression both = (BinaryExpression) condition;
            Expression left = kept(both.getLeftExpression(), resolver, asked, notes);
            Expression right = kept(both.getRightExpression(), resolver, asked, notes);
            if (left == null || right == null) {
                return left == null ? right : left;
            }
            both.setLeftExpression(left);
            both.setRightExpression(right);
            return both;
        }
        if (condition instanceof ParenthesedExpressionList<?> brackets && brackets.size() == 1) {
            Expression inner = kept(brackets.get(0), resolver, asked, notes);
            return inner == null ? null : new ParenthesedExpressionList<>(inner);
        }
        Comparison comparison = condition == null ? null : comparison(condition);
        if (comparison != null && isUnasked(comparison, resolver, asked)) {
            notes.add("No condition on " + comparison.name() + " = '" + comparison.text()
                    + "': the question does not speak of it.");
            return null;
        }
        return condition;
    }

    private boolean isUnasked(Comparison comparison, QueryResolver resolver, Asked asked) {
        Catalog.Table table = table(resolver, comparison.column());
        String name = comparison.bare();
        return table != null
                && table.column(comparison.name())
                        .filter(column -> isName(column, name))
                        .isPresent()
                && !asked.speaksOf(name)
                && meant(comparison, asked).isEmpty();
    }

    /** Whether a question that means the value says so; one of a short list may be implied by other words. */
    private static boolean isName(Catalog.Column column, String value) {
        return column.lookup() != null && column.values().isEmpty() && value.length() >= SHORTEST_NAME;
    }

    /** A column held against a text. */
    private record Comparison(Column column, StringValue value) {
        String name() {
            return Relation.plain(column.getColumnName());
        }

        String text() {
            return value.getNotExcapedValue();
        }

        /** Without the wildcards of a pattern. */
        String bare() {
            return text().replaceAll("^%+|%+$", "");
        }
    }

    private static List<Comparison> comparisons(Select select) {
        List<Comparison> found = new ArrayList<>();
        SyntaxTree.walk(select, node -> {
            Comparison one = node instanceof Expression expression ? comparison(expression) : null;
            if (one != null) {
                found.add(one);
            } else if (node instanceof InExpression in
                    && in.getLeftExpression() instanceof Column column
                    && in.getRightExpression() instanceof ExpressionList<?> list) {
                list.forEach(item -> {
                    if (item instanceof StringValue text) {
                        found.add(new Comparison(column, text));
                    }
                });
            }
        });
        return found;
    }

    private static @Nullable Comparison comparison(Expression expression) {
        boolean compares = expression instanceof EqualsTo || expression instanceof LikeExpression;
        if (!compares) {
            return null;
        }
        Expression left = ((BinaryExpression) expression).getLeftExpression();
        Expression right = ((BinaryExpression) expression).getRightExpression();
        if (left instanceof Column column && right instanceof StringValue text) {
            return new Comparison(column, text);
        }
        return right instanceof Column column && left instanceof StringValue text ? new Comparison(column, text) : null;
    }

    private Catalog.@Nullable Table table(QueryResolver resolver, Column column) {
        Relation relation = resolver.relationOf(column).orElse(null);
        Catalog.Table table = relation == null ? null : relation.table();
        return table == null ? null : catalog.table(table.name()).orElse(null);
    }

    private static void write(Comparison comparison, String value, List<String> notes) {
        if (!value.equals(comparison.text())) {
            notes.add("'" + comparison.text() + "' is read as '" + value + "'.");
            comparison.value().setValue(Objects.requireNonNull(value).replace("'", "''"));
        }
    }

    private static String normal(String name) {
        return ValueDictionary.normalise(name);
    }
}
