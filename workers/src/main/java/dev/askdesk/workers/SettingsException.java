package dev.askdesk.workers;

/** Settings that cannot be used; the message is one line and says which and what to do. */
public final class SettingsException extends RuntimeException {
    public SettingsException(String message) {
        super(message);
    }
}
