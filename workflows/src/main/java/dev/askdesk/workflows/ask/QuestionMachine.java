package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Steps.StepFailed;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The finite-state machine that takes one question from Understanding to its reply. Plain Java: it knows neither
 * Temporal nor a model, only {@link Steps}; the states are in {@link Phase}.
 */
public final class QuestionMachine {
    /** Reason of {@link Reply.Failed} when the person stopped the question. */
    public static final String CANCELLED = "CANCELLED";

    private QuestionMachine() {}

    /**
     * Runs a question to its end.
     *
     * @param entered told of each state as it is entered
     */
    public static Reply run(Question question, Steps steps, Consumer<Phase> entered) {
        Phase phase = new Understanding(question);
        entered.accept(phase);
        while (!(phase instanceof Finished)) {
            try {
                phase = phase.next(steps);
            } catch (StepFailed failed) {
                phase = Finished.failed(phase.question(), failed.reason(), failed.explanation());
            }
            entered.accept(phase);
        }
        return ((Finished) phase).reply();
    }

    /** The state after a problem: another try while the budget lasts, else an honest end. */
    static Phase repair(Question question, @Nullable String sql, Problem problem) {
        Question failed = question.plus(new Attempt(sql, problem));
        if (problem.kind() == Problem.Kind.PERMISSION) {
            return new Finished(failed, new Reply.Declined(problem.message(), failed.usage()));
        }
        if (problem.kind().repairable() && failed.mayTryAgain()) {
            return new Understanding(failed);
        }
        return Finished.failed(failed, problem.kind().name(), givenUp(failed, problem));
    }

    private static String givenUp(Question question, Problem problem) {
        int tries = question.attempts().size();
        return "No answer after " + tries + (tries == 1 ? " try" : " tries") + ". The last problem: "
                + problem.message()
                + " Try other words, or a stronger model (`askdesk config` shows which one is set).";
    }
}
