package dev.askdesk.workflows.ask;

import java.time.Duration;

/**
 * How long and how often a conversation tries.
 *
 * @param repairs how many failed tries of the model a question may have before it is given up
 * @param clarifications how many times one question may be asked back about
 * @param clarificationWait how long a clarifying question waits for its reply
 * @param idle how long a conversation stays open after its last message
 * @param questionsPerRun after how many questions a conversation continues as a new run, so that no history gets long;
 *     it also does when the server suggests it
 * @param candidates statements that are written for a question and compared by what they return, one for no comparison
 * @param searchAttributes whether the server knows Askdesk's search attributes; without them nothing is upserted
 */
public record Limits(
        int repairs,
        int clarifications,
        Duration clarificationWait,
        Duration idle,
        int questionsPerRun,
        boolean searchAttributes,
        int candidates) {
    public static final Limits DEFAULT = new Limits(3, 3, Duration.ofDays(7), Duration.ofDays(1), 100, false, 1);

    public Limits {
        // Conversations that began before statements were compared say nothing about it.
        candidates = Math.max(1, candidates);
        if (questionsPerRun < 1) {
            throw new IllegalArgumentException("a run answers at least one question");
        }
    }

    /** The same with one statement a question. */
    Limits withoutComparison() {
        return new Limits(repairs, clarifications, clarificationWait, idle, questionsPerRun, searchAttributes, 1);
    }
}
