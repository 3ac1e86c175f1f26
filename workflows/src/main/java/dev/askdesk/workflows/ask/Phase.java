package dev.askdesk.workflows.ask;

/**
 * A state of {@link QuestionMachine}. Each state is one record that takes its own step and says which state follows.
 *
 * <pre>
 *   Understanding ──► Executing ──► (Comparing) ──► Interpreting ──► Finished
 *     ▲   │    ▲          │
 *     │   ▼    └──────────┘ typed problem, while the repair budget lasts
 *   Clarifying ──► Finished (expired)
 * </pre>
 */
public sealed interface Phase permits Understanding, Clarifying, Executing, Comparing, Interpreting, Finished {
    Question question();

    /** Takes this state's step; a {@link Finished} state follows itself. */
    Phase next(Steps steps);

    /** The state's name, for people. */
    default String label() {
        return getClass().getSimpleName();
    }
}
