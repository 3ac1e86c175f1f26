package dev.askdesk.adapters.model.offline;

import dev.askdesk.adapters.model.offline.Draft.Figure;
import dev.askdesk.adapters.model.offline.Draft.Group;
import dev.askdesk.adapters.model.offline.Draft.ValueCondition;
import dev.askdesk.adapters.model.offline.Mark.Operation;
import dev.askdesk.adapters.model.offline.Mark.Operator;
import java.util.List;

/** A message that makes sense only after another one: "and in 2022?", "what about Stripe?", "by fund". */
final class FollowUp {
    private FollowUp() {}

    static boolean continues(Draft next, List<Mark> marks) {
        return next.isEmpty() || has(marks, Operator.FOLLOW_UP) || has(marks, Operator.SAME_ONES);
    }

    private static boolean has(List<Mark> marks, Operator operator) {
        return marks.stream().anyMatch(mark -> mark instanceof Operation operation && operation.operator() == operator);
    }

    /** Changes the draft of a follow-up into that of the whole question: what it leaves out is as before. */
    static void complete(Draft next, Draft before, List<Mark> marks) {
        boolean sameOnes = has(marks, Operator.SAME_ONES);
        if (next.figures.isEmpty() && !sameOnes) {
            figures(next, before);
        }
        if (next.groups.isEmpty() && next.grain == null && next.wanted.isEmpty()) {
            next.wanted.addAll(before.wanted);
            next.groups.addAll(before.groups);
            next.grain = before.grain;
            if (next.ranking == null) {
                next.ranking = before.ranking;
            }
        }
        if (next.shown.isEmpty() && !sameOnes) {
            next.shown.addAll(before.shown);
        }
        for (ValueCondition condition : before.values) {
            if (sameOnes || next.values.stream().noneMatch(value -> isAboutTheSame(value, condition))) {
                next.values.add(condition);
            }
        }
        if (next.times.isEmpty()) {
            next.times.addAll(before.times);
        }
        next.bounds.addAll(before.bounds);
        next.presences.addAll(before.presences);
        next.missing.addAll(before.missing);
        next.present.addAll(before.present);
        before.mentioned.stream()
                .filter(table -> !next.mentioned.contains(table))
                .forEach(next.mentioned::add);
        next.roles.addAll(before.roles);
    }

    private static void figures(Draft next, Draft before) {
        boolean onlyCounts =
                !before.figures.isEmpty() && before.figures.stream().allMatch(Figure.CountOf.class::isInstance);
        if (onlyCounts && !next.wanted.isEmpty()) {
            // "How many companies …? And board seats?"
            next.wanted.forEach(table -> next.figures.add(new Figure.CountOf(table)));
            next.wanted.clear();
            return;
        }
        next.figures.addAll(before.figures);
        if (!before.figures.isEmpty() && !next.wanted.isEmpty()) {
            next.wanted.forEach(table -> next.groups.add(new Group(table, List.of())));
            next.wanted.clear();
        }
    }

    private static boolean isAboutTheSame(ValueCondition one, ValueCondition other) {
        return one.terms().stream().anyMatch(term -> other.terms().stream()
                .anyMatch(known ->
                        known.table().equals(term.table()) && known.column().equals(term.column())));
    }
}
