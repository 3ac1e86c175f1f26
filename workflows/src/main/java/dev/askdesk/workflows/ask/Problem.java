package dev.askdesk.workflows.ask;

import java.util.List;

/**
 * Why an SQL statement, or the model's reply, could not be used; typed, so that the repair is told what to look at.
 *
 * @param kind what went wrong
 * @param message one sentence for the model and the transcript; secrets removed
 * @param hints what would have been right: nearest names, nearest values
 */
public record Problem(Kind kind, String message, List<String> hints) {

    /** Kinds of problem, by who can mend them. */
    public enum Kind {
        /** The statement does not parse. */
        SYNTAX(true),
        UNKNOWN_TABLE(true),
        UNKNOWN_COLUMN(true),
        UNKNOWN_FUNCTION(true),
        AMBIGUOUS_COLUMN(true),
        TYPE_MISMATCH(true),
        /** Runs longer than the warehouse lets it. */
        TIMEOUT(true),
        /** Reads or returns more than the limits allow. */
        TOO_LARGE(true),
        /** No row, and a filter names a value that its column does not have. */
        UNKNOWN_VALUE(true),
        /** An aggregate over nothing: every cell is NULL. */
        ALL_NULL(true),
        /** Not a single read-only query, or one that reaches outside the catalog's tables. */
        FORBIDDEN(true),
        /** The asker may not see a table or column that the statement reads. Never repaired around. */
        PERMISSION(false),
        /** The model called none of its tools, or called one in a way that cannot be read. */
        UNREADABLE_REPLY(true),
        /** The statement leaves out something that the question asks for. */
        INCOMPLETE(true),
        /** Any other error of the engine. */
        ENGINE(true);

        private final boolean repairable;

        Kind(boolean repairable) {
            this.repairable = repairable;
        }

        /** Whether the model gets another try. */
        public boolean repairable() {
            return repairable;
        }
    }

    public Problem {
        hints = List.copyOf(hints);
    }

    public static Problem of(Kind kind, String message) {
        return new Problem(kind, message, List.of());
    }
}
