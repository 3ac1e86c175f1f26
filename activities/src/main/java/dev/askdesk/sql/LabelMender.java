package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.grounding.JoinGraph.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;

/**
 * Shows names beside identifiers: who asks for the top five companies does not want their numbers. The label stands
 * behind the other columns, so that GROUP BY 1 still means what it meant.
 */
final class LabelMender {
    private final Catalog catalog;
    private final JoinGraph joins;

    LabelMender(Catalog catalog, JoinGraph joins) {
        this.catalog = catalog;
        this.joins = joins;
    }

    void mend(Select statement, QueryResolver resolver, Asked asked, Visibility visibility, List<String> notes) {
        if (!(statement instanceof PlainSelect select) || asked.asksForIdentifiers()) {
            return;
        }
        unnamed(select, resolver, visibility).ifPresent(notes::add);
        grouped(select);
        for (SelectItem<?> item : List.copyOf(select.getSelectItems())) {
            if (item.getExpression() instanceof Column column && isGroupedOrPlain(select, item)) {
                resolver.relationOf(column).ifPresent(relation -> {
                    if (!label(select, item, column, relation, resolver, visibility)) {
                        return;
                    }
                    notes.add("Names are shown beside " + column.getColumnName() + ".");
                });
            }
        }
    }

    /** A figure of each group says nothing without what the group is. */
    private static void grouped(PlainSelect select) {
        if (select.getGroupBy() == null || select.getGroupBy().getGroupByExpressionList() == null) {
            return;
        }
        for (Object group : select.getGroupBy().getGroupByExpressionList()) {
            boolean shown = !(group instanceof Column)
                    || select.getSelectItems().stream()
                            .anyMatch(item -> !(item.getExpression() instanceof Column)
                                            && !GroupMender.holdsAggregate(item.getExpression())
                                    || item.getExpression().toString().equalsIgnoreCase(group.toString()));
            if (!shown && GroupMender.addsUp(select)) {
                select.addSelectItems(SelectItem.from((Column) group));
            }
        }
    }

    /** Figures of rows, and nothing that tells which row: the label of the table that is read is shown besides. */
    private static Optional<String> unnamed(PlainSelect select, QueryResolver resolver, Visibility visibility) {
        List<Relation> read = resolver.relationsOf(select);
        boolean figures = select.getGroupBy() == null
                && select.getDistinct() == null
                && !read.isEmpty()
                && select.getSelectItems().stream()
                        .allMatch(item -> item.getExpression() instanceof Column column
                                && resolver.relationOf(column)
                                        .filter(read.get(0)::equals)
                                        .filter(relation -> isNumber(relation, column))
                                        .isPresent());
        Catalog.Table table = read.isEmpty() ? null : read.get(0).table();
        if (!figures || table == null) {
            return Optional.empty();
        }
        return labelOf(table, visibility).map(label -> {
            select.addSelectItems(SelectItem.from(
                    new Column(new Table(Names.quoted(read.get(0).name())), Names.quoted(label))));
            return label + " is shown beside the figures.";
        });
    }

    private static boolean isNumber(Relation relation, Column column) {
        Catalog.Table table = relation.table();
        String name = Relation.plain(column.getColumnName());
        return table != null
                && !isKey(table, name)
                && table.column(name)
                        .filter(found -> found.type()
                                .toUpperCase(Locale.ROOT)
                                .matches("(?:DECIMAL|NUMERIC|DOUBLE|FLOAT|REAL|MONEY).*"))
                        .isPresent();
    }

    private boolean label(
            PlainSelect select,
            SelectItem<?> item,
            Column column,
            Relation relation,
            QueryResolver resolver,
            Visibility visibility) {
        Catalog.Table table = relation.table();
        if (table == null) {
            return false;
        }
        String name = Relation.plain(column.getColumnName());
        if (isKey(table, name)) {
            return labelOf(table, visibility)
                    .map(label -> show(select, item, relation.name(), label, resolver))
                    .orElse(false);
        }
        Optional<Step> step = joins.from(table.name()).stream()
                .filter(one -> one.toOne() && one.join().many().strip().equalsIgnoreCase(table.name() + "." + name))
                // Joined by anything else than a key, rows could be counted several times.
                .filter(one -> catalog.table(one.to())
                        .filter(other ->
                                isKey(other, Names.last(one.join().one().strip())))
                        .isPresent())
                .findFirst();
        Optional<String> label = step.flatMap(one -> catalog.table(one.to())).flatMap(one -> labelOf(one, visibility));
        if (label.isEmpty()) {
            return false;
        }
        String to = step.orElseThrow().to();
        List<Relation> there = resolver.relationsOf(select).stream()
                .filter(other -> other.table() != null && other.table().name().equals(to))
                .toList();
        if (!there.isEmpty()) {
            return there.size() == 1 && show(select, item, there.get(0).name(), label.get(), resolver);
        }
        String alias = NameMender.free(Names.last(to), resolver.namesIn(select));
        Optional<Join> join = NameMender.join(step.get(), relation.name(), alias);
        if (join.isEmpty() || !show(select, item, alias, label.get(), resolver)) {
            return false;
        }
        qualify(select, resolver);
        List<Join> all = new ArrayList<>(select.getJoins() == null ? List.of() : select.getJoins());
        // A row without the other one is still a row.
        all.add(join.get().withLeft(true));
        select.setJoins(all);
        return true;
    }

    /** The table that is joined in may have columns of the same names. */
    private static void qualify(PlainSelect select, QueryResolver resolver) {
        List<Relation> own = resolver.relationsOf(select);
        SyntaxTree.walk(select, node -> {
            if (node instanceof Column column && column.getTable() == null) {
                resolver.relationOf(column)
                        .filter(own::contains)
                        .ifPresent(relation -> column.setTable(new Table(Names.quoted(relation.name()))));
            }
        });
    }

    private static boolean isKey(Catalog.Table table, String column) {
        List<Catalog.Column> keys =
                table.columns().stream().filter(Catalog.Column::key).toList();
        return keys.size() == 1 && keys.get(0).name().equalsIgnoreCase(column);
    }

    private static Optional<String> labelOf(Catalog.Table table, Visibility visibility) {
        return Optional.ofNullable(table.label())
                .flatMap(table::column)
                .filter(column -> visibility.shows(table) && visibility.shows(table, column))
                .map(Catalog.Column::name);
    }

    /** @return false where the label, or another column of its table that tells as much, is shown already */
    private static boolean show(
            PlainSelect select, SelectItem<?> item, String relation, String label, QueryResolver resolver) {
        boolean shown = select.getSelectItems().stream()
                .anyMatch(other -> other.getExpression() instanceof Column column
                        && column != item.getExpression()
                        && resolver.relationOf(column)
                                .filter(of -> of.name().equals(relation) && isText(of, column))
                                .isPresent());
        if (shown) {
            return false;
        }
        Column added = new Column(new Table(Names.quoted(relation)), Names.quoted(label));
        select.addSelectItems(SelectItem.from(added));
        if (select.getGroupBy() != null) {
            @SuppressWarnings("unchecked")
            ExpressionList<Expression> groups = select.getGroupBy().getGroupByExpressionList();
            groups.add(added);
        }
        return true;
    }

    private static boolean isText(Relation relation, Column column) {
        return relation.table() == null
                || relation.table()
                        .column(Relation.plain(column.getColumnName()))
                        .filter(found ->
                                found.type().toUpperCase(Locale.ROOT).matches("(?:VARCHAR|TEXT|STRING|CHAR|BPCHAR).*"))
                        .isPresent();
    }

    /** Beside figures a column is shown only where rows are grouped by it. */
    private static boolean isGroupedOrPlain(PlainSelect select, SelectItem<?> item) {
        if (select.getGroupBy() == null) {
            return !GroupMender.addsUp(select);
        }
        if (select.getGroupBy().getGroupByExpressionList() == null
                || !select.getGroupBy().getGroupingSets().isEmpty()) {
            return false;
        }
        int position = select.getSelectItems().indexOf(item) + 1;
        for (Object group : select.getGroupBy().getGroupByExpressionList()) {
            boolean same =
                    group.toString().equalsIgnoreCase(item.getExpression().toString())
                            || (group instanceof LongValue number && number.getValue() == position);
            if (same) {
                return true;
            }
        }
        return false;
    }
}
