package dev.askdesk.adapters.model.offline;

/** The offline model cannot read a question; the message says which part of it, for the person. */
final class NotUnderstood extends RuntimeException {
    NotUnderstood(String message) {
        super(message, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
