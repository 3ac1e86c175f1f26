package dev.askdesk.adapters.model;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A model's file and how it is asked.
 *
 * @param timeout for one call, with the wait for calls before it
 * @param maxOutputTokens cap on one reply
 * @param temperature 0 for the likeliest reply
 */
public record GgufSettings(Path file, Duration timeout, int maxOutputTokens, double temperature) {
    public GgufSettings {
        file = file.toAbsolutePath().normalize();
        if (timeout.isNegative() || timeout.isZero() || maxOutputTokens < 1) {
            throw new IllegalArgumentException("the model's time-out or its cap on output tokens is not positive");
        }
    }

    /** The file's name without its ending. */
    public String modelName() {
        return String.valueOf(file.getFileName()).replaceFirst("(?i)\\.gguf$", "");
    }
}
