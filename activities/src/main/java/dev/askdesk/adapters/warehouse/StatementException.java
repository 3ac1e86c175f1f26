package dev.askdesk.adapters.warehouse;

import dev.askdesk.workflows.ask.Problem;

/** The engine refuses a statement; the problem is typed by the engine's own error. */
public final class StatementException extends Exception {
    private final transient Problem problem;

    public StatementException(Problem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
