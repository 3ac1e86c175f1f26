package dev.askdesk.rendering;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text from people, cells and models must not steer a terminal: no control codes, no turning of its direction. */
public final class Safe {
    private static final String TURNING = "\\u202a-\\u202e\\u2066-\\u2069";
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}" + TURNING + "&&[^\\n\\t]]");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\u2028\\u2029" + TURNING + "]+");

    private Safe() {}

    /** The text with its line breaks and tabs. */
    public static String text(String text) {
        return UNSAFE.matcher(text).replaceAll("");
    }

    /** The text on one line. */
    public static String oneLine(@Nullable String text) {
        return BREAKS.matcher(String.valueOf(text)).replaceAll(" ").strip();
    }
}
