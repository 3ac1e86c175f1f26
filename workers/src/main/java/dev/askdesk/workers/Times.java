package dev.askdesk.workers;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations as people write them, for settings and commands alike. */
public final class Times {
    /** What a duration is, for people. */
    public static final String DURATIONS = SettingValues.DURATIONS;

    private Times() {}

    /** A positive time such as {@code 30s}; {@code null} where the text is none. */
    public static @Nullable Duration duration(String text) {
        return SettingValues.duration(text);
    }
}
