package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * There is a result, and the model is asked again, in other words of its own: statements that return the same rows vouch
 * for each other (self-consistency, X. Wang et al., 2022). What two agree on is taken; where none agree, the first, and
 * the answer says that it is in doubt.
 *
 * @param found results so far, the model's likeliest first
 * @param asked statements that were asked for, the first one included
 */
public record Comparing(Question question, List<Interpreting> found, int asked) implements Phase {
    public Comparing {
        found = List.copyOf(found);
    }

    /** The next state after a result: comparing, where the limits say so and the statement is not a checked one. */
    static Phase ifNeeded(Interpreting first) {
        boolean compared = first.question().limits().candidates() > 1
                && !first.executed().verified()
                && first.execution().fingerprint() != null;
        return compared ? new Comparing(first.question(), List.of(first), 1) : first;
    }

    @Override
    public Phase next(Steps steps) {
        Interpreting agreed = agreed();
        if (agreed != null) {
            return chosen(agreed, List.of());
        }
        if (asked >= question.limits().candidates()) {
            boolean compared = found.size() > 1;
            return chosen(
                    found.get(0),
                    compared ? List.of("In doubt: read once more, the question gave other rows.") : List.of());
        }
        Grounding grounding = steps.ground(question);
        Understood understood = steps.understand(question, grounding, asked);
        Question paid = question.plus(understood.usage());
        List<Interpreting> more = new ArrayList<>(found);
        if (understood.decision() instanceof Decision.SqlQuery query && understood.omission() == null) {
            Phase phase = new Executing(
                    paid.forCandidate(),
                    query.sql(),
                    Understanding.assumptions(grounding, query.sql(), query.assumptions()),
                    false,
                    0,
                    asked);
            while (phase instanceof Executing) {
                phase = phase.next(steps);
            }
            if (phase instanceof Interpreting result) {
                more.add(result);
            }
        }
        return new Comparing(paid, more, asked + 1);
    }

    private @Nullable Interpreting agreed() {
        for (int i = 0; i < found.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (Objects.equals(
                        found.get(i).execution().fingerprint(),
                        found.get(j).execution().fingerprint())) {
                    return found.get(j);
                }
            }
        }
        return null;
    }

    private Interpreting chosen(Interpreting result, List<String> doubts) {
        Executing executed = result.executed();
        List<String> assumptions = new ArrayList<>(executed.assumptions());
        assumptions.addAll(doubts);
        return new Interpreting(
                question,
                new Executing(
                        question,
                        executed.sql(),
                        assumptions,
                        executed.verified(),
                        executed.mends(),
                        executed.candidate()),
                result.admission(),
                result.execution(),
                result.resultHandle(),
                result.unsupported());
    }
}
