package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.DateUnitExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.LambdaExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Resolves the columns and checks the functions of expressions. */
final class ExpressionResolver {
    /** Functions that are called without brackets. */
    private static final Set<String> VALUES = Set.of(
            "current_date current_time current_timestamp localtime localtimestamp current_user session_user user current_role"
                    .concat(" current_schema current_catalog current_database system_user")
                    .split(" "));

    private final QueryResolver queries;
    private final UnknownNames unknown;
    private final Dialect dialect;
    private final Map<Object, Relation> bindings = new IdentityHashMap<>();
    private boolean readsUnnamedColumns;

    ExpressionResolver(QueryResolver queries, Visibility visibility, Catalog catalog) {
        this.queries = queries;
        this.unknown = new UnknownNames(visibility, catalog);
        this.dialect = Dialect.of(catalog.dialect());
    }

    boolean readsUnnamedColumns() {
        return readsUnnamedColumns;
    }

    Optional<Relation> relationOf(Column column) {
        return Optional.ofNullable(bindings.get(column));
    }

    void unnamedColumnsAreRead() {
        readsUnnamedColumns = true;
    }

    /** The relation that gives a column; {@code null} where that is not known. */
    @Nullable
    Relation binding(Object column) {
        return bindings.get(column);
    }

    void resolve(Object node, Scope scope) {
        if (node instanceof Alias) {
            return;
        }
        if (node instanceof Select select) {
            queries.resolve(select, scope);
            return;
        }
        if (node instanceof Column column) {
            column(column, scope);
            children(column.getArrayConstructor(), scope);
            return;
        }
        if (node instanceof DateUnitExpression unit) {
            dateUnit(unit, scope);
            return;
        }
        if (node instanceof FromItem) {
            throw new Refusal(Kind.FORBIDDEN, "A table may stand in a FROM clause only: " + node);
        }
        if (node instanceof IntervalExpression interval && interval.getParameter() != null) {
            // A column may stand there as mere text.
            readsUnnamedColumns |= !interval.getParameter().matches("'.*'|[0-9.]+");
        }
        if (node instanceof AllColumns star) {
            star(star, scope);
            return;
        }
        if (node instanceof LambdaExpression lambda) {
            Scope inner = new Scope(scope);
            lambda.getIdentifiers().forEach(name -> inner.parameters().add(Relation.plain(name)));
            children(lambda, inner);
            return;
        }
        functions(node, scope);
    }

    /** In ORDER BY an alias of the SELECT list comes before a column of that name. */
    void resolveOrder(OrderByElement order, Scope scope) {
        boolean alias = Names.single(order.getExpression())
                .filter(scope.aliases()::contains)
                .isPresent();
        if (!alias) {
            children(order, scope);
        }
    }

    /** A column of USING must be in one of the relations. */
    void resolveUsing(Column column, List<Relation> relations) {
        Scope scope = new Scope(null);
        relations.forEach(scope::add);
        unqualified(column, Relation.plain(column.getColumnName()), scope);
    }

    private void children(@Nullable Object node, Scope scope) {
        if (node != null) {
            SyntaxTree.children(node).forEach(child -> resolve(child, scope));
        }
    }

    private void functions(Object node, Scope scope) {
        String name = "";
        if (node instanceof Function function) {
            name = function.getName();
            FunctionRules.check(name, dialect);
        } else if (node instanceof AnalyticExpression analytic) {
            name = analytic.getName();
            FunctionRules.check(name, dialect);
        }
        readsUnnamedColumns |= name.equalsIgnoreCase("columns");
        for (Object child : SyntaxTree.children(node)) {
            // COUNT(*) counts rows without reading a column.
            if (!name.equalsIgnoreCase("count") || !isStar(child)) {
                resolve(child, scope);
            }
        }
    }

    private static boolean isStar(Object argument) {
        if (argument instanceof List<?> list && list.size() == 1) {
            return isStar(list.get(0));
        }
        return argument instanceof AllColumns star
                && !(star instanceof AllTableColumns)
                && star.getExceptColumns() == null
                && star.getReplaceExpressions() == null;
    }

    private void column(Column column, Scope scope) {
        List<String> parts = Names.parts(column);
        if (parts.size() == 1) {
            unqualified(column, parts.get(0), scope);
            return;
        }
        Optional<Relation> byName = scope.relation(parts.get(0));
        if (byName.isPresent()) {
            qualified(column, byName.get(), parts.get(1), scope);
            return;
        }
        for (int schema = Math.min(2, parts.size() - 2); schema >= 1; schema--) {
            Optional<Relation> byTable = table(parts.subList(0, schema + 1), scope);
            if (byTable.isPresent()) {
                qualified(column, byTable.get(), parts.get(schema + 1), scope);
                if (parts.size() == schema + 2) {
                    column.setTable(new Table(Names.quoted(byTable.get().name())));
                }
                return;
            }
        }
        // The first part may be a column that has fields.
        if (!known(column, parts.get(0), scope)) {
            throw placed(unknown.relation(parts.get(0), scope), column, scope);
        }
    }

    private Optional<Relation> table(List<String> parts, Scope scope) {
        List<String> name = parts.get(0).equals(dialect.defaultSchema()) ? parts.subList(1, parts.size()) : parts;
        return scope.relationOfTable(String.join(".", name));
    }

    private void qualified(Column column, Relation relation, String name, Scope scope) {
        bindings.put(column, relation);
        if (relation.has(name)) {
            return;
        }
        if (relation.open()) {
            readsUnnamedColumns = true;
            return;
        }
        throw placed(unknown.column(relation.name() + "." + name, name, List.of(relation)), column, scope);
    }

    private void unqualified(Column column, String name, Scope scope) {
        if (!known(column, name, scope)) {
            throw placed(unknown.column(name, name, scope.reachable()), column, scope);
        }
        if (dialect != Dialect.DUCKDB && VALUES.contains(name) && bindings.containsKey(column)) {
            // Without quotes the engine would take it for the value of that name.
            column.setColumnName(Names.quotedParts(name));
        }
    }

    /** What is not known is told with its place, where it can be mended; what may not be seen is not. */
    private static Refusal placed(Refusal refusal, Column column, Scope scope) {
        return refusal.problem().kind() == Kind.PERMISSION
                ? refusal
                : new UnknownNames.UnknownName(refusal.problem(), column, scope);
    }

    /** Binds a column without qualifier; sets the mark where the engine could mean another one. */
    private boolean known(Object column, String name, Scope start) {
        boolean passedTables = false;
        for (Scope scope = start; scope != null; scope = scope.outer()) {
            if (scope.parameters().contains(name)) {
                return true;
            }
            for (Relation relation : scope.relations()) {
                if (relation.has(name)) {
                    bindings.put(column, relation);
                    readsUnnamedColumns |= passedTables;
                    return true;
                }
            }
            if (scope.aliases().contains(name)) {
                readsUnnamedColumns = true;
                return true;
            }
            passedTables |= !scope.relations().isEmpty();
        }
        return knownOtherwise(column, name, start);
    }

    private boolean knownOtherwise(Object column, String name, Scope scope) {
        Optional<Relation> wholeRow = scope.relation(name);
        if (wholeRow.isPresent()) {
            bindings.put(column, wholeRow.get());
            readsUnnamedColumns = true;
            return true;
        }
        if (VALUES.contains(name)) {
            FunctionRules.check(name, dialect);
            return true;
        }
        boolean open = scope.open();
        readsUnnamedColumns |= open;
        return open;
    }

    /** The parser takes a column called year, month or day for a unit. */
    private void dateUnit(DateUnitExpression unit, Scope scope) {
        String name = Relation.plain(unit.getType().name());
        if (!known(unit, name, scope)) {
            readsUnnamedColumns = true;
        }
    }

    private void star(AllColumns star, Scope scope) {
        readsUnnamedColumns = true;
        if (star instanceof AllTableColumns all) {
            qualifiedStar(all, scope);
        }
        for (Object child : SyntaxTree.children(star)) {
            if (!(child instanceof Table)) {
                resolve(child, scope);
            }
        }
    }

    private void qualifiedStar(AllTableColumns all, Scope scope) {
        List<String> parts = Names.parts(all.getTable());
        Optional<Relation> relation = parts.size() == 1 ? scope.relation(parts.get(0)) : table(parts, scope);
        if (relation.isEmpty()) {
            throw unknown.relation(String.join(".", parts), scope);
        }
        all.setTable(new Table(Names.quoted(relation.get().name())));
    }
}
