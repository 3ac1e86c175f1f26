package dev.askdesk.sql;

import dev.askdesk.workflows.ask.Problem;
import java.util.List;

/** Ends the check of a statement; never leaves {@link SqlGuard}. */
class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem.Kind kind, String message) {
        this(kind, message, List.of());
    }

    Refusal(Problem.Kind kind, String message, List<String> hints) {
        super(message, null, false, false);
        this.problem = new Problem(kind, message, hints);
    }

    /** What may not be seen is not named: the asker need not have known that it is there. */
    static Refusal hidden(String what) {
        return new Refusal(
                Problem.Kind.PERMISSION,
                "You may not see " + what + " that this needs. Ask the owner of the data for a role.");
    }

    Problem problem() {
        return problem;
    }
}
