package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.NumberCheckRequest;
import dev.askdesk.workflows.ask.Steps.StepFailed;
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
    public Interpreting {
        unsupported = List.copyOf(unsupported);
    }

    @Override
    public Phase next(Steps steps) {
        Interpretation interpretation;
        List<String> wrong;
        try {
            interpretation = steps.interpret(request());
            wrong = steps.unsupportedNumbers(new NumberCheckRequest(
                    interpretation.text(),
                    question.inFull(),
                    executed.sql(),
                    executed.assumptions(),
                    resultHandle,
                    question.message().sentAt()));
        } catch (StepFailed failed) {
            if (failed.reason().equals(QuestionMachine.CANCELLED)) {
                throw failed;
            }
            return answered(question, "The rows are below; no sentence about them: " + failed.explanation());
        }
        Question paid = question.plus(interpretation.usage());
        if (wrong.isEmpty() && !interpretation.text().isBlank()) {
            return answered(paid, interpretation.text());
        }
        if (unsupported.isEmpty() && !wrong.isEmpty()) {
            return new Interpreting(paid, executed, admission, execution, resultHandle, wrong);
        }
        return answered(
                paid,
                "The rows are below. The model's sentence about them is withheld, since it stated what they do not say"
                        + (wrong.isEmpty() ? "." : ": " + String.join(", ", wrong) + "."));
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
                unsupported);
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
                paid.usage().models());
        return new Finished(paid, new Reply.Answer(text, execution.preview(), evidence, paid.usage()));
    }
}
