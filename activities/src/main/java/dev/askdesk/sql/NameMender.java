package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.grounding.JoinGraph.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;

/**
 * Mends columns that stand with the wrong table or without theirs: the column is given to the table of the query that has
 * it, or the one table that has it is joined in along the catalog's joins. Where the names leave open what is meant,
 * nothing is mended: then the model has to say.
 */
final class NameMender {
    /** Joins that are put in for one column; what is further away is not what was meant. */
    private static final int LONGEST_WAY = 2;

    /** Jaro-Winkler similarity of a name and its misspelling. */
    private static final double ALL_BUT_THE_SAME = 0.95;

    private final Catalog catalog;
    private final JoinGraph joins;

    NameMender(Catalog catalog, JoinGraph joins) {
        this.catalog = catalog;
        this.joins = joins;
    }

    /** @return what was done, as a sentence; empty when nothing can be */
    Optional<String> mend(UnknownNames.UnknownName unknown) {
        Column column = unknown.column();
        List<String> parts = Names.parts(column);
        String name = parts.get(parts.size() - 1);
        PlainSelect select = unknown.scope().select();
        String qualifier = parts.size() > 1 ? parts.get(parts.size() - 2) : "";
        boolean ofAnotherTable = catalog.tables().stream()
                .anyMatch(table -> Names.last(table.name()).equals(qualifier)
                        && table.column(name).isPresent());
        if (ofAnotherTable && select != null) {
            Optional<String> joined = joinedIn(column, name, qualifier, unknown.scope(), select);
            if (joined.isPresent()) {
                return joined;
            }
        }
        Optional<String> moved = moved(column, name, unknown.scope());
        if (moved.isPresent()) {
            return moved;
        }
        Optional<String> renamed = renamed(column, name, unknown.scope());
        if (renamed.isPresent()) {
            return renamed;
        }
        return select == null ? Optional.empty() : joinedIn(column, name, qualifier, unknown.scope(), select);
    }

    /** To the only table of the query that has such a column, nearest query first. */
    private static Optional<String> moved(Column column, String name, Scope start) {
        if (column.getTable() == null) {
            return Optional.empty();
        }
        for (Scope scope = start; scope != null; scope = scope.outer()) {
            List<Relation> having = scope.relations().stream()
                    .filter(relation -> relation.has(name) && !relation.name().isEmpty())
                    .toList();
            if (!having.isEmpty()) {
                column.setTable(new Table(Names.quoted(having.get(0).name())));
                return Optional.of(name + " is read from " + having.get(0).name() + ".");
            }
        }
        return Optional.empty();
    }

    /** A slip of the pen: the one column of the query's tables whose name is all but the same. */
    private Optional<String> renamed(Column column, String name, Scope scope) {
        if (catalog.tables().stream().anyMatch(table -> table.column(name).isPresent())) {
            return Optional.empty();
        }
        Set<String> near = new HashSet<>();
        for (Relation relation : scope.relations()) {
            relation.columns().stream()
                    .filter(other -> isAllButTheSame(name, other))
                    .forEach(near::add);
        }
        if (near.size() != 1) {
            return Optional.empty();
        }
        String meant = near.iterator().next();
        column.setColumnName(Names.quoted(meant));
        return Optional.of(name + " is read as " + meant + ".");
    }

    private static boolean isAllButTheSame(String name, String other) {
        boolean plural = name.equals(other + "s") || other.equals(name + "s");
        return plural
                || (NearestNames.similarity(name, other) >= ALL_BUT_THE_SAME
                        && Math.abs(name.length() - other.length()) <= 2);
    }

    private record Way(Relation from, List<Step> steps, Catalog.Table to) {}

    private Optional<String> joinedIn(Column column, String name, String qualifier, Scope scope, PlainSelect select) {
        List<Catalog.Table> having = catalog.tables().stream()
                .filter(table -> table.column(name).isPresent())
                .toList();
        List<Catalog.Table> named =
                having.stream().filter(table -> isNamed(table, qualifier)).toList();
        List<Catalog.Table> meant = named.isEmpty() ? having : named;
        // Of several tables that have such a column, only the model knows which it meant.
        return meant.size() == 1
                ? way(scope, meant.get(0)).flatMap(way -> join(way, column, qualifier, scope, select))
                : Optional.empty();
    }

    private static boolean isNamed(Catalog.Table table, String qualifier) {
        String name = Names.last(table.name());
        return name.equals(qualifier) || name.equals(qualifier + "s") || qualifier.equals(name + "s");
    }

    private Optional<Way> way(Scope scope, Catalog.Table to) {
        return scope.relations().stream()
                .filter(relation -> relation.table() != null)
                .flatMap(relation -> joins.path(String.valueOf(relation.table().name()), to.name()).stream()
                        .filter(steps -> !steps.isEmpty() && steps.size() <= LONGEST_WAY)
                        .map(steps -> new Way(relation, steps, to)))
                .min(Comparator.comparingInt(way -> way.steps().size()));
    }

    private Optional<String> join(Way way, Column column, String qualifier, Scope scope, PlainSelect select) {
        boolean multiplies = way.steps().stream().anyMatch(step -> !step.toOne());
        if (multiplies && GroupMender.addsUp(select)) {
            // Rows would be counted several times, and the figure be wrong without anybody seeing it.
            return Optional.empty();
        }
        Set<String> taken = new HashSet<>();
        scope.reachable().forEach(relation -> taken.add(relation.name()));
        List<Join> added = new ArrayList<>();
        String from = way.from().name();
        for (Step step : way.steps()) {
            boolean last = step == way.steps().get(way.steps().size() - 1);
            String alias = last && !qualifier.isEmpty() && !taken.contains(qualifier)
                    ? qualifier
                    : free(Names.last(step.to()), taken);
            taken.add(alias);
            Optional<Join> join = join(step, from, alias);
            if (join.isEmpty()) {
                return Optional.empty();
            }
            added.add(join.get());
            from = alias;
        }
        List<Join> all = new ArrayList<>(select.getJoins() == null ? List.of() : select.getJoins());
        all.addAll(added);
        select.setJoins(all);
        column.setTable(new Table(Names.quoted(from)));
        return Optional.of(Names.last(way.to().name()) + " is joined in for " + column.getColumnName() + ".");
    }

    static String free(String wanted, Set<String> taken) {
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    static Optional<Join> join(Step step, String from, String alias) {
        List<String> here =
                columns(step.toOne() ? step.join().many() : step.join().one());
        List<String> there =
                columns(step.toOne() ? step.join().one() : step.join().many());
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < Math.min(here.size(), there.size()); i++) {
            conditions.add(Names.quoted(from) + "." + Names.quoted(here.get(i)) + " = " + Names.quoted(alias) + "."
                    + Names.quoted(there.get(i)));
        }
        String sql = "SELECT 1 FROM t JOIN " + step.to() + " " + Names.quoted(alias) + " ON "
                + String.join(" AND ", conditions);
        try {
            return Optional.of(
                    ((PlainSelect) CCJSqlParserUtil.parse(sql)).getJoins().get(0));
        } catch (JSQLParserException nameThatDoesNotParse) {
            return Optional.empty();
        }
    }

    /** The column names of one side of a catalog's join. */
    private static List<String> columns(String side) {
        return Arrays.stream(side.split(","))
                .map(part -> part.strip().substring(part.strip().lastIndexOf('.') + 1))
                .map(column -> column.toLowerCase(Locale.ROOT))
                .toList();
    }
}
