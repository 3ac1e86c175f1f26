package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.NumberCheckRequest;
import dev.askdesk.workflows.ask.Steps.StepFailed;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows are there and are being put into words. Whatever goes wrong here, the rows are not lost: then they are the
 * answer.
 *
 * @param executed the query that brought the rows
 * @param unsupported numbers of the last wording that the rows do not have; empty on the first try
 */
public record Interpreting(
        Question question,
        Executing executed,
        Admission admission,
        Execution execution,
        String resultHandle,
        List<String> unsupported)
        implements Phase {
    /** How a text begins that says nothing about its rows. */
    public static final String ROWS_ALONE = "The rows are below";

    public Interpreting {
        unsupported = List.copyOf(unsupported);
    }

    @Override
    public Phase next(Steps steps) {
        Question paid = question;
        try {
            Interpretation interpretation = steps.interpret(request());
            paid = question.plus(interpretation.usage());
            List<String> wrong = steps.unsupportedNumbers(toCheck(interpretation));
            return checked(paid, interpretation.text(), wrong);
        } catch (StepFailed failed) {
            if (failed.reason().equals(QuestionMachine.CANCELLED)) {
                throw failed;
            }
            return answered(paid, ROWS_ALONE + "; no sentence about them: " + failed.explanation());
        }
    }

    private Phase checked(Question paid, String text, List<String> wrong) {
        if (wrong.isEmpty()) {
            return answered(paid, text.isBlank() ? ROWS_ALONE + "; the model said nothing about them." : text);
        }
        if (unsupported.isEmpty()) {
            return new Interpreting(paid, executed, admission, execution, resultHandle, wrong);
        }
        return answered(
                paid,
                ROWS_ALONE + ". The model's sentence about them is withheld, since it stated what they do not say: "
                        + String.join(", ", wrong) + ".");
    }

    private NumberCheckRequest toCheck(Interpretation interpretation) {
        return new NumberCheckRequest(
                interpretation.text(),
                question.inFull(),
                executed.sql(),
                mayRepeat(),
                resultHandle,
                question.message().sentAt());
    }

    /** Sentences whose numbers the model was told and may repeat. */
    private List<String> mayRepeat() {
        List<String> told = new ArrayList<>(executed.assumptions());
        if (execution.asOf() != null) {
            told.add("Data as of " + execution.asOf());
        }
        return told;
    }

    private InterpretRequest request() {
        return new InterpretRequest(
                question.inFull(),
                executed.sql(),
                executed.assumptions(),
                execution.preview(),
                execution.rowCount(),
                execution.truncated(),
                execution.asOf(),
                unsupported,
                question.message());
    }

    private Finished answered(Question paid, String text) {
        Evidence evidence = new Evidence(
                executed.sql(),
                admission.tables(),
                executed.assumptions(),
                admission.filters(),
                execution.asOf(),
                execution.rowCount(),
                execution.truncated(),
                resultHandle,
                executed.verified(),
                execution.use(),
                paid.usage().models());
        return new Finished(paid, new Reply.Answer(text, execution.preview(), evidence, paid.usage()));
    }
}
