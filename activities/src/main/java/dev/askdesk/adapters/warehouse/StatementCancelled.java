package dev.askdesk.adapters.warehouse;

/** Nobody wants the result any more, as a {@link Watch} said; the statement has been cancelled. */
public final class StatementCancelled extends RuntimeException {
    StatementCancelled() {
        super("The statement was cancelled, as asked.");
    }
}
