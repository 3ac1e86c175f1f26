package dev.askdesk.adapters;

import dev.askdesk.workflows.wire.FailureType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outside world failed an adapter. Its message is safe to show: the adapter has removed secrets from it. */
public final class OutsideException extends RuntimeException {
    private final FailureType type;
    private final @Nullable Duration retryAfter;
    private final boolean mayHaveWorked;

    public OutsideException(FailureType type, String message) {
        this(type, message, null, null);
    }

    public OutsideException(FailureType type, String message, @Nullable Throwable cause) {
        this(type, message, cause, null);
    }

    /** @param retryAfter how long the other side asks to be left alone; {@code null} where it did not say */
    public OutsideException(
            FailureType type, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        this(type, message, cause, retryAfter, false);
    }

    private OutsideException(
            FailureType type,
            String message,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter,
            boolean mayHaveWorked) {
        super(message, cause);
        this.type = type;
        this.retryAfter = retryAfter;
        this.mayHaveWorked = mayHaveWorked;
    }

    /** Of a call whose reply was lost or is of no use, so that the other side may well charge for it. */
    public static OutsideException withoutReply(FailureType type, String message, @Nullable Throwable cause) {
        return new OutsideException(type, message, cause, null, true);
    }

    public FailureType type() {
        return type;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Whether the other side may have done, and charge for, what was asked. */
    public boolean mayHaveWorked() {
        return mayHaveWorked;
    }
}
