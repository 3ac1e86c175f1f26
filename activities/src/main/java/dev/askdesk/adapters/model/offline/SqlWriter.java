package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.model.offline.Draft.BoundCondition;
import dev.askdesk.adapters.model.offline.Draft.Figure;
import dev.askdesk.adapters.model.offline.Draft.Group;
import dev.askdesk.adapters.model.offline.Draft.Presence;
import dev.askdesk.adapters.model.offline.Draft.Ranking;
import dev.askdesk.adapters.model.offline.Draft.TimeCondition;
import dev.askdesk.adapters.model.offline.Draft.ValueCondition;
import dev.askdesk.adapters.model.offline.Scope.Place;
import dev.askdesk.adapters.model.offline.Scope.Use;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.dialect.UnreadableText;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.grounding.JoinGraph.Step;
import dev.askdesk.grounding.Term.ColumnTerm;
import dev.askdesk.grounding.Term.ValueTerm;
import dev.askdesk.grounding.TimeSpan;
import dev.askdesk.grounding.TimeSpan.Grain;
import dev.askdesk.grounding.Words;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Draft} as SQL: chooses the root table, the joins, the columns, and the default filters. */
final class SqlWriter {
    private static final double MENTIONED = 0.6;
    private static final double ROLE = 0.9;
    /** Rows of a ranking that asks for several without saying how many. */
    private static final int SEVERAL = 10;

    private final Catalog catalog;
    /** Of what is written in the end; until then all parts are in the plain form. */
    private final Dialect dialect;

    private final JoinGraph joins;
    private final Columns columns;
    private final Draft draft;
    private final String question;
    private final Set<String> assumptions = new LinkedHashSet<>();
    private final Map<String, String> select = new LinkedHashMap<>();
    private final List<String> groupBy = new ArrayList<>();
    private final List<String> having = new ArrayList<>();
    private final List<String> orderBy = new ArrayList<>();
    /** Tables whose date the question speaks of: their default filters that a date lifts are lifted. */
    private final Set<Place> dated = new HashSet<>();

    private final Scope scope;

    private SqlWriter(Catalog catalog, JoinGraph joins, Columns columns, Draft draft, String question) {
        this.catalog = catalog;
        this.dialect = Dialect.of(catalog.dialect());
        this.joins = joins;
        this.columns = columns;
        this.draft = draft;
        this.question = question;
        this.scope = new Scope(root(), new HashSet<>());
    }

    /** @param assumptions what the statement takes for granted, a sentence each */
    record Written(String sql, List<String> assumptions) {}

    /** @throws NotUnderstood where the draft cannot be said in SQL without guessing */
    static Written write(Catalog catalog, JoinGraph joins, Columns columns, Draft draft, String question) {
        return new SqlWriter(catalog, joins, columns, draft, question).write();
    }

    private Written write() {
        boolean aggregated = !draft.figures.isEmpty();
        if (aggregated) {
            groups();
            figures();
        } else {
            rows();
        }
        draft.values.forEach(this::value);
        draft.times.forEach(this::time);
        draft.bounds.forEach(this::bound);
        draft.presences.forEach(this::presence);
        draft.missing.forEach(candidates -> isNull(candidates, " IS NULL"));
        draft.present.forEach(candidates -> isNull(candidates, " IS NOT NULL"));
        mentionedElsewhere();
        present();
        ranking(aggregated);
        defaultFilters();
        return new Written(dialect.write(sql()), List.copyOf(assumptions));
    }

    private String sql() {
        StringBuilder sql = new StringBuilder("SELECT ");
        sql.append(select.entrySet().stream()
                .map(entry -> isSelfNamed(entry.getValue(), entry.getKey())
                        ? entry.getValue()
                        : entry.getValue() + " AS " + Scope.quoted(entry.getKey()))
                .collect(Collectors.joining(", ")));
        sql.append('\n').append(scope.body());
        if (!groupBy.isEmpty()) {
            sql.append("\nGROUP BY ").append(String.join(", ", groupBy));
        }
        if (!having.isEmpty()) {
            sql.append("\nHAVING ").append(String.join(" AND ", having));
        }
        if (!orderBy.isEmpty()) {
            sql.append("\nORDER BY ").append(String.join(", ", orderBy));
        }
        Ranking ranking = draft.ranking;
        if (ranking != null && limited) {
            sql.append("\nLIMIT ").append(ranking.number() > 0 ? ranking.number() : asksForSeveral() ? SEVERAL : 1);
        }
        return sql.toString();
    }

    private boolean limited;

    private boolean asksForSeveral() {
        return question.toLowerCase(Locale.ROOT).matches("(?s).*\\b(are|were|list|show)\\b.*");
    }

    private static boolean isSelfNamed(String expression, String name) {
        return expression.endsWith("." + Scope.quoted(name));
    }

    // ---- root

    private Catalog.Table root() {
        if (!draft.figures.isEmpty()) {
            return rootOfFigures();
        }
        if (!draft.wanted.isEmpty()) {
            return draft.wanted.get(0);
        }
        if (!draft.shown.isEmpty()) {
            return rootOfShown();
        }
        throw new NotUnderstood("It does not say which figure or which rows it asks for.");
    }

    private Catalog.Table rootOfFigures() {
        Catalog.Table table = draft.figures.get(0).table();
        if (draft.figures.stream().anyMatch(figure -> !figure.table().equals(table))) {
            throw new NotUnderstood("It asks for figures of different tables at once; ask for one at a time.");
        }
        List<Catalog.Table> grouped = new ArrayList<>();
        draft.groups.forEach(group -> grouped.add(group.table()));
        grouped.addAll(draft.wanted);
        boolean fits = grouped.stream().allMatch(other -> joins.reachesOne(table.name(), other.name()))
                || draft.groups.stream().anyMatch(group -> group.columns().size() > 1);
        if (fits || !draft.figures.stream().allMatch(Figure.CountOf.class::isInstance)) {
            return table;
        }
        // To count companies by fund one counts over the investments, each of which has one of both.
        return catalog.tables().stream()
                .filter(other -> joins.reachesOne(other.name(), table.name())
                        && grouped.stream().allMatch(group -> joins.reachesOne(other.name(), group.name())))
                .min(Comparator.comparingInt(
                        other -> draft.mentioned.contains(other) ? 0 : distance(other, table, grouped)))
                .orElse(table);
    }

    private int distance(Catalog.Table from, Catalog.Table to, List<Catalog.Table> others) {
        int sum = 1 + joins.path(from.name(), to.name()).map(List::size).orElse(99);
        for (Catalog.Table other : others) {
            sum += joins.path(from.name(), other.name()).map(List::size).orElse(99);
        }
        return sum;
    }

    private Catalog.Table rootOfShown() {
        List<ColumnTerm> candidates = draft.shown.get(0);
        List<ValueTerm> known =
                draft.values.stream().flatMap(value -> value.terms().stream()).toList();
        if (known.isEmpty() && candidates.size() > 1 && draft.mentioned.isEmpty()) {
            throw new NotUnderstood(
                    "“" + Words.ofName(candidates.get(0).column().name()) + "” is a column of several tables: "
                            + candidates.stream()
                                    .map(term -> Words.ofName(term.table().name()))
                                    .distinct()
                                    .collect(Collectors.joining(", "))
                            + ". Say which one.");
        }
        return candidates.stream()
                .map(ColumnTerm::table)
                .min(Comparator.comparingDouble(table -> known.stream()
                        .mapToDouble(value -> cost(table, value.table()))
                        .min()
                        .orElse(draft.mentioned.contains(table) ? 0 : 1)))
                .orElseThrow();
    }

    // ---- places

    private double bonus(Step step) {
        double bonus = draft.roles.contains(step.join()) ? ROLE : 0;
        boolean mentioned =
                draft.mentioned.stream().anyMatch(table -> table.name().equals(step.to()));
        return bonus + (mentioned ? MENTIONED : 0);
    }

    private double cost(Catalog.Table from, Catalog.Table to) {
        return joins.path(from.name(), to.name(), this::bonus)
                .map(path -> path.stream()
                        .mapToDouble(step -> (step.toOne() ? 1 : 4) - bonus(step))
                        .sum())
                .orElse(Double.MAX_VALUE);
    }

    private Place place(Catalog.Table table, Use use, String comparison) {
        List<Step> path = joins.path(scope.root.name(), table.name(), this::bonus)
                .orElseThrow(() -> new NotUnderstood("The catalog knows no join between "
                        + Words.ofName(scope.root.name()) + " and " + Words.ofName(table.name()) + "."));
        return scope.follow(path, catalog, use, comparison);
    }

    private Place place(Catalog.Table table) {
        return place(table, Use.EXISTS, "");
    }

    /** A place whose rows the result shows: it must not multiply them. */
    private Place shown(Catalog.Table table) {
        Place place = place(table);
        if (place.scope() != scope) {
            throw new NotUnderstood("One row of " + Words.ofName(scope.root.name()) + " has several of "
                    + Words.ofName(table.name()) + "; a figure over both would count some rows several times.");
        }
        return place;
    }

    /** Of several columns that a word can mean, the one that is nearest. */
    private ColumnTerm nearest(List<ColumnTerm> candidates) {
        return candidates.stream()
                .min(Comparator.comparingDouble(term -> cost(scope.root, term.table())))
                .orElseThrow(() -> new NotUnderstood("It names a column that the catalog does not have."));
    }

    // ---- what is selected

    private void groups() {
        for (Catalog.Table table : draft.wanted) {
            boolean counted = draft.figures.stream()
                    .anyMatch(figure -> figure instanceof Figure.CountOf count
                            && count.table().equals(table));
            if (!counted) {
                group(new Group(table, List.of()));
            }
        }
        draft.groups.forEach(this::group);
        for (List<ColumnTerm> candidates : draft.shown) {
            ColumnTerm term = nearest(candidates);
            if (columns.isNumber(term)) {
                throw new NotUnderstood("It does not say what to do with "
                        + Words.ofName(term.column().name()) + ".");
            }
            group(new Group(term.table(), List.of(term)));
        }
        Grain grain = draft.grain;
        if (grain != null) {
            Place place = datePlace(draft.figures.get(0).table());
            ColumnTerm date = requiredDate(place.table());
            String column = place.column(date.column().name());
            // Of states one date per step is left: it says more than the first day of the step.
            boolean state = Columns.isSnapshot(place.table()) && grain != Grain.YEAR;
            String expression = state ? column : truncated(grain, column, date);
            select.put(grain.name().toLowerCase(Locale.ROOT), expression);
            groupBy.add(expression);
            orderBy.add(expression);
        }
    }

    private void group(Group group) {
        if (!group.columns().isEmpty()) {
            ColumnTerm term = nearest(group.columns());
            String expression = shown(term.table()).column(term.column().name());
            select.putIfAbsent(term.column().name(), expression);
            groupBy.add(expression);
            return;
        }
        Place place = shown(group.table());
        List<ColumnTerm> labels = columns.labels(group.table());
        boolean ranked = draft.ranking != null && !draft.ranking.byDate();
        List<ColumnTerm> named = labels.isEmpty() && ranked ? Columns.key(group.table()) : labels;
        if (named.isEmpty()) {
            throw new NotUnderstood("The catalog does not say what names a row of "
                    + Words.ofName(group.table().name()) + ".");
        }
        for (ColumnTerm term : named) {
            select(place, term);
            groupBy.add(place.column(term.column().name()));
        }
        for (ColumnTerm key : Columns.key(group.table())) {
            // Two companies of one name are two groups.
            String expression = place.column(key.column().name());
            if (!groupBy.contains(expression)) {
                groupBy.add(expression);
            }
        }
    }

    private void select(Place place, ColumnTerm term) {
        String name = term.column().name();
        boolean taken = select.containsKey(name) && !select.get(name).equals(place.column(name));
        select.putIfAbsent(taken ? Scope.lastPart(term.table().name()) + "_" + name : name, place.column(name));
    }

    private static String truncated(Grain grain, String column, ColumnTerm date) {
        if (!date.column().type().toLowerCase(Locale.ROOT).matches("(date|timestamp).*")) {
            return column;
        }
        return grain == Grain.YEAR
                ? "EXTRACT(YEAR FROM " + column + ")"
                : "CAST(DATE_TRUNC('" + grain.name().toLowerCase(Locale.ROOT) + "', " + column + ") AS DATE)";
    }

    private void figures() {
        for (Figure figure : draft.figures) {
            Place place = shown(figure.table());
            if (figure instanceof Figure.OfMeasure measure) {
                select.put(
                        measure.measure().name().replace(' ', '_'),
                        own(measure.measure().sql(), place.alias()));
                String filter = measure.measure().filter();
                if (filter != null) {
                    scope.where.add("(" + own(filter, place.alias()) + ")");
                }
            } else if (figure instanceof Figure.OfColumn column) {
                String argument = place.column(column.column().name());
                boolean count = column.function().equals("COUNT");
                String expression = column.function().equals("MEDIAN")
                        ? dialect.median(argument)
                        : column.function() + "(" + (count ? "DISTINCT " : "") + argument + ")";
                select.put(prefix(column.function()) + column.column().name(), expression);
            } else {
                count(place);
            }
        }
    }

    /** A text of the catalog, which is in the catalog's dialect, about a table's rows. */
    private String own(String sql, String alias) {
        try {
            return dialect.readExactly(sql.replace("{t}", alias));
        } catch (UnreadableText e) {
            throw new NotUnderstood("The catalog's SQL for it cannot be read: " + e.getMessage());
        }
    }

    private static String prefix(String function) {
        return switch (function) {
            case "AVG" -> "average_";
            case "SUM" -> "total_";
            case "COUNT" -> "number_of_";
            default -> function.toLowerCase(Locale.ROOT) + "_";
        };
    }

    private void count(Place place) {
        List<ColumnTerm> key = Columns.key(place.table());
        String name = "number_of_" + Words.ofName(place.table().name()).replace(' ', '_');
        if (place.table().equals(scope.root)) {
            select.put(name, "COUNT(*)");
        } else if (key.size() == 1) {
            select.put(
                    name, "COUNT(DISTINCT " + place.column(key.get(0).column().name()) + ")");
        } else {
            throw new NotUnderstood("The catalog names no single key of "
                    + Words.ofName(place.table().name()) + " to count by.");
        }
    }

    private void rows() {
        Place place = new Place(scope, scope.alias, scope.root);
        List<ColumnTerm> labels = columns.labels(scope.root);
        labels.forEach(label -> select(place, label));
        draft.wanted.stream().skip(1).forEach(table -> {
            Place other = shown(table);
            columns.labels(table).forEach(label -> select(other, label));
        });
        for (List<ColumnTerm> candidates : draft.shown) {
            ColumnTerm term = nearest(candidates);
            select(shown(term.table()), term);
        }
        if (labels.isEmpty() && draft.shown.isEmpty()) {
            relatedLabels();
        }
        if (select.isEmpty()) {
            scope.root.columns().stream().limit(8).forEach(column -> select(place, new ColumnTerm(scope.root, column)));
        }
    }

    /** A row without a name of its own is told by the names of what it belongs to, its date and its amount. */
    private void relatedLabels() {
        Set<String> seen = new HashSet<>();
        for (Step step : joins.from(scope.root.name())) {
            Catalog.Table other = catalog.table(step.to()).orElseThrow();
            List<ColumnTerm> labels = columns.labels(other);
            if (step.toOne() && !labels.isEmpty() && seen.add(other.name())) {
                Place place = scope.follow(List.of(step), catalog, Use.EXISTS, "");
                labels.forEach(label -> select(place, label));
            }
        }
        Place root = new Place(scope, scope.alias, scope.root);
        Optional.ofNullable(columns.date(scope.root)).ifPresent(date -> select(root, date));
        Optional.ofNullable(columns.amount(scope.root)).ifPresent(amount -> select(root, amount));
    }

    // ---- conditions

    private void value(ValueCondition condition) {
        ValueTerm nearest = condition.terms().stream()
                .min(Comparator.comparingDouble(term -> cost(scope.root, term.table())))
                .orElseThrow();
        Set<String> values = new LinkedHashSet<>();
        for (ValueTerm term : condition.terms()) {
            if (term.table().equals(nearest.table()) && term.column().equals(nearest.column())) {
                values.add("'" + term.value().replace("'", "''") + "'");
                Optional.ofNullable(term.assumption()).ifPresent(assumptions::add);
            }
        }
        boolean direct = !condition.negated()
                || joins.reachesOne(scope.root.name(), nearest.table().name());
        List<Step> path = joins.path(scope.root.name(), nearest.table().name(), this::bonus)
                .orElse(List.of());
        boolean parts = !path.isEmpty() && !path.get(0).toOne();
        if (parts && draft.figures.stream().anyMatch(figure -> !(figure instanceof Figure.CountOf))) {
            throw new NotUnderstood(Words.ofName(scope.root.name()) + " belong to several "
                    + Words.ofName(nearest.table().name()) + " at once; a total of one of them is not in it.");
        }
        Place place = place(nearest.table(), direct ? Use.EXISTS : Use.NOT_EXISTS, "");
        if (place.scope() != scope && draft.wanted.isEmpty() && draft.figures.isEmpty()) {
            // "Klarna's last round" is no valuation by the method "last round".
            throw new NotUnderstood("It is not clear what “" + nearest.value() + "” has to do with its "
                    + Words.ofName(scope.root.name()) + ".");
        }
        String otherwise = alsoNamed(condition, nearest);
        if (otherwise != null && place.scope() == scope) {
            scope.where.add(otherwise);
            return;
        }
        String column = place.column(nearest.column().name());
        boolean not = condition.negated() && direct;
        String list = values.size() == 1
                ? (not ? " <> " : " = ") + values.iterator().next()
                : (not ? " NOT IN (" : " IN (") + String.join(", ", values) + ")";
        place.scope().where.add(not ? "(" + column + list + " OR " + column + " IS NULL)" : column + list);
    }

    /** A name that rows bear themselves and that what they belong to bears as well: either will do. */
    private @Nullable String alsoNamed(ValueCondition condition, ValueTerm nearest) {
        if (condition.negated() || !nearest.table().equals(scope.root)) {
            return null;
        }
        List<String> tests = new ArrayList<>();
        for (ValueTerm term : condition.terms()) {
            boolean label = term.column().name().equals(term.table().label())
                    && joins.reachesOne(scope.root.name(), term.table().name());
            if (label) {
                tests.add(place(term.table()).column(term.column().name()) + " = '"
                        + term.value().replace("'", "''") + "'");
            }
        }
        boolean several =
                condition.terms().stream().map(ValueTerm::table).distinct().count() > 1;
        return several && tests.size() > 1 ? "(" + String.join(" OR ", tests) + ")" : null;
    }

    private void time(TimeCondition condition) {
        TimeSpan span = condition.span();
        ColumnTerm date;
        Place place;
        if (!condition.columns().isEmpty()) {
            date = nearest(condition.columns());
            place = place(date.table());
        } else {
            place = datePlace(
                    draft.figures.isEmpty() ? scope.root : draft.figures.get(0).table());
            date = requiredDate(place.table());
        }
        dated.add(place);
        String column = place.column(date.column().name());
        assumptions.add("Time is held against " + Words.ofName(place.table().name()) + " "
                + Words.ofName(date.column().name()) + ": " + span.label() + ".");
        if (Columns.isSnapshot(place.table()) && date.equals(columns.date(place.table()))) {
            snapshot(place, date, span);
        } else {
            place.scope().where.add(range(column, span, columns.isYear(date)));
        }
        if (draft.figures.isEmpty() && place.scope() == scope) {
            select(place, date);
            if (draft.ranking == null) {
                orderBy.add(column);
            }
        }
    }

    /** States are not added up over time: of those within the span the last one counts, with an axis one per step. */
    private void snapshot(Place place, ColumnTerm date, TimeSpan span) {
        String name = Scope.quoted(date.column().name());
        String latest = "SELECT MAX(" + name + ") FROM "
                + Scope.quotedTable(place.table().name()) + " WHERE " + range(name, span, false);
        Grain grain = draft.grain;
        if (grain == null) {
            place.scope().where.add(place.column(date.column().name()) + " = (" + latest + ")");
            assumptions.add("Of several dates the last one counts.");
        } else {
            place.scope()
                    .where
                    .add(place.column(date.column().name()) + " IN (" + latest + " GROUP BY DATE_TRUNC('"
                            + grain.name().toLowerCase(Locale.ROOT) + "', " + name + "))");
        }
    }

    private static String range(String column, TimeSpan span, boolean year) {
        List<String> parts = new ArrayList<>();
        if (span.from() != null) {
            parts.add(column + " >= " + (year ? String.valueOf(span.from().getYear()) : "DATE '" + span.from() + "'"));
        }
        if (span.to() != null) {
            int after = year && span.to().getDayOfYear() > 1 ? 1 : 0;
            parts.add(
                    column + " < " + (year ? String.valueOf(span.to().getYear() + after) : "DATE '" + span.to() + "'"));
        }
        return String.join(" AND ", parts);
    }

    /** Where "in 2023" applies when no date is named: the figure's table, then what the question names, then around. */
    private Place datePlace(Catalog.Table main) {
        List<Catalog.Table> candidates = new ArrayList<>();
        boolean figured = draft.figures.stream().anyMatch(figure -> !(figure instanceof Figure.CountOf));
        if (figured || Columns.isSnapshot(main)) {
            candidates.add(main);
        }
        draft.presences.forEach(presence -> candidates.add(presence.table()));
        draft.mentioned.stream()
                .filter(table -> !table.equals(scope.root) && !(figured && isGrouping(table)))
                .forEach(candidates::add);
        if (!draft.presences.isEmpty() || figured) {
            candidates.add(main);
        } else {
            candidates.add(0, main);
        }
        candidates.add(scope.root);
        for (Catalog.Table table : candidates) {
            if (columns.date(table) != null) {
                return place(table);
            }
        }
        List<Catalog.Table> around = catalog.tables().stream()
                .filter(table -> columns.date(table) != null && cost(scope.root, table) < Double.MAX_VALUE)
                .filter(table -> !figured || !isGrouping(table))
                .sorted(Comparator.comparingDouble(table -> cost(scope.root, table)))
                .toList();
        String rows = Words.ofName(scope.root.name());
        if (around.isEmpty()) {
            throw new NotUnderstood("It names a time, but " + rows + " has no date.");
        }
        boolean open = around.size() > 1 && cost(scope.root, around.get(0)) == cost(scope.root, around.get(1));
        if (open) {
            throw new NotUnderstood(
                    "It names a time, but " + rows + " has no date of its own, and it is open whether that of "
                            + Words.ofName(around.get(0).name()) + " or of "
                            + Words.ofName(around.get(1).name()) + " is meant.");
        }
        return place(around.get(0));
    }

    /** What a figure is split by does not date it: proceeds by fund in 2025 are not those of funds of 2025. */
    private boolean isGrouping(Catalog.Table table) {
        return draft.wanted.contains(table)
                || draft.groups.stream().anyMatch(group -> group.table().equals(table));
    }

    private ColumnTerm requiredDate(Catalog.Table table) {
        ColumnTerm date = columns.date(table);
        if (date == null) {
            throw new NotUnderstood("It names a time, but " + Words.ofName(table.name()) + " has no date.");
        }
        return date;
    }

    private void bound(BoundCondition condition) {
        Bound bound = condition.bound();
        Catalog.Table counted = condition.counted();
        if (counted != null && condition.columns().isEmpty()) {
            boolean figure = draft.figures.stream()
                    .anyMatch(each -> each instanceof Figure.CountOf count
                            && count.table().equals(counted));
            if (!figure && !joins.reachesOne(scope.root.name(), counted.name())) {
                place(counted, Use.COUNT, comparison(bound, null));
                return;
            }
            having.add("COUNT(*) " + comparison(bound, null));
            return;
        }
        if (!condition.columns().isEmpty()) {
            ColumnTerm term = nearest(condition.columns());
            Place place = place(term.table());
            place.scope().where.add(place.column(term.column().name()) + " " + comparison(bound, term.column()));
            if (draft.figures.isEmpty() && place.scope() == scope) {
                select(place, term);
            }
            return;
        }
        boolean ofGroups =
                !groupBy.isEmpty() && draft.figures.stream().anyMatch(figure -> !(figure instanceof Figure.CountOf));
        if (ofGroups) {
            String figure = select.values().stream()
                    .skip(select.size() - draft.figures.size())
                    .findFirst()
                    .orElseThrow();
            having.add(figure + " " + comparison(bound, null));
            return;
        }
        ColumnTerm amount = columns.amount(scope.root);
        if (amount == null) {
            throw new NotUnderstood("It compares with " + bound.number().toPlainString() + ", but does not say what.");
        }
        scope.where.add(
                scope.alias + "." + Scope.quoted(amount.column().name()) + " " + comparison(bound, amount.column()));
    }

    private static String comparison(Bound bound, Catalog.@Nullable Column column) {
        boolean fraction = bound.percent() && column != null && "fraction".equals(column.unit());
        BigDecimal number = fraction ? bound.number().movePointLeft(2) : bound.number();
        BigDecimal upper = bound.upper();
        if (upper == null) {
            return bound.operator() + " " + number.toPlainString();
        }
        BigDecimal top = fraction ? upper.movePointLeft(2) : upper;
        return "BETWEEN " + number.toPlainString() + " AND " + top.toPlainString();
    }

    /** Conditions on rows that must not be there stand with them. */
    private void within(Presence presence, Scope inside) {
        for (ValueCondition condition : presence.values()) {
            ValueTerm term = condition.terms().stream()
                    .filter(each ->
                            joins.reachesOne(inside.root.name(), each.table().name()))
                    .min(Comparator.comparingInt(
                            each -> joins.path(inside.root.name(), each.table().name())
                                    .orElseThrow()
                                    .size()))
                    .orElseThrow(() -> new NotUnderstood("It is not clear what its “not” takes in."));
            Place at = inside.follow(
                    joins.path(inside.root.name(), term.table().name()).orElseThrow(), catalog, Use.EXISTS, "");
            inside.where.add(
                    at.column(term.column().name()) + " = '" + term.value().replace("'", "''") + "'");
        }
        for (TimeCondition condition : presence.times()) {
            Place at = new Place(inside, inside.alias, inside.root);
            ColumnTerm date = requiredDate(inside.root);
            dated.add(at);
            inside.where.add(range(at.column(date.column().name()), condition.span(), columns.isYear(date)));
        }
    }

    private void presence(Presence presence) {
        Place place = place(presence.table(), presence.negated() ? Use.NOT_EXISTS : Use.EXISTS, "");
        String filter = presence.filter();
        boolean narrowed = !presence.values().isEmpty() || !presence.times().isEmpty();
        if (narrowed && place.scope() == scope) {
            throw new NotUnderstood("It is not clear what its “not” takes in.");
        }
        if (narrowed) {
            within(presence, place.scope());
        }
        if (place.scope() == scope && presence.negated() && presence.table() != scope.root) {
            String key = Columns.key(presence.table()).stream()
                    .findFirst()
                    .map(term -> place.column(term.column().name()))
                    .orElseThrow(() -> new NotUnderstood("It says “no "
                            + Words.ofName(presence.table().name()) + "”, and the catalog names no key to tell by."));
            scope.where.add(key + " IS NULL");
        } else if (filter != null) {
            place.scope().where.add("(" + own(filter, place.alias()) + ")");
        }
    }

    private void isNull(List<ColumnTerm> candidates, String test) {
        ColumnTerm term = nearest(candidates);
        Place place = place(term.table());
        place.scope().where.add(place.column(term.column().name()) + test);
    }

    /** "How many seats do we hold today": what the catalog counts as the present ones of a table. */
    private void present() {
        boolean asked = question.toLowerCase(Locale.ROOT)
                .matches("(?s).*\\b(now|today|currently|current|at the moment|at present|still|hold|holds)\\b.*");
        boolean listed = draft.figures.isEmpty() || draft.figures.stream().allMatch(Figure.CountOf.class::isInstance);
        if (!asked || !listed || !draft.times.isEmpty()) {
            return;
        }
        List<Catalog.Measure> counts = catalog.measures().stream()
                .filter(measure -> measure.table().equalsIgnoreCase(scope.root.name()))
                .filter(measure -> measure.filter() != null
                        && measure.sql().replace(" ", "").equalsIgnoreCase("count(*)"))
                .toList();
        if (counts.size() == 1) {
            Catalog.Measure count = counts.get(0);
            String condition = "(" + own(String.valueOf(count.filter()), scope.alias) + ")";
            if (!scope.where.contains(condition)) {
                scope.where.add(condition);
                assumptions.add("The present ones are those that count as " + count.name() + ".");
            }
        }
    }

    /** "Companies with a board seat": a table that the question names and that nothing has used must have a row. */
    private void mentionedElsewhere() {
        for (Catalog.Table table : draft.mentioned) {
            boolean ofAbsent = draft.presences.stream()
                    .anyMatch(presence -> presence.values().stream().anyMatch(value -> value.terms().stream()
                            .anyMatch(term -> term.table().equals(table))));
            boolean restricts = question.toLowerCase(Locale.ROOT)
                    .matches("(?s).*\\b(with|have|has|had|having|raised|got|that|which|who)\\b.*");
            if (ofAbsent) {
                continue;
            }
            boolean absent = draft.presences.stream()
                    .anyMatch(presence -> presence.negated() && presence.table().equals(table));
            boolean counted = draft.bounds.stream().anyMatch(bound -> table.equals(bound.counted()));
            if (!absent && !counted && !table.equals(scope.root) && cost(scope.root, table) < Double.MAX_VALUE) {
                Place place = place(table);
                boolean used =
                        !place.scope().where.isEmpty() && place.scope().where.size() > 1;
                if (place.scope() != scope && !used && !draft.figures.isEmpty() && !restricts) {
                    throw new NotUnderstood("It is not clear what its " + Words.ofName(table.name())
                            + " have to do with its " + Words.ofName(scope.root.name()) + ".");
                }
            }
        }
    }

    // ---- order and default filters

    private void ranking(boolean aggregated) {
        Ranking ranking = draft.ranking;
        if (ranking == null) {
            if (aggregated && !groupBy.isEmpty() && draft.grain == null) {
                orderBy.add(select.size() + " DESC NULLS LAST");
            }
            return;
        }
        String direction = ranking.descending() ? " DESC NULLS LAST" : " ASC NULLS LAST";
        if (aggregated && groupBy.isEmpty()) {
            // "the latest total value": there is one row, and the default filter sees to the latest.
            if (!ranking.byDate() || ranking.number() > 0) {
                throw new NotUnderstood("It ranks, but does not say what.");
            }
            return;
        }
        if (aggregated) {
            orderBy.clear();
            int first = select.size() - draft.figures.size() + 1;
            orderBy.add(first + direction);
        } else {
            ColumnTerm by = rankedBy(ranking);
            Place place = shown(by.table());
            select(place, by);
            String column = place.column(by.column().name());
            scope.where.add(column + " IS NOT NULL");
            orderBy.add(column + direction);
        }
        limited = ranking.number() != QuestionMarks.ALL;
    }

    private ColumnTerm rankedBy(Ranking ranking) {
        if (!ranking.columns().isEmpty()) {
            return nearest(ranking.columns());
        }
        ColumnTerm by = ranking.byDate() ? columns.date(scope.root) : columns.amount(scope.root);
        if (by == null) {
            throw new NotUnderstood("It ranks " + Words.ofName(scope.root.name()) + ", but does not say by what.");
        }
        return by;
    }

    private void defaultFilters() {
        String asked = " " + Words.key(question) + " ";
        List<Scope> scopes = new ArrayList<>(List.of(scope));
        scopes.addAll(scope.insides());
        for (Scope each : scopes) {
            Place place = new Place(each, each.alias, each.root);
            for (Catalog.DefaultFilter filter : each.root.defaultFilters()) {
                boolean lifted = filter.unless().stream().anyMatch(word -> asked.contains(" " + Words.key(word) + " "))
                        || (filter.liftedByDate() && (dated.contains(place) || (draft.grain != null && each == scope)));
                if (!lifted) {
                    each.where.add("(" + own(filter.sql(), each.alias) + ")");
                    if (!filter.assumption().isBlank()) {
                        assumptions.add(filter.assumption());
                    }
                }
            }
        }
        if (draft.grain != null && Columns.isSnapshot(scope.root) && dated.isEmpty()) {
            ColumnTerm date = requiredDate(scope.root);
            String name = Scope.quoted(date.column().name());
            scope.where.add(scope.alias + "." + name + " IN (SELECT MAX(" + name + ") FROM "
                    + Scope.quotedTable(scope.root.name()) + " GROUP BY DATE_TRUNC('"
                    + draft.grain.name().toLowerCase(Locale.ROOT) + "', " + name + "))");
        }
    }
}
