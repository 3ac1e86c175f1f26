package dev.askdesk.sql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/** The names that one SELECT can use, and through its outer scope those of the queries around it. */
final class Scope {
    private final @Nullable Scope outer;
    private final Map<String, Relation> withQueries = new HashMap<>();
    private final List<Relation> relations = new ArrayList<>();
    private final Set<String> aliases = new HashSet<>();
    private final Set<String> parameters = new HashSet<>();

    /** The SELECT whose names these are; {@code null} around other queries. */
    private @Nullable PlainSelect select;

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    @Nullable
    PlainSelect select() {
        return select;
    }

    void belongsTo(PlainSelect owner) {
        select = owner;
    }

    @Nullable
    Scope outer() {
        return outer;
    }

    List<Relation> relations() {
        return relations;
    }

    void add(Relation relation) {
        relations.add(relation);
    }

    void define(String name, Relation withQuery) {
        withQueries.put(name, withQuery);
    }

    /** Names that the SELECT list gives to its expressions. */
    Set<String> aliases() {
        return aliases;
    }

    /** Names that a lambda gives to its arguments. */
    Set<String> parameters() {
        return parameters;
    }

    /** The WITH query of the name that is nearest. */
    Optional<Relation> withQuery(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Relation found = scope.withQueries.get(name);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** The relation that qualifies columns by the name, nearest first. */
    Optional<Relation> relation(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Relation relation : scope.relations) {
                if (relation.name().equals(name)) {
                    return Optional.of(relation);
                }
            }
        }
        return Optional.empty();
    }

    /** The catalogued table that qualifies columns by its name with schema. */
    Optional<Relation> relationOfTable(String fullName) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Relation relation : scope.relations) {
                if (relation.table() != null
                        && Relation.plain(relation.table().name()).equals(fullName)) {
                    return Optional.of(relation);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a relation here or around may have columns that are not known. */
    boolean open() {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.relations.stream().anyMatch(Relation::open)) {
                return true;
            }
        }
        return false;
    }

    /** All relations here and around, nearest first. */
    List<Relation> reachable() {
        List<Relation> all = new ArrayList<>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            all.addAll(scope.relations);
        }
        return all;
    }
}
