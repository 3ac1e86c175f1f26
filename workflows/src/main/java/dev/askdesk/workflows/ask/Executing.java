package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.Mending;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL is being admitted, planned and run.
 *
 * @param sql as the model or the catalog wrote it
 * @param assumptions what it takes for granted, a sentence each
 * @param verified whether it is a verified query of the catalog
 * @param mends how many times the statement was mended since the model wrote it
 * @param candidate which of the statements that are compared, from 0
 */
public record Executing(
        Question question, String sql, List<String> assumptions, boolean verified, int mends, int candidate)
        implements Phase {
    /** What is shown in place of the state's name while a warehouse that was asleep starts. */
    public static final String WAKING = "Waiting for the warehouse to start";

    /** A statement that is still refused after so many is the model's to write again. */
    private static final int MOST_MENDS = 4;

    public Executing {
        assumptions = List.copyOf(assumptions);
    }

    @Override
    public Phase next(Steps steps) {
        Admission admission = steps.guard(question, sql);
        String admitted = admission.sql();
        if (admitted == null) {
            return mended(steps, required(admission.problem()));
        }
        if (admission.tables().isEmpty()) {
            return new Finished(
                    question,
                    new Reply.Declined(
                            "This cannot be answered from the data: the query would read none of it.",
                            question.usage()));
        }
        Problem refused = steps.dryRun(question, admitted);
        if (refused != null) {
            return mended(steps, refused);
        }
        String handle = steps.resultHandle(question, candidate);
        Execution execution = steps.run(question, admitted, handle);
        Problem problem = execution.problem();
        if (problem == null) {
            return Comparing.ifNeeded(new Interpreting(question, this, admission, execution, handle, List.of()));
        }
        if (isAcceptable(problem)) {
            Executing noted =
                    new Executing(question, sql, with(assumptions, problem.message()), verified, mends, candidate);
            return new Interpreting(question, noted, admission, execution, handle, List.of());
        }
        return mended(steps, problem);
    }

    /** Another try with the statement mended, where that is certain; else the model's turn. */
    private Phase mended(Steps steps, Problem problem) {
        if (!problem.kind().repairable() || verified || mends >= MOST_MENDS) {
            return QuestionMachine.repair(question, sql, problem);
        }
        Mending mending = steps.mend(question, sql, problem);
        String mended = mending.sql();
        String missing = mending.missing();
        if (missing != null) {
            return new Finished(
                    question.plus(new Attempt(sql, problem)),
                    new Reply.Declined("The data does not have “" + missing + "”.", question.usage()));
        }
        if (mended == null || mended.equals(sql)) {
            return QuestionMachine.repair(question, sql, problem);
        }
        List<String> noted = assumptions;
        for (String note : mending.notes()) {
            noted = with(noted, note);
        }
        return new Executing(question, mended, noted, false, mends + 1, candidate);
    }

    /** Nothing found is an answer once the model, having been told, finds nothing again. */
    private boolean isAcceptable(Problem problem) {
        boolean nothingFound = problem.kind() == Problem.Kind.UNKNOWN_VALUE || problem.kind() == Problem.Kind.ALL_NULL;
        return nothingFound && (verified || question.hasFailedWith(problem.kind()) || !question.mayRepair());
    }

    private static List<String> with(List<String> assumptions, String sentence) {
        List<String> longer = new ArrayList<>(assumptions);
        if (!longer.contains(sentence)) {
            longer.add(sentence);
        }
        return longer;
    }

    private static Problem required(@Nullable Problem problem) {
        if (problem == null) {
            throw new IllegalStateException("an admission without SQL has a problem");
        }
        return problem;
    }
}
