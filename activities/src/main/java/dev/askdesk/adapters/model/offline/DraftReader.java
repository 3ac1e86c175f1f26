package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.model.offline.Draft.BoundCondition;
import dev.askdesk.adapters.model.offline.Draft.Figure;
import dev.askdesk.adapters.model.offline.Draft.Group;
import dev.askdesk.adapters.model.offline.Draft.Presence;
import dev.askdesk.adapters.model.offline.Draft.Ranking;
import dev.askdesk.adapters.model.offline.Draft.TimeCondition;
import dev.askdesk.adapters.model.offline.Draft.ValueCondition;
import dev.askdesk.adapters.model.offline.Mark.Named;
import dev.askdesk.adapters.model.offline.Mark.Operation;
import dev.askdesk.adapters.model.offline.Mark.Operator;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.grounding.Term.ColumnTerm;
import dev.askdesk.grounding.Term.MeasureTerm;
import dev.askdesk.grounding.Term.RoleTerm;
import dev.askdesk.grounding.Term.TableTerm;
import dev.askdesk.grounding.Term.ValueTerm;
import dev.askdesk.grounding.TimeSpan;
import dev.askdesk.grounding.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the marks of a question from left to right into a {@link Draft}. */
final class DraftReader {
    private static final Set<String> PEOPLE = java.util.stream.Stream.of(
                    "person", "people", "staff", "employee", "partner", "user", "member", "team member", "salesperson")
            .map(Words::key)
            .collect(java.util.stream.Collectors.toSet());
    private static final Set<Operator> AGGREGATES =
            EnumSet.of(Operator.TOTAL, Operator.AVERAGE, Operator.MEDIAN, Operator.MAXIMUM, Operator.MINIMUM);
    private static final Set<Operator> RANKINGS =
            EnumSet.of(Operator.TOP, Operator.BOTTOM, Operator.NEWEST, Operator.OLDEST);

    private final Draft draft = new Draft();
    private final List<Mark> marks;
    private final Columns columns;
    /** Operations that wait for the words that they apply to. */
    private @Nullable Operator aggregate;

    private boolean counting;
    private boolean grouping;
    private boolean negating;
    private boolean asking;
    private boolean askingWhen;
    /** What must not be there: the conditions behind it are on the rows that must not be there. */
    private Draft.@Nullable Presence absent;
    /** A table that was named before anything was asked of it: a list of it, or only what a figure is about. */
    private Catalog.@Nullable Table subject;

    private @Nullable Operation ranking;

    private final Grounder grounder;
    private final String question;

    private DraftReader(List<Mark> marks, Columns columns, Grounder grounder, String question) {
        this.marks = marks;
        this.columns = columns;
        this.grounder = grounder;
        this.question = question.toLowerCase(Locale.ROOT);
    }

    static Draft read(List<Mark> marks, Columns columns, Grounder grounder, String question) {
        DraftReader reader = new DraftReader(marks, columns, grounder, question);
        for (int i = 0; i < marks.size(); i++) {
            reader.take(i);
        }
        reader.close();
        return reader.draft;
    }

    private void take(int at) {
        Mark mark = marks.get(at);
        if (mark instanceof Operation operation) {
            operate(operation);
        } else if (mark instanceof Named named) {
            name(named, at);
        } else if (mark instanceof Mark.Axis axis) {
            draft.grain = axis.grain();
        } else if (mark instanceof Mark.Time time) {
            time(time.span(), at);
        } else if (mark instanceof Mark.Compared compared) {
            compare(compared.bound(), at);
        }
    }

    /** "What is our portfolio worth" asks for what follows the noun; "which" and "list" ask for the noun's rows. */
    private boolean isCopula(Operation operation) {
        return question.substring(operation.start()).matches("(?s)what(\\s+(is|was)\\b|['’]s).*");
    }

    private void time(TimeSpan span, int at) {
        TimeCondition condition = new TimeCondition(span, dateBefore(at));
        if (absent != null) {
            absent.times().add(condition);
        } else {
            draft.times.add(condition);
        }
    }

    private void operate(Operation operation) {
        Operator operator = operation.operator();
        if (AGGREGATES.contains(operator)) {
            aggregate = operator;
        } else if (RANKINGS.contains(operator)) {
            ranking = operation;
        }
        switch (operator) {
            case COUNT -> counting = true;
            case GROUP, COMPARE -> grouping = true;
            case NOT -> negating = true;
            case WHICH, WHO -> asking = !isCopula(operation);
            case WHEN -> askingWhen = true;
            default -> {}
        }
    }

    private void name(Named named, int at) {
        List<ValueTerm> names = named.all(ValueTerm.class).stream()
                .filter(term -> term.column().values().isEmpty()
                        || !term.column().values().containsKey(term.value()))
                .toList();
        List<ValueTerm> listed = named.all(ValueTerm.class).stream()
                .filter(term -> !names.contains(term))
                .toList();
        if (isColumnOfNext(named, at)) {
            grouping = false;
        } else if (!names.isEmpty()) {
            values(named.all(ValueTerm.class));
        } else if (!listed.isEmpty() && isValue(named, listed, at)) {
            listed(listed, at);
        } else if (named.any(RoleTerm.class) && !named.any(TableTerm.class)) {
            role(named.all(RoleTerm.class));
        } else if (grouping && isFigure(named) && (ranking != null || !draft.wanted.isEmpty())) {
            rankBy(named);
        } else if (grouping && (named.any(TableTerm.class) || named.any(ColumnTerm.class))) {
            group(named);
        } else if (named.any(TableTerm.class) && !prefersFigure(named, at)) {
            table(named.all(TableTerm.class).get(0).table(), at);
        } else if (named.any(MeasureTerm.class)) {
            measure(named.all(MeasureTerm.class));
        } else if (named.any(ColumnTerm.class)) {
            column(named.all(ColumnTerm.class), at);
        }
    }

    /** A word of a short list ("invested", a stage of deals) may as well name a table or a figure: the context tells. */
    private boolean isValue(Named named, List<ValueTerm> listed, int at) {
        if (aggregate == Operator.TOTAL && draft.figures.isEmpty() && named.any(MeasureTerm.class)) {
            return false;
        }
        boolean otherwise = named.any(TableTerm.class) || named.any(MeasureTerm.class) || named.any(RoleTerm.class);
        return !otherwise
                || listed.stream()
                        .anyMatch(term -> draft.mentioned.contains(term.table()) || tableFollows(at, term.table()));
    }

    /** "Seed rounds" filters rounds; "which partners" asks for people and filters them. */
    private void listed(List<ValueTerm> terms, int at) {
        Catalog.Table table = terms.get(0).table();
        boolean waits = asking || counting || grouping || ranking != null;
        boolean noun = waits
                && !(isOfPeople(table) ? tableFollows(at, table) : anyTableFollows(at))
                && terms.stream().allMatch(term -> term.table().equals(table));
        if (noun && grouping) {
            mention(table);
            draft.groups.add(new Group(table, List.of()));
            grouping = false;
        } else if (noun) {
            table(table, at);
        }
        values(terms);
    }

    private boolean isFigure(Named named) {
        return named.any(MeasureTerm.class) || named.anyColumn(columns::isNumber);
    }

    /** "The largest exits by exit value", "companies by amount invested". */
    private void rankBy(Named named) {
        grouping = false;
        asking = false;
        List<ColumnTerm> own = named.all(ColumnTerm.class).stream()
                .filter(columns::isNumber)
                .filter(term -> draft.wanted.contains(term.table()))
                .toList();
        if (!own.isEmpty()) {
            rank(own);
        } else if (named.any(MeasureTerm.class)) {
            measure(named.all(MeasureTerm.class));
        } else {
            draft.shown.add(named.all(ColumnTerm.class).stream()
                    .filter(columns::isNumber)
                    .toList());
            rank(draft.shown.get(draft.shown.size() - 1));
        }
    }

    /** "Led by Kestrel Growth": a name of the column that the value behind it stands in says nothing more. */
    private boolean isColumnOfNext(Named named, int at) {
        return at + 1 < marks.size()
                && marks.get(at + 1) instanceof Named next
                && !named.any(ValueTerm.class)
                && !named.any(TableTerm.class)
                && !named.any(MeasureTerm.class)
                && next.all(ValueTerm.class).stream()
                        .anyMatch(value -> named.all(ColumnTerm.class).contains(columnOf(value)));
    }

    private boolean anyTableFollows(int at) {
        return grounder.catalog().tables().stream().anyMatch(table -> tableFollows(at, table));
    }

    /** Whether the words right behind name the table. */
    private boolean tableFollows(int at, Catalog.Table table) {
        for (int i = at + 1; i < marks.size() && marks.get(i) instanceof Named named; i++) {
            if (named.all(TableTerm.class).stream()
                    .anyMatch(term -> term.table().equals(table))) {
                return true;
            }
        }
        return false;
    }

    private boolean prefersFigure(Named named, int at) {
        boolean compared = at + 1 < marks.size()
                && marks.get(at + 1) instanceof Mark.Compared next
                && next.bound().money();
        if (compared && !draft.wanted.isEmpty() && named.any(MeasureTerm.class)) {
            return true;
        }
        return (aggregate != null || (ranking != null && !draft.wanted.isEmpty()))
                && !counting
                && (named.any(MeasureTerm.class) || named.anyColumn(columns::isNumber));
    }

    private void values(List<ValueTerm> terms) {
        ValueCondition last = draft.values.isEmpty() ? null : draft.values.get(draft.values.size() - 1);
        boolean sameColumn = last != null
                && last.negated() == negating
                && last.terms().stream().anyMatch(known -> terms.stream()
                        .anyMatch(term -> term.column().equals(known.column())
                                && term.table().equals(known.table())));
        if (absent != null) {
            absent.values().add(new ValueCondition(terms, false));
        } else if (last != null && sameColumn) {
            List<ValueTerm> either = new ArrayList<>(last.terms());
            either.addAll(terms);
            enumerated(terms);
            draft.values.set(draft.values.size() - 1, new ValueCondition(either, negating));
        } else {
            draft.values.add(new ValueCondition(terms, negating));
        }
        if (grouping && marksCompare()) {
            draft.groups.add(new Group(terms.get(0).table(), List.of(columnOf(terms.get(0)))));
        }
        negating = false;
        grouping = false;
    }

    /** "How many are active, exited and written off?" asks for each of them, "active or exited" for both together. */
    private void enumerated(List<ValueTerm> terms) {
        ColumnTerm column = columnOf(terms.get(0));
        boolean listed = column.column().values().containsKey(terms.get(0).value());
        boolean counts = draft.figures.stream().anyMatch(Figure.CountOf.class::isInstance);
        Group group = new Group(column.table(), List.of(column));
        if (listed && counts && question.contains(" and ") && !draft.groups.contains(group)) {
            draft.groups.add(group);
        }
    }

    private boolean marksCompare() {
        return marks.stream()
                .anyMatch(mark -> mark instanceof Operation operation && operation.operator() == Operator.COMPARE);
    }

    private static ColumnTerm columnOf(ValueTerm term) {
        return new ColumnTerm(term.table(), term.column());
    }

    private void role(List<RoleTerm> terms) {
        terms.forEach(term -> draft.roles.add(term.join()));
        Catalog.Table table = terms.get(0).table();
        mention(table);
        Catalog.Table many =
                grounder.catalog().table(terms.get(0).join().manyTable()).orElse(table);
        ColumnTerm amount = columns.amount(many);
        if (grouping) {
            draft.groups.add(new Group(table, List.of()));
            grouping = false;
        } else if (asking) {
            want(table);
        } else if (aggregate == Operator.TOTAL && draft.figures.isEmpty() && amount != null) {
            // "How much did each partner lead"
            mention(many);
            figure(many, amount);
        }
    }

    private void group(Named named) {
        if (named.any(TableTerm.class)) {
            Catalog.Table table = named.all(TableTerm.class).get(0).table();
            mention(table);
            List<RoleTerm> roles = named.all(RoleTerm.class);
            roles.forEach(role -> draft.roles.add(role.join()));
            draft.groups.add(new Group(table, List.of()));
        } else {
            List<ColumnTerm> terms = named.all(ColumnTerm.class);
            draft.groups.add(new Group(terms.get(0).table(), terms));
        }
        grouping = false;
        asking = false;
    }

    private void table(Catalog.Table table, int at) {
        mention(table);
        if (isCounted(at)) {
            // "more than 3 investments": the bound before it has taken the table.
            return;
        }
        if (negating) {
            absent(new Presence(table, null, true));
        } else if (counting) {
            draft.figures.add(new Figure.CountOf(table));
            counting = false;
        } else if (aggregate != null && aggregate != Operator.TOTAL && columns.amount(table) != null) {
            figure(table, columns.amount(table));
        } else if (ranking != null
                && at > 0
                && marks.get(at - 1).equals(ranking)
                && !draft.wanted.isEmpty()
                && !draft.wanted.contains(table)
                && draft.figures.isEmpty()) {
            // "which partner led the most investments"
            draft.figures.add(new Figure.CountOf(table));
            rank(List.of());
        } else if (ranking != null && at > 0 && marks.get(at - 1).equals(ranking) && isMost(ranking) && asking) {
            // "who holds the most board seats": the rows are counted, whoever they belong to is asked for
            draft.figures.add(new Figure.CountOf(table));
            rank(List.of());
        } else if (asking || (ranking != null && draft.wanted.isEmpty())) {
            want(table);
        } else if (draft.isEmpty() && subject == null) {
            subject = table;
        }
    }

    private boolean isMost(Operation operation) {
        return question.substring(operation.start(), operation.end()).matches("most|least|fewest");
    }

    private void absent(Presence presence) {
        draft.presences.add(presence);
        absent = presence;
        negating = false;
    }

    /** "Which active companies": a count whose rows are asked for, or counted already, is a condition on them. */
    private boolean onlyFilters(MeasureTerm term) {
        String filter = term.measure().filter();
        boolean counts = term.measure().sql().replace(" ", "").equalsIgnoreCase("count(*)") && filter != null;
        boolean counted = draft.figures.contains(new Figure.CountOf(term.table()));
        if (!counts || !(asking || counted || draft.wanted.contains(term.table()))) {
            return false;
        }
        if (asking) {
            want(term.table());
        }
        draft.presences.add(new Presence(term.table(), filter, false));
        return true;
    }

    private void want(Catalog.Table table) {
        if (!draft.wanted.contains(table) && (draft.wanted.isEmpty() || asking)) {
            draft.wanted.add(table);
        }
        asking = false;
    }

    private void figure(Catalog.Table table, @Nullable ColumnTerm column) {
        if (column != null) {
            draft.figures.add(new Figure.OfColumn(table, column.column(), function()));
            aggregate = null;
        }
    }

    private String function() {
        return switch (aggregate == null ? Operator.TOTAL : aggregate) {
            case AVERAGE -> "AVG";
            case MEDIAN -> "MEDIAN";
            case MAXIMUM -> "MAX";
            case MINIMUM -> "MIN";
            default -> "SUM";
        };
    }

    private void measure(List<MeasureTerm> terms) {
        MeasureTerm term = terms.get(0);
        mention(term.table());
        if (negating) {
            absent(new Presence(term.table(), term.measure().filter(), true));
            return;
        }
        if (onlyFilters(term)) {
            return;
        }
        ColumnTerm amount = columns.summedBy(term.table(), term.measure());
        if (aggregate != null && aggregate != Operator.TOTAL && amount != null) {
            figure(term.table(), amount);
        } else {
            Figure figure = new Figure.OfMeasure(term.table(), term.measure());
            if (!draft.figures.contains(figure)) {
                draft.figures.add(figure);
            }
            aggregate = null;
        }
        rank(List.of());
    }

    private void column(List<ColumnTerm> terms, int at) {
        terms.forEach(term -> {
            if (terms.size() == 1) {
                mention(term.table());
            }
        });
        boolean dated = at + 1 < marks.size() && marks.get(at + 1) instanceof Mark.Time;
        boolean bounded = at + 1 < marks.size() && marks.get(at + 1) instanceof Mark.Compared;
        List<ColumnTerm> numbers = terms.stream().filter(columns::isNumber).toList();
        List<ColumnTerm> dates =
                numbers.isEmpty() ? terms.stream().filter(columns::isDate).toList() : List.of();
        if (negating) {
            draft.missing.add(terms);
            negating = false;

        } else if (!dated && ranking == null && !askingWhen && !grouping && !dates.isEmpty()) {
            // "Who left?", "How many seats ended?": a date named without a time means that it is there.
            draft.present.add(dates);
            if (draft.figures.isEmpty()) {
                draft.shown.add(dates);
            }
        } else if (counting) {
            // "How many employees": a column that holds the number itself is not counted.
            ColumnTerm counted = numbers.isEmpty() ? terms.get(0) : numbers.get(0);
            draft.figures.add(
                    new Figure.OfColumn(counted.table(), counted.column(), numbers.isEmpty() ? "COUNT" : "SUM"));
            counting = false;
        } else if (aggregate != null && !numbers.isEmpty()) {
            figure(numbers.get(0).table(), numbers.get(0));
            rank(List.of());
        } else if (ranking != null && (!numbers.isEmpty() || terms.stream().anyMatch(columns::isDate))) {
            rank(numbers.isEmpty() ? terms : numbers);
        } else if (!(dated && terms.stream().anyMatch(columns::isDate)) && !(bounded && !numbers.isEmpty())) {
            draft.shown.add(terms);
        }
    }

    /** Uses up a "largest", "top 5" or "latest" that waits. */
    private void rank(List<ColumnTerm> by) {
        Operation waiting = ranking;
        if (waiting != null) {
            boolean byDate = waiting.operator() == Operator.NEWEST || waiting.operator() == Operator.OLDEST;
            boolean descending = waiting.operator() == Operator.TOP || waiting.operator() == Operator.NEWEST;
            draft.ranking = new Ranking(descending, waiting.number(), byDate && by.isEmpty(), by);
            ranking = null;
        }
    }

    /** Dates named right before a time: "founded before 2015". */
    private List<ColumnTerm> dateBefore(int at) {
        for (int i = at - 1; i >= 0 && i >= at - 2; i--) {
            if (marks.get(i) instanceof Named named) {
                return named.all(ColumnTerm.class).stream()
                        .filter(columns::isDate)
                        .toList();
            }
        }
        return List.of();
    }

    private void compare(Bound bound, int at) {
        if (at + 1 < marks.size()
                && marks.get(at + 1) instanceof Named after
                && after.any(TableTerm.class)
                && !bound.money()) {
            Catalog.Table counted = after.all(TableTerm.class).get(0).table();
            draft.bounds.add(new BoundCondition(bound, List.of(), counted));
            return;
        }
        for (int i = at - 1; i >= 0; i--) {
            if (marks.get(i) instanceof Named named && !named.any(ValueTerm.class)) {
                List<ColumnTerm> numbers = named.all(ColumnTerm.class).stream()
                        .filter(columns::isNumber)
                        .toList();
                if (numbers.isEmpty() && !named.any(MeasureTerm.class) && named.any(TableTerm.class)) {
                    ColumnTerm amount =
                            columns.amount(named.all(TableTerm.class).get(0).table());
                    numbers = amount == null ? numbers : List.of(amount);
                }
                if (!numbers.isEmpty() || named.any(MeasureTerm.class) || named.any(TableTerm.class)) {
                    draft.bounds.add(new BoundCondition(bound, numbers, null));
                    return;
                }
            }
        }
        if (at + 1 < marks.size() && marks.get(at + 1) instanceof Named after) {
            draft.bounds.add(new BoundCondition(
                    bound,
                    after.all(ColumnTerm.class).stream()
                            .filter(columns::isNumber)
                            .toList(),
                    null));
            return;
        }
        draft.bounds.add(new BoundCondition(bound, List.of(), null));
    }

    private boolean isCounted(int at) {
        return at > 0
                && marks.get(at - 1) instanceof Mark.Compared compared
                && !compared.bound().money();
    }

    private void mention(Catalog.Table table) {
        if (!draft.mentioned.contains(table)) {
            draft.mentioned.add(table);
        }
    }

    /** What the end of the question leaves waiting. */
    private void close() {
        for (ValueCondition condition : draft.values) {
            if (condition.terms().size() == 1) {
                mention(condition.terms().get(0).table());
            }
        }
        if (subject != null && draft.isEmpty() && aggregate == null) {
            draft.wanted.add(subject);
        }
        if (askingWhen) {
            when();
        }
        whatIntoWhat();
        whoOrWhat();
        countsOverFigures();
        if (aggregate == Operator.TOTAL && draft.figures.isEmpty()) {
            Catalog.Table table = draft.wanted.isEmpty() ? subject : draft.wanted.get(0);
            ColumnTerm amount = table == null ? null : columns.amount(table);
            if (table != null && amount != null) {
                draft.wanted.clear();
                figure(table, amount);
            }
        }
        if (counting && draft.figures.isEmpty() && !draft.wanted.isEmpty()) {
            draft.figures.add(new Figure.CountOf(draft.wanted.remove(0)));
        }
        rank(List.of());
        if (negating || grouping) {
            throw new NotUnderstood("It is not clear what “" + (negating ? "not" : "by") + "” belongs to.");
        }
        if (draft.figures.isEmpty() && (!draft.groups.isEmpty() || draft.grain != null && draft.shown.isEmpty())) {
            countOfWanted();
        }
    }

    /** "Companies by sector": rows without an amount can only be counted. */
    private void countOfWanted() {
        if (draft.wanted.size() == 1 && columns.amount(draft.wanted.get(0)) == null && draft.shown.isEmpty()) {
            draft.figures.add(new Figure.CountOf(draft.wanted.remove(0)));
        } else {
            throw new NotUnderstood("It does not say which figure it asks for by group: how many, or how much?");
        }
    }

    /** "What did we invest in": the things that rows without a name belong to, with the amount of each. */
    private void whatIntoWhat() {
        boolean what = question.matches("(?s)\\W*what (did|does|do|have|has|had)\\b.*")
                && draft.figures.isEmpty()
                && draft.groups.isEmpty()
                && draft.wanted.size() == 1
                && columns.labels(draft.wanted.get(0)).isEmpty();
        ColumnTerm amount = what ? columns.amount(draft.wanted.get(0)) : null;
        if (amount != null) {
            draft.wanted.clear();
            figure(amount.table(), amount);
        }
    }

    /** "Who …" and "What did we invest in" ask for rows that no word names: of people, and of what the figure is about. */
    private void whoOrWhat() {
        boolean who = question.matches("(?s)\\W*who\\b.*") && draft.wanted.isEmpty() && draft.shown.isEmpty();
        boolean what = question.matches("(?s)\\W*(what|which ones?) (did|does|do|have|has|had)\\b.*")
                && draft.wanted.isEmpty()
                && draft.groups.isEmpty()
                && !draft.figures.isEmpty()
                && aggregate == null
                && !question.matches("(?s).*\\bin total\\b.*");
        List<Catalog.Table> around = new ArrayList<>(draft.mentioned);
        draft.figures.forEach(figure -> around.add(0, figure.table()));
        if ((!who && !what) || around.isEmpty()) {
            return;
        }
        for (Catalog.Table from : around) {
            for (JoinGraph.Step step : centralFirst(from)) {
                Catalog.Table to = grounder.catalog().table(step.to()).orElseThrow();
                boolean filtered = draft.values.stream().anyMatch(value -> value.terms().stream()
                        .anyMatch(term -> term.table().equals(to)));
                boolean fits = who
                        ? isOfPeople(to)
                        : !isOfPeople(to) && !columns.labels(to).isEmpty();
                if (fits && !filtered) {
                    draft.wanted.add(to);
                    return;
                }
            }
        }
    }

    /** Of the things that a row belongs to, the one that most of the database is about comes first. */
    private List<JoinGraph.Step> centralFirst(Catalog.Table from) {
        return grounder.joins().from(from.name()).stream()
                .filter(JoinGraph.Step::toOne)
                .sorted(Comparator.comparingInt(
                        step -> -grounder.joins().from(step.to()).size()))
                .toList();
    }

    static boolean isOfPeople(Catalog.Table table) {
        List<String> names = new ArrayList<>(table.synonyms());
        names.add(Words.ofName(table.name()));
        return names.stream().anyMatch(name -> PEOPLE.contains(Words.key(name)));
    }

    /** "How many companies have we invested in": the figure is only what the counted rows must have. */
    private void countsOverFigures() {
        Figure.CountOf count = draft.figures.stream()
                .filter(Figure.CountOf.class::isInstance)
                .map(Figure.CountOf.class::cast)
                .findFirst()
                .orElse(null);
        if (count == null || draft.ranking != null) {
            return;
        }
        for (Figure figure : List.copyOf(draft.figures)) {
            if (figure instanceof Figure.OfMeasure measure && !figure.table().equals(count.table())) {
                draft.figures.remove(figure);
                draft.presences.add(
                        new Presence(figure.table(), measure.measure().filter(), false));
            }
        }
    }

    private void when() {
        if (draft.shown.isEmpty() && !draft.mentioned.isEmpty()) {
            for (Catalog.Table table : draft.mentioned) {
                ColumnTerm date = columns.date(table);
                if (date != null) {
                    draft.shown.add(List.of(date));
                    draft.figures.clear();
                    draft.wanted.clear();
                    ColumnTerm amount = columns.amount(table);
                    if (question.contains("how much") && amount != null) {
                        draft.shown.add(List.of(amount));
                        aggregate = null;
                    }
                    return;
                }
            }
        }
    }
}
