package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.model.offline.Draft.TimeCondition;
import dev.askdesk.adapters.model.offline.Draft.ValueCondition;
import dev.askdesk.adapters.model.offline.Mark.Named;
import dev.askdesk.grounding.Term.MeasureTerm;
import dev.askdesk.grounding.Term.TableTerm;
import dev.askdesk.grounding.Term.ValueTerm;
import dev.askdesk.grounding.TimeSpan;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Wordings that change what a question means and that the reader cannot honour. A question with one of them would be
 * answered confidently and wrongly; it is declined instead.
 */
final class Doubts {
    private static final Pattern QUANTIFIER =
            Pattern.compile("\\b(both|neither|either|(?<!^)only|solely|exclusively|alone|at the same time)\\b");
    private static final Pattern FUTURE =
            Pattern.compile("\\b(will|forecast|predict|tomorrow|next (?:year|month|quarter|week))\\b");
    private static final Pattern AVERAGE_COUNT =
            Pattern.compile("\\b(average|avg|mean|median|typical) (number|count)\\b");
    private static final Pattern STILL = Pattern.compile("\\b(still|already)\\s+(\\p{L}+)");
    private static final Set<String> LIGHT_VERBS = Set.of("have", "has", "hold", "holds", "own", "owns");
    private static final Pattern OR = Pattern.compile("\\bor\\b");

    private final String question;
    private final List<Mark> marks;
    private final Draft draft;

    private Doubts(String question, List<Mark> marks, Draft draft) {
        this.question = question.toLowerCase(Locale.ROOT).strip();
        this.marks = marks;
        this.draft = draft;
    }

    /** @throws NotUnderstood the draft may not be what the question means */
    static void check(String question, List<Mark> marks, Draft draft, LocalDate today) {
        Doubts doubts = new Doubts(question, marks, draft);
        doubts.nothing();
        doubts.people();
        doubts.future(today);
        doubts.quantifiers();
        doubts.alternatives();
        doubts.averageOfCounts();
        doubts.present();
        doubts.contradictions();
        doubts.otherCurrency();
    }

    private void nothing() {
        if (marks.isEmpty()) {
            throw new NotUnderstood("It names nothing of the data.");
        }
    }

    /** "Who … the most" is answered by a person or not at all. */
    private void people() {
        boolean person = draft.wanted.stream().anyMatch(DraftReader::isOfPeople)
                || draft.groups.stream().anyMatch(group -> DraftReader.isOfPeople(group.table()));
        if (question.startsWith("who") && draft.ranking != null && !person) {
            throw new NotUnderstood("It asks for a person, and it is not clear for which.");
        }
    }

    private void future(LocalDate today) {
        boolean named = FUTURE.matcher(question).find();
        boolean dated = marks.stream().anyMatch(mark -> mark instanceof Mark.Time time && isAfter(time.span(), today));
        if (named || dated) {
            throw new NotUnderstood("It asks about the future, and the data holds the past.");
        }
    }

    private static boolean isAfter(TimeSpan span, LocalDate today) {
        LocalDate from = span.from();
        return from != null && from.isAfter(today);
    }

    private void quantifiers() {
        Matcher matcher = QUANTIFIER.matcher(question);
        while (matcher.find()) {
            if (!isMarked(matcher.start())) {
                throw new NotUnderstood("It says “" + matcher.group(1) + "”, which it cannot take into account.");
            }
        }
    }

    /** "A or B" is read where both are values of one column; any other "or" would become an "and". */
    private void alternatives() {
        Matcher matcher = OR.matcher(question);
        while (matcher.find()) {
            if (matcher.start() > 0 && !isMarked(matcher.start()) && !joinsValues(matcher.start())) {
                throw new NotUnderstood(
                        "It joins two conditions with “or”, which it reads only between values of one kind.");
            }
        }
    }

    private boolean joinsValues(int at) {
        Named before = null;
        Named after = null;
        for (Mark mark : marks) {
            if (mark.end() <= at && mark instanceof Named named) {
                before = named;
            }
            if (mark.start() > at && after == null && mark instanceof Named named) {
                after = named;
            }
        }
        Named left = before;
        Named right = after;
        return left != null
                && right != null
                && isValueAlone(left)
                && isValueAlone(right)
                && draft.values.stream().anyMatch(condition -> holds(condition, left) && holds(condition, right));
    }

    /** "Invested" is a stage of deals, and also what the firm did: which one, an "or" does not tell. */
    private static boolean isValueAlone(Named named) {
        return !named.any(TableTerm.class) && !named.any(MeasureTerm.class);
    }

    private static boolean holds(ValueCondition condition, Named named) {
        return named.all(ValueTerm.class).stream().anyMatch(condition.terms()::contains);
    }

    private void averageOfCounts() {
        boolean average = marks.stream()
                .anyMatch(mark ->
                        mark instanceof Mark.Operation operation && operation.operator() == Mark.Operator.AVERAGE);
        boolean counts =
                !draft.figures.isEmpty() && draft.figures.stream().allMatch(Draft.Figure.CountOf.class::isInstance);
        if (AVERAGE_COUNT.matcher(question).find() || (average && counts)) {
            throw new NotUnderstood("It asks for the average of a count.");
        }
    }

    /** "Still active" says no more than "active"; "still here" is a condition of its own. */
    private void present() {
        Matcher matcher = STILL.matcher(question);
        while (matcher.find()) {
            boolean light = LIGHT_VERBS.contains(matcher.group(2)) || isMarked(matcher.start(2));
            if (!isMarked(matcher.start()) && !light) {
                throw new NotUnderstood("It says “" + matcher.group() + "”, which it cannot take into account.");
            }
        }
    }

    /** Two conditions on one column, or two times, which no row can satisfy together. */
    private void contradictions() {
        for (int i = 0; i < draft.values.size(); i++) {
            for (int j = i + 1; j < draft.values.size(); j++) {
                if (sameColumn(draft.values.get(i), draft.values.get(j))) {
                    throw new NotUnderstood("It names several values of one kind in different places.");
                }
            }
        }
        List<TimeCondition> times = draft.times;
        for (int i = 0; i < times.size(); i++) {
            for (int j = i + 1; j < times.size(); j++) {
                if (times.get(i).columns().equals(times.get(j).columns())) {
                    throw new NotUnderstood("It names two times; ask about one of them, or by year.");
                }
            }
        }
    }

    private static boolean sameColumn(ValueCondition one, ValueCondition other) {
        return one.terms().stream().allMatch(term -> other.terms().stream()
                .anyMatch(known ->
                        known.table().equals(term.table()) && known.column().equals(term.column())));
    }

    /** "How much … in euros" asks for another unit than the figure has; "euro cheques" is a condition. */
    private void otherCurrency() {
        for (Mark mark : marks) {
            boolean currency = mark instanceof Named named
                    && !draft.figures.isEmpty()
                    && named.all(ValueTerm.class).stream().anyMatch(term -> term.column()
                            .name()
                            .toLowerCase(Locale.ROOT)
                            .contains("currency"));
            String words = question.substring(0, Math.min(mark.start(), question.length()))
                    .stripTrailing();
            if (currency && words.endsWith(" in") && !words.endsWith("denominated in")) {
                throw new NotUnderstood("It asks for an amount in another currency than the data adds up in.");
            }
        }
    }

    private boolean isMarked(int at) {
        return marks.stream().anyMatch(mark -> mark.start() <= at && at < mark.end());
    }
}
