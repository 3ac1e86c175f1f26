package dev.askdesk.adapters.warehouse;

import dev.askdesk.workflows.ask.Problem;
import org.jspecify.annotations.Nullable;

/** The engine refuses a statement; the problem is typed by the engine's own error. */
public final class StatementException extends Exception {
    private final transient Problem problem;

    public StatementException(Problem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
