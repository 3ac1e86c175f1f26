package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.adapters.warehouse.DatabaseTable.ForeignKey;
import dev.askdesk.catalog.Catalog.Join;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The joins of a database: the foreign keys that it declares and, where a column has none, what its name and its values
 * agree on. A name alone joins nothing, nor do values alone: numbers from 1 to 10 are in every key.
 */
final class JoinFinder {
    private static final Set<String> KEY_WORDS =
            Set.of("id", "key", "code", "uid", "uuid", "guid", "fk", "ref", "no", "number");
    private static final Set<String> OWN_KIND =
            Set.of("parent", "manager", "supervisor", "boss", "root", "predecessor", "replaces", "superseded");
    /** The part of the values that the other side must have: real data has some orphans. */
    private static final double CONTAINED = 0.95;

    private static final int SAME_THING = 3;
    private static final int SAME_ENDING = 2;

    private final Map<String, TableSurvey> tables = new LinkedHashMap<>();
    private final Map<String, Boolean> unique = new HashMap<>();
    private final Surveyor surveyor;

    JoinFinder(List<TableSurvey> surveys, Surveyor surveyor) {
        surveys.forEach(survey -> tables.put(lower(survey.table().name()), survey));
        this.surveyor = surveyor;
    }

    /** @param role words that the column has besides the other table's name: billing of {@code billing_customer_id} */
    private record Found(String manyTable, String many, String oneTable, String one, String role) {}

    /** A column that may be what another one points to. */
    private record Target(TableSurvey table, String column, int likeness, String role) {}

    List<Join> find() {
        List<Found> found = new ArrayList<>();
        for (TableSurvey many : tables.values()) {
            Set<String> declared = new HashSet<>();
            for (ForeignKey key : many.table().foreignKeys()) {
                TableSurvey one = tables.get(lower(key.targetTable()));
                if (one != null) {
                    found.add(declared(many, one, key));
                    key.columns().forEach(column -> declared.add(lower(column)));
                }
            }
            for (DatabaseColumn column : many.table().columns()) {
                Found inferred = declared.contains(lower(column.name())) ? null : infer(many, column);
                if (inferred != null) {
                    found.add(inferred);
                }
            }
        }
        return joins(found);
    }

    private static Found declared(TableSurvey many, TableSurvey one, ForeignKey key) {
        String manyName = many.table().name();
        String oneName = one.table().name();
        String role = key.columns().size() > 1
                ? ""
                : role(NameWords.spoken(key.columns().get(0)), NameWords.thing(oneName));
        return new Found(manyName, side(manyName, key.columns()), oneName, side(oneName, key.targetColumns()), role);
    }

    private static String side(String table, List<String> columns) {
        return columns.stream().map(column -> table + "." + column).collect(Collectors.joining(", "));
    }

    /** Roles tell joins of the same two tables apart; a single join needs none. */
    private static List<Join> joins(List<Found> found) {
        return found.stream()
                .distinct()
                .map(join -> {
                    boolean several = found.stream()
                                    .filter(other -> other.manyTable.equals(join.manyTable)
                                            && other.oneTable.equals(join.oneTable))
                                    .distinct()
                                    .count()
                            > 1;
                    boolean itself = join.manyTable.equals(join.oneTable);
                    return new Join(
                            join.many, join.one, (several || itself) && !join.role.isEmpty() ? join.role : null);
                })
                .toList();
    }

    private @Nullable Found infer(TableSurvey many, DatabaseColumn column) {
        ColumnKind kind = ColumnKind.of(column.type());
        boolean canPoint = kind == ColumnKind.INTEGER || kind == ColumnKind.TEXT || kind == ColumnKind.UUID;
        if (!canPoint || many.column(column.name()).filled() == 0) {
            return null;
        }
        List<Target> targets = new ArrayList<>();
        for (TableSurvey one : tables.values()) {
            for (DatabaseColumn key : one.table().columns()) {
                Target target = ColumnKind.of(key.type()) == kind ? target(many, column.name(), one, key.name()) : null;
                if (target != null) {
                    targets.add(target);
                }
            }
        }
        return best(many, column.name(), targets);
    }

    /** The likeliest target; none where two tables are as likely, for then a guess would be as often wrong as right. */
    private @Nullable Found best(TableSurvey many, String column, List<Target> targets) {
        String table = many.table().name();
        List<Target> fitting = targets.stream()
                .sorted(Comparator.comparingInt(Target::likeness).reversed())
                .filter(target -> isUnique(target))
                .filter(target ->
                        surveyor.contained(table, column, target.table.table().name(), target.column) >= CONTAINED)
                .toList();
        if (fitting.isEmpty()) {
            return null;
        }
        List<Target> likeliest = fitting.stream()
                .filter(target -> target.likeness == fitting.get(0).likeness)
                .toList();
        List<Target> keys = likeliest.stream()
                .filter(target -> target.table.isPrimaryKey(target.column))
                .toList();
        List<Target> choice = keys.isEmpty() ? likeliest : keys;
        if (choice.size() != 1) {
            return null;
        }
        String one = choice.get(0).table.table().name();
        return new Found(table, table + "." + column, one, one + "." + choice.get(0).column, choice.get(0).role);
    }

    private boolean isUnique(Target target) {
        return unique.computeIfAbsent(
                lower(target.table.table().name() + "." + target.column),
                name -> surveyor.isUnique(target.table, target.column));
    }

    /** How the names of a column and of another table's column go together; {@code null} where they do not. */
    private static @Nullable Target target(TableSurvey many, String column, TableSurvey one, String key) {
        boolean itself = many == one;
        List<String> words = NameWords.spoken(column);
        List<String> thing = NameWords.thing(one.table().name());
        boolean mayBeKey = one.isPrimaryKey(key) || one.seemsUnique(key);
        if (!mayBeKey || (itself && column.equalsIgnoreCase(key))) {
            return null;
        }
        boolean ownKey = many.isPrimaryKey(column) && !one.isPrimaryKey(key);
        boolean pointsByName = KEY_WORDS.contains(words.get(words.size() - 1));
        List<String> subject = subject(words);
        boolean isKey = one.isPrimaryKey(key) || isKeyOf(NameWords.spoken(key), thing);
        if (itself) {
            boolean own = subject.stream().anyMatch(OWN_KIND::contains) && isKey && pointsByName;
            return own ? new Target(one, key, SAME_THING, String.join(" ", subject)) : null;
        }
        if (ownKey || subject.isEmpty()) {
            return null;
        }
        if (isKey && pointsByName && endsWith(subject, thing)) {
            int likeness = subject.size() == thing.size() ? SAME_THING : SAME_ENDING;
            return new Target(one, key, likeness, role(words, thing));
        }
        if (isKey && pointsByName && endsWith(thing, subject)) {
            return new Target(one, key, 1, "");
        }
        // The same name on both sides, such as sku and sku, or user_id in every table about users.
        boolean sameName = column.equalsIgnoreCase(key) && (one.isPrimaryKey(key) || pointsByName);
        return sameName ? new Target(one, key, SAME_ENDING, "") : null;
    }

    /** The key of customers is called id, customer_id, cid or the like. */
    private static boolean isKeyOf(List<String> key, List<String> thing) {
        List<String> subject = subject(key);
        return KEY_WORDS.contains(key.get(key.size() - 1)) && (subject.isEmpty() || endsWith(thing, subject));
    }

    /** The words before those that only say that it is a key, last one singular. */
    private static List<String> subject(List<String> words) {
        List<String> subject = new ArrayList<>(words);
        while (!subject.isEmpty() && KEY_WORDS.contains(subject.get(subject.size() - 1))) {
            subject.remove(subject.size() - 1);
        }
        if (!subject.isEmpty()) {
            subject.set(subject.size() - 1, Words.singular(subject.get(subject.size() - 1)));
        }
        return subject;
    }

    private static String role(List<String> columnWords, List<String> thing) {
        List<String> subject = subject(columnWords);
        return String.join(" ", endsWith(subject, thing) ? subject.subList(0, subject.size() - thing.size()) : subject);
    }

    private static boolean endsWith(List<String> words, List<String> ending) {
        int from = words.size() - ending.size();
        return from >= 0
                && !ending.isEmpty()
                && words.subList(from, words.size()).equals(ending);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
