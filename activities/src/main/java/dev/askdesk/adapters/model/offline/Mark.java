package dev.askdesk.adapters.model.offline;

import dev.askdesk.grounding.Term;
import dev.askdesk.grounding.TimeSpan;
import java.util.List;
import java.util.function.Predicate;

/** A part of a question whose meaning is known, at characters {@code start} to {@code end}. */
sealed interface Mark {
    int start();

    int end();

    /** Words that name something of the catalog; several terms where the words alone do not say which. */
    record Named(int start, int end, List<Term> terms) implements Mark {
        boolean any(Class<? extends Term> kind) {
            return terms.stream().anyMatch(kind::isInstance);
        }

        <T extends Term> List<T> all(Class<T> kind) {
            return terms.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        boolean anyColumn(Predicate<Term.ColumnTerm> wanted) {
            return all(Term.ColumnTerm.class).stream().anyMatch(wanted);
        }
    }

    record Time(int start, int end, TimeSpan span) implements Mark {}

    record Axis(int start, int end, TimeSpan.Grain grain) implements Mark {}

    record Compared(int start, int end, Bound bound) implements Mark {}

    /** @param number with TOP, BOTTOM, NEWEST and OLDEST: how many; 0 where it is not said */
    record Operation(int start, int end, Operator operator, int number) implements Mark {}

    /** Words that say what to do with what they stand before. */
    enum Operator {
        COUNT,
        TOTAL,
        AVERAGE,
        MEDIAN,
        MAXIMUM,
        MINIMUM,
        TOP,
        BOTTOM,
        NEWEST,
        OLDEST,
        GROUP,
        COMPARE,
        WHICH,
        WHO,
        WHEN,
        NOT,
        FOLLOW_UP,
        SAME_ONES
    }
}
