package dev.askdesk.starters.cli;

import org.jspecify.annotations.Nullable;

/** What ends a command with one line for a person: what is wrong and what to do. */
final class UserError extends RuntimeException {
    private final int exitCode;

    private UserError(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    static UserError usage(String message) {
        return new UserError(ExitCodes.USAGE, message, null);
    }

    static UserError environment(String message, @Nullable Throwable cause) {
        return new UserError(ExitCodes.ENVIRONMENT, message, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
