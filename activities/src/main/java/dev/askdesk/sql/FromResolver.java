package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralView;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import org.jspecify.annotations.Nullable;

/** Resolves what a FROM clause reads: catalogued tables, WITH queries, derived tables, series. */
final class FromResolver {
    private static final Pattern FILE = Pattern.compile(
            ".*['/\\\\:*].*|.*\\.(csv|tsv|txt|json|ndjson|jsonl|parquet|arrow|xlsx|db|duckdb|sqlite|gz|zst)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SYSTEM = Pattern.compile(
            "(.*\\.)?(information_schema|pg_catalog|pg_.*|duckdb_.*|sqlite_.*|pragma_.*|system|temp|sys|global_temp)(\\..*)?");

    /** Words that the parser takes for an alias and the engine for a kind of join. */
    private static final Set<String> JOIN_WORDS = Set.of("semi", "anti", "asof", "positional");

    /** @param item where the relation comes from */
    record Source(FromItem item, Relation relation) {}

    private final QueryResolver queries;
    private final ExpressionResolver expressions;
    private final Catalog catalog;
    private final Visibility visibility;
    private final Dialect dialect;
    private final List<TableUse> tableUses = new ArrayList<>();

    FromResolver(QueryResolver queries, ExpressionResolver expressions, Catalog catalog, Visibility visibility) {
        this.queries = queries;
        this.expressions = expressions;
        this.catalog = catalog;
        this.visibility = visibility;
        this.dialect = Dialect.of(catalog.dialect());
    }

    List<TableUse> tableUses() {
        return Collections.unmodifiableList(tableUses);
    }

    /** Adds the relations of the FROM clause to the scope, left to right: each can use those before it. */
    List<Source> resolve(PlainSelect select, Scope scope) {
        List<Source> sources = new ArrayList<>();
        if (select.getFromItem() != null) {
            item(select.getFromItem(), scope, sources, select::setFromItem);
        }
        joins(select.getJoins(), scope, sources);
        for (LateralView view : select.getLateralViews() == null ? List.<LateralView>of() : select.getLateralViews()) {
            lateral(view, scope);
        }
        return sources;
    }

    /** Its columns are those that it names; what it unnests is a column of the relations before it. */
    private void lateral(LateralView view, Scope scope) {
        FunctionRules.check(view.getGeneratorFunction().getName(), dialect);
        expressions.resolve(view.getGeneratorFunction(), scope);
        List<String> columns = new ArrayList<>();
        Alias given = view.getColumnAlias();
        if (given != null && given.getName() != null) {
            columns.add(Relation.plain(given.getName()));
        }
        if (given != null && given.getAliasColumns() != null) {
            given.getAliasColumns().forEach(column -> columns.add(Relation.plain(column.name)));
        }
        String name = view.getTableAlias() == null
                ? ""
                : Relation.plain(view.getTableAlias().getName());
        scope.add(new Relation(name, columns, columns.isEmpty(), Relation.UNBOUNDED, null));
    }

    private void joins(@Nullable List<Join> joins, Scope scope, List<Source> sources) {
        for (Join join : joins == null ? List.<Join>of() : joins) {
            int before = sources.size();
            item(join.getFromItem(), scope, sources, join::setFromItem);
            if (join.isNatural()) {
                expressions.unnamedColumnsAreRead();
            }
            for (Object part : SyntaxTree.children(join)) {
                if (part != join.getFromItem() && !isUsing(join, part)) {
                    expressions.resolve(part, scope);
                }
            }
            using(join, sources, before);
        }
    }

    private static boolean isUsing(Join join, Object part) {
        return part instanceof Column
                && join.getUsingColumns() != null
                && join.getUsingColumns().contains(part);
    }

    /** Both sides of the join must have the column. */
    private void using(Join join, List<Source> sources, int before) {
        for (Column column : join.getUsingColumns() == null ? List.<Column>of() : join.getUsingColumns()) {
            expressions.resolveUsing(column, relations(sources.subList(0, before)));
            expressions.resolveUsing(column, relations(sources.subList(before, sources.size())));
        }
    }

    private static List<Relation> relations(List<Source> sources) {
        return sources.stream().map(Source::relation).toList();
    }

    private void item(FromItem item, Scope scope, List<Source> sources, Consumer<FromItem> replace) {
        if (item instanceof ParenthesedFromItem group && !isOne(group)) {
            if (group.getAlias() != null) {
                throw new Refusal(Kind.SYNTAX, "Give aliases to the tables inside the brackets, not to the brackets.");
            }
            item(group.getFromItem(), scope, sources, group::setFromItem);
            joins(group.getJoins(), scope, sources);
            return;
        }
        Relation relation = relation(item, scope, replace);
        if (!relation.name().isEmpty()
                && scope.relations().stream().anyMatch(other -> other.name().equals(relation.name()))) {
            throw new Refusal(Kind.SYNTAX, "Two tables are called " + relation.name() + "; give each its own alias.");
        }
        scope.add(relation);
        sources.add(new Source(item, relation));
    }

    private static boolean isOne(ParenthesedFromItem group) {
        return group.getJoins() == null || group.getJoins().isEmpty();
    }

    private Relation relation(FromItem item, Scope scope, Consumer<FromItem> replace) {
        checkAlias(item.getAlias());
        quote(item.getAlias());
        if (item instanceof Table table) {
            return table(table, scope, replace);
        }
        if (item instanceof TableFunction function) {
            return function(function, scope);
        }
        if (item instanceof ParenthesedFromItem brackets) {
            return relation(brackets.getFromItem(), scope, brackets::setFromItem)
                    .as(brackets.getAlias());
        }
        if (item instanceof Select select) {
            return queries.resolve(select, scope).as(item.getAlias());
        }
        throw new Refusal(Kind.FORBIDDEN, "This form of FROM is not allowed: " + item);
    }

    private static void checkAlias(@Nullable Alias alias) {
        if (alias != null && JOIN_WORDS.contains(alias.getName().toLowerCase(Locale.ROOT))) {
            throw new Refusal(Kind.SYNTAX, "Write EXISTS or NOT EXISTS instead of a " + alias.getName() + " join.");
        }
    }

    /** In front of a name without quotes some engines have words of their own, such as ONLY or STREAM. */
    private void quote(@Nullable Alias alias) {
        if (alias != null && dialect != Dialect.DUCKDB) {
            alias.setName(Names.quotedPart(Relation.plain(alias.getName())));
        }
    }

    private Relation table(Table node, Scope scope, Consumer<FromItem> replace) {
        List<String> parts = Names.parts(node);
        if (parts.size() == 1) {
            Optional<Relation> withQuery = scope.withQuery(parts.get(0));
            if (withQuery.isPresent()) {
                if (dialect != Dialect.DUCKDB) {
                    node.setName(Names.quotedPart(parts.get(0)));
                }
                return withQuery.get().named(parts.get(0)).as(node.getAlias());
            }
        }
        Catalog.Table table = catalogued(parts);
        if (!visibility.shows(table)) {
            throw Refusal.hidden("a table");
        }
        if (node.getAlias() != null && node.getAlias().getAliasColumns() != null) {
            // They rename by position, and only the catalog's order is known here.
            expressions.unnamedColumnsAreRead();
        }
        if (dialect == Dialect.DUCKDB) {
            Names.rename(node, table.name());
        } else {
            // The very table of the catalog, whatever the engine would have found by the name that was written.
            Names.renameExactly(node, table.name());
        }
        tableUses.add(new TableUse(node, table, replace));
        return Relation.of(table, parts.get(parts.size() - 1), visibility).as(node.getAlias());
    }

    private Catalog.Table catalogued(List<String> parts) {
        String name = String.join(".", parts);
        boolean main = parts.size() == 2 && parts.get(0).equals(dialect.defaultSchema());
        Optional<Catalog.Table> found = catalog.table(name);
        if (found.isEmpty() && main) {
            found = catalog.table(parts.get(1)).filter(table -> !table.name().contains("."));
        }
        return found.orElseThrow(() -> unknown(name));
    }

    private Refusal unknown(String name) {
        if (SYSTEM.matcher(name).matches()) {
            return new Refusal(
                    Kind.FORBIDDEN, "The table " + name + " is the system's own; query the catalog's tables.");
        }
        if (FILE.matcher(name).matches()) {
            return new Refusal(Kind.FORBIDDEN, "Files may not be read; query the catalog's tables.");
        }
        return new Refusal(
                Kind.UNKNOWN_TABLE,
                "There is no table " + name + ".",
                NearestNames.tables(name, visibility.visible(catalog)));
    }

    private Relation function(TableFunction node, Scope scope) {
        if (node.isRowsFrom() || node.getFunction() == null) {
            throw new Refusal(Kind.FORBIDDEN, "ROWS FROM is not allowed.");
        }
        FunctionRules.checkTableFunction(node.getFunction().getName(), dialect);
        expressions.resolve(node.getFunction(), scope);
        String name = FunctionRules.plain(node.getFunction().getName());
        boolean named = node.getAlias() != null && node.getAlias().getAliasColumns() != null;
        long rows = RowBounds.ofSeries(node.getFunction());
        return new Relation(name, List.of(name), !named, rows, null).as(node.getAlias());
    }
}
