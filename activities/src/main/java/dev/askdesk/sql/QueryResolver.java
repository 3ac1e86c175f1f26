package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralView;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/** Goes through the queries of a statement, outside in, and resolves every name of each in its scope. */
final class QueryResolver {
    private final ExpressionResolver expressions;
    private final FromResolver from;

    private final Set<String> tableNames;
    private final Map<PlainSelect, Scope> scopes = new IdentityHashMap<>();

    /** @param tableNames that no WITH query may have, in lower case and without schema */
    QueryResolver(Catalog catalog, Visibility visibility, Set<String> tableNames) {
        this.tableNames = tableNames;
        this.expressions = new ExpressionResolver(this, visibility, catalog);
        this.from = new FromResolver(this, expressions, catalog, visibility);
    }

    /** The catalogued tables that the statement reads, and where. */
    List<TableUse> tableUses() {
        return from.tableUses();
    }

    /**
     * Whether the statement reads columns that it does not name, or names some that may be others than they seem: then
     * its tables must be cut down to the catalogued columns.
     */
    boolean readsUnnamedColumns() {
        return expressions.readsUnnamedColumns();
    }

    /** What a resolved column is of; empty where it is of none that is known. */
    Optional<Relation> relationOf(Column column) {
        return expressions.relationOf(column);
    }

    /** What a resolved SELECT reads; nothing for one that was put in since. */
    List<Relation> relationsOf(PlainSelect select) {
        Scope scope = scopes.get(select);
        return scope == null ? List.of() : scope.relations();
    }

    /** The names that qualify columns in a resolved SELECT and around it. */
    Set<String> namesIn(PlainSelect select) {
        Scope scope = scopes.get(select);
        return scope == null
                ? Set.of()
                : scope.reachable().stream().map(Relation::name).collect(Collectors.toSet());
    }

    /** @return the query as a relation without a name */
    Relation resolve(Select select, @Nullable Scope outer) {
        Scope scope = new Scope(outer);
        if (select.getWithItemsList() != null) {
            for (WithItem<?> item : select.getWithItemsList()) {
                define(item, scope);
            }
        }
        if (select instanceof PlainSelect plain) {
            return plain(plain, scope);
        }
        if (select instanceof SetOperationList operations) {
            return operations(operations, scope);
        }
        if (select instanceof ParenthesedSelect parenthesed) {
            Relation inner = resolve(parenthesed.getSelect(), scope);
            return limited(parenthesed, around(parenthesed, List.of(parenthesed.getSelect()), inner, scope));
        }
        if (select instanceof Values values) {
            expressions.resolve(values.getExpressions(), scope);
            long rows = Math.max(1, values.getExpressions().size());
            return around(
                    values, List.of(values.getExpressions()), new Relation("", List.of(), true, rows, null), scope);
        }
        throw new Refusal(Kind.FORBIDDEN, "This form of query is not allowed.");
    }

    private void define(WithItem<?> item, Scope scope) {
        if (!(item.getParenthesedStatement() instanceof ParenthesedSelect body)) {
            throw new Refusal(Kind.FORBIDDEN, "WITH may hold queries only.");
        }
        String name = Relation.plain(item.getAliasName());
        if (tableNames.contains(name)) {
            throw new Refusal(
                    Kind.FORBIDDEN, "A WITH query may not have the name of a table; call " + name + " something else.");
        }
        Relation relation = resolve(body, scope).named(name);
        if (item.getWithItemList() != null) {
            List<String> columns = new ArrayList<>();
            item.getWithItemList()
                    .forEach(column -> columns.add(Relation.plain(String.valueOf(column.getExpression()))));
            relation = new Relation(name, columns, relation.open(), relation.rows(), null);
        }
        scope.define(name, relation);
    }

    private Relation plain(PlainSelect select, Scope scope) {
        scope.belongsTo(select);
        scopes.put(select, scope);
        List<FromResolver.Source> sources = from.resolve(select, scope);
        for (SelectItem<?> item : select.getSelectItems()) {
            if (item.getAlias() != null) {
                scope.aliases().add(Relation.plain(item.getAlias().getName()));
            }
        }
        AliasGroups.toPositions(select, scope);
        for (Object part : SyntaxTree.children(select)) {
            boolean source = part == select.getFromItem()
                    || part instanceof Join
                    || part instanceof WithItem<?>
                    || part instanceof LateralView;
            if (!source) {
                resolvePart(part, scope);
            }
        }
        long rows = JoinSizes.check(select, sources, expressions);
        return limited(select, output(select, scope, rows));
    }

    private Relation operations(SetOperationList operations, Scope scope) {
        Set<String> columns = new LinkedHashSet<>();
        boolean open = false;
        long rows = 0;
        for (Select part : operations.getSelects()) {
            Relation relation = resolve(part, scope);
            columns.addAll(relation.columns());
            open |= relation.open();
            rows = relation.rows() == Relation.UNBOUNDED || rows == Relation.UNBOUNDED
                    ? Relation.UNBOUNDED
                    : rows + relation.rows();
        }
        Relation all = new Relation("", List.copyOf(columns), open, rows, null);
        return limited(operations, around(operations, operations.getSelects(), all, scope));
    }

    /** Resolves what stands around inner queries, such as ORDER BY, by the names of their columns. */
    private Relation around(Select select, List<?> inner, Relation result, Scope outer) {
        Scope scope = new Scope(outer);
        scope.add(result);
        Set<Object> done = Collections.newSetFromMap(new IdentityHashMap<>());
        done.addAll(inner);
        for (Object part : SyntaxTree.children(select)) {
            if (!done.contains(part) && !(part instanceof WithItem<?>)) {
                resolvePart(part, scope);
            }
        }
        return result;
    }

    private void resolvePart(Object part, Scope scope) {
        if (part instanceof OrderByElement order) {
            expressions.resolveOrder(order, scope);
        } else if (!(part instanceof Alias)) {
            expressions.resolve(part, scope);
        }
    }

    private static Relation output(PlainSelect select, Scope scope, long rows) {
        List<String> columns = new ArrayList<>();
        boolean open = false;
        for (SelectItem<?> item : select.getSelectItems()) {
            Expression expression = item.getExpression();
            if (item.getAlias() != null) {
                columns.add(Relation.plain(item.getAlias().getName()));
            } else if (expression instanceof AllTableColumns all) {
                String name = Relation.plain(all.getTable().getName());
                Relation relation = scope.relation(name).orElse(null);
                open |= relation == null || relation.open();
                columns.addAll(relation == null ? List.of() : relation.columns());
            } else if (expression instanceof AllColumns) {
                for (Relation relation : scope.relations()) {
                    columns.addAll(relation.columns());
                    open |= relation.open();
                }
            } else if (expression instanceof Column column) {
                columns.add(Relation.plain(column.getColumnName()));
            } else {
                open = true;
            }
        }
        return new Relation("", columns, open, rows, null);
    }

    private static Relation limited(Select select, Relation relation) {
        long limit = RowLimit.of(select);
        return limit >= relation.rows()
                ? relation
                : new Relation(relation.name(), relation.columns(), relation.open(), limit, relation.table());
    }
}
