package dev.askdesk.workers;

/**
 * A value that must not be printed; its text form is stars.
 *
 * @param value what it is
 */
public record Secret(String value) {
    @Override
    public String toString() {
        return "********";
    }
}
