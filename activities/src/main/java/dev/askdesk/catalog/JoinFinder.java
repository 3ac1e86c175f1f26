package dev.askdesk.catalog;

import dev.askdesk.adapters.warehouse.DatabaseTable.DatabaseColumn;
import dev.askdesk.adapters.warehouse.DatabaseTable.ForeignKey;
import dev.askdesk.catalog.Catalog.Join;
import java.util.ArrayList;
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

    private static final Set<ColumnKind> POINTING = Set.of(ColumnKind.INTEGER, ColumnKind.TEXT, ColumnKind.UUID);

    private static final int SAME_THING = 3;
    private static final int SAME_ENDING = 2;
    private static final int SAME_HEAD = 1;

    private final Map<String, TableSurvey> tables = new LinkedHashMap<>();
    private final List<Key> keys = new ArrayList<>();
    private final Map<Key, Boolean> unique = new HashMap<>();
    private final Surveyor surveyor;

    JoinFinder(List<TableSurvey> surveys, Surveyor surveyor) {
        surveys.forEach(survey -> tables.put(lower(survey.table().name()), survey));
        surveys.forEach(this::addKeys);
        this.surveyor = surveyor;
    }

    /** @param role words that the column has besides the other table's name: billing of {@code billing_customer_id} */
    private record Found(String manyTable, String many, String oneTable, String one, String role) {}

    /**
     * A column that others may point to.
     *
     * @param thing what its table's rows are
     * @param ofThing whether it is named like the key of such a thing, or declared to be it
     */
    private record Key(TableSurvey table, String column, ColumnKind kind, List<String> thing, boolean ofThing) {
        boolean primary() {
            return table.isPrimaryKey(column);
        }
    }

    /** A key that a column may point to, and how alike their names are. */
    private record Target(Key key, int likeness, String role) {}

    private void addKeys(TableSurvey survey) {
        List<String> thing = NameWords.thing(survey.table().name());
        for (DatabaseColumn column : survey.table().columns()) {
            boolean primary = survey.isPrimaryKey(column.name());
            ColumnKind kind = ColumnKind.of(column.type());
            if (POINTING.contains(kind) && (primary || survey.seemsUnique(column.name()))) {
                boolean ofThing = primary || isKeyOf(NameWords.spoken(column.name()), thing);
                keys.add(new Key(survey, column.name(), kind, thing, ofThing));
            }
        }
    }

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
        if (!POINTING.contains(kind) || many.column(column.name()).filled() == 0) {
            return null;
        }
        List<String> words = NameWords.spoken(column.name());
        List<Target> targets = new ArrayList<>();
        for (Key key : keys) {
            Target target = key.kind == kind ? target(many, column.name(), words, key) : null;
            if (target != null) {
                targets.add(target);
            }
        }
        return best(many, column.name(), targets);
    }

    /** The likeliest target; none where two tables are as likely, for then a guess would be as often wrong as right. */
    private @Nullable Found best(TableSurvey many, String column, List<Target> targets) {
        String table = many.table().name();
        List<Target> fitting = targets.stream()
                .filter(target -> unique.computeIfAbsent(target.key, key -> surveyor.isUnique(key.table, key.column)))
                .filter(target -> surveyor.contained(
                                table, column, target.key.table.table().name(), target.key.column)
                        >= CONTAINED)
                .toList();
        int most = fitting.stream().mapToInt(Target::likeness).max().orElse(0);
        List<Target> likeliest =
                fitting.stream().filter(target -> target.likeness == most).toList();
        List<Target> primary =
                likeliest.stream().filter(target -> target.key.primary()).toList();
        List<Target> choice = primary.isEmpty() ? likeliest : primary;
        if (choice.size() != 1) {
            return null;
        }
        Key one = choice.get(0).key;
        String oneTable = one.table.table().name();
        return new Found(table, table + "." + column, oneTable, oneTable + "." + one.column, choice.get(0).role);
    }

    /** How the names of a column and of a key go together; {@code null} where they do not. */
    private static @Nullable Target target(TableSurvey many, String column, List<String> words, Key key) {
        boolean pointsByName = KEY_WORDS.contains(words.get(words.size() - 1));
        List<String> subject = subject(words);
        if (many.table().name().equals(key.table.table().name())) {
            boolean own = pointsByName && key.ofThing && subject.stream().anyMatch(OWN_KIND::contains);
            return own && !column.equalsIgnoreCase(key.column)
                    ? new Target(key, SAME_THING, String.join(" ", subject))
                    : null;
        }
        boolean ownKey = many.isPrimaryKey(column) && !key.primary();
        if (ownKey || subject.isEmpty()) {
            return null;
        }
        if (key.ofThing && pointsByName && endsWith(subject, key.thing)) {
            int likeness = subject.size() == key.thing.size() ? SAME_THING : SAME_ENDING;
            return new Target(key, likeness, role(words, key.thing));
        }
        if (key.ofThing && pointsByName && endsWith(key.thing, subject)) {
            return new Target(key, SAME_HEAD, "");
        }
        // The same name on both sides, such as sku and sku, or user_id in every table about users.
        boolean sameName = column.equalsIgnoreCase(key.column) && (key.primary() || pointsByName);
        return sameName ? new Target(key, SAME_ENDING, "") : null;
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
