package dev.askdesk.adapters.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes an API key out of what an endpoint says, since some repeat the key that they refuse. */
final class Secrets {
    /** Keys as the large providers write them, also with their middle starred out, and bearer tokens. */
    private static final Pattern KEY_LIKE =
            Pattern.compile("(?i)bearer\\s+[^\\s\"',}]+|\\b(?:sk|pk|key|dapi|gsk|hf|xai)[-_*]?[A-Za-z0-9_*.-]{12,}");

    private static final int LONGEST_EXCERPT = 300;

    private Secrets() {}

    /** One line of at most 300 characters without the key. */
    static String excerpt(String text, @Nullable String apiKey) {
        String clean = apiKey == null ? text : text.replace(apiKey, "[key]");
        clean = KEY_LIKE.matcher(clean).replaceAll("[key]");
        return Excerpts.oneLine(clean, LONGEST_EXCERPT);
    }
}
