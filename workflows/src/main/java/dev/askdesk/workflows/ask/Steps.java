package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.Mending;
import dev.askdesk.workflows.ask.ScreenActivity.NumberCheckRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the machine can do to the world. The workflow does it by activities; a test by hand. Any step may throw
 * {@link StepFailed}.
 */
public interface Steps {
    Grounding ground(Question question);

    /** @param variation as of {@link UnderstandActivity.UnderstandRequest} */
    Understood understand(Question question, Grounding grounding, int variation);

    Admission guard(Question question, String sql);

    /** A refused statement mended without the model, where that can be done for certain. */
    Mending mend(Question question, String sql, Problem problem);

    /** The problem that the engine sees without running the statement; {@code null} if none. */
    @Nullable
    Problem dryRun(Question question, String sql);

    Execution run(Question question, String sql, String resultHandle);

    Interpretation interpret(InterpretRequest request);

    /** Numbers of an answer that nothing supports. */
    List<String> unsupportedNumbers(NumberCheckRequest request);

    /**
     * Handle under which the question's next result is kept.
     *
     * @param candidate which of the statements that are compared, from 0
     */
    String resultHandle(Question question, int candidate);

    /** Asks the person and waits; empty when nobody replied in time. */
    Optional<UserMessage> askBack(Question question, Reply.ClarifyingQuestion clarifyingQuestion);

    /** A step could not be taken at all: the outside failed for good, or the person cancelled. */
    final class StepFailed extends RuntimeException {
        private final String reason;

        /**
         * @param reason as in {@link Reply.Failed}
         * @param message what happened and what to do, for the person
         */
        public StepFailed(String reason, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }

        /** The message, which is always there. */
        public String explanation() {
            return String.valueOf(getMessage());
        }
    }
}
