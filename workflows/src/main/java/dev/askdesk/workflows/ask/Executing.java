package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL is being admitted, planned and run.
 *
 * @param sql as the model or the catalog wrote it
 * @param assumptions what it takes for granted, a sentence each
 * @param verified whether it is a verified query of the catalog
 */
public record Executing(Question question, String sql, List<String> assumptions, boolean verified) implements Phase {
    public Executing {
        assumptions = List.copyOf(assumptions);
    }

    @Override
    public Phase next(Steps steps) {
        Admission admission = steps.guard(question, sql);
        String admitted = admission.sql();
        if (admitted == null) {
            return QuestionMachine.repair(question, sql, required(admission.problem()));
        }
        Problem refused = steps.dryRun(admitted);
        if (refused != null) {
            return QuestionMachine.repair(question, sql, refused);
        }
        String handle = steps.resultHandle(question);
        Execution execution = steps.run(admitted, handle);
        Problem problem = execution.problem();
        if (problem == null) {
            return new Interpreting(question, this, admission, execution, handle, List.of());
        }
        if (isAcceptable(problem)) {
            Executing noted = new Executing(question, sql, with(assumptions, problem), verified);
            return new Interpreting(question, noted, admission, execution, handle, List.of());
        }
        return QuestionMachine.repair(question, sql, problem);
    }

    /** Nothing found is an answer once the model, having been told, finds nothing again. */
    private boolean isAcceptable(Problem problem) {
        boolean nothingFound = problem.kind() == Problem.Kind.UNKNOWN_VALUE || problem.kind() == Problem.Kind.ALL_NULL;
        return nothingFound && (verified || question.hasFailedWith(problem.kind()) || !question.mayRepair());
    }

    private static List<String> with(List<String> assumptions, Problem problem) {
        List<String> longer = new ArrayList<>(assumptions);
        longer.add(problem.message());
        return longer;
    }

    private static Problem required(@Nullable Problem problem) {
        if (problem == null) {
            throw new IllegalStateException("an admission without SQL has a problem");
        }
        return problem;
    }
}
