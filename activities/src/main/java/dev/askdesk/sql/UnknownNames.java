package dev.askdesk.sql;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.schema.Column;

/** Says no to names that a statement uses and its tables do not have, or do not show to the user. */
final class UnknownNames {
    private static final int ELSEWHERE = 3;

    private final Visibility visibility;
    private final Catalog catalog;

    UnknownNames(Visibility visibility, Catalog catalog) {
        this.visibility = visibility;
        this.catalog = catalog;
    }

    /** A column whose qualifier, or whose own name, nothing in its scope has. */
    static final class UnknownName extends Refusal {
        private static final long serialVersionUID = 1L;

        private final transient Column column;
        private final transient Scope scope;

        UnknownName(Problem problem, Column column, Scope scope) {
            super(problem.kind(), problem.message(), problem.hints());
            this.column = column;
            this.scope = scope;
        }

        Column column() {
            return column;
        }

        Scope scope() {
            return scope;
        }
    }

    Refusal relation(String name, Scope scope) {
        List<String> names = new ArrayList<>();
        scope.reachable().forEach(relation -> names.add(relation.name()));
        return new Refusal(Kind.UNKNOWN_TABLE, "The FROM clause has no " + name + ".", NearestNames.among(name, names));
    }

    Refusal column(String written, String name, List<Relation> relations) {
        List<Catalog.Table> tables = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Relation relation : relations) {
            Catalog.Table table = relation.table();
            if (table == null) {
                others.addAll(relation.columns());
            } else if (!visibility.shows(table, name)) {
                return Refusal.hidden("a column");
            } else {
                tables.add(visibility.visible(table));
            }
        }
        List<String> hints = new ArrayList<>(elsewhere(name));
        hints.addAll(NearestNames.columns(name, tables));
        hints.addAll(NearestNames.among(name, others));
        return new Refusal(Kind.UNKNOWN_COLUMN, "There is no column " + written + ".", hints);
    }

    /** Tables that do have a column of that name. */
    private List<String> elsewhere(String name) {
        return visibility.visible(catalog).stream()
                .filter(table -> table.column(name).isPresent())
                .limit(ELSEWHERE)
                .map(table -> table.name() + " has " + name)
                .toList();
    }
}
