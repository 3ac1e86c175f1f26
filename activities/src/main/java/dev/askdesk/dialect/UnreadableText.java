package dev.askdesk.dialect;

/** A text that engines, or two readers of one engine, could read in different ways; the message says what to write. */
public final class UnreadableText extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;

    UnreadableText(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    static UnreadableText unclosed(int at) {
        return new UnreadableText("A quote that opens at character " + (at + 1) + " is not closed.");
    }
}
