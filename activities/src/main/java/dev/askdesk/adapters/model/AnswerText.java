package dev.askdesk.adapters.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The wording of a result as a person is to read it, taken from whatever the model wrote around it. */
final class AnswerText {
    private static final Pattern THOUGHTS = Pattern.compile("(?is)<(think|thinking|reasoning)>.*?(</\\1>|\\z)");
    private static final Pattern END_OF_THOUGHTS = Pattern.compile("(?i)</(?:think|thinking|reasoning)>");
    private static final Pattern TAGS = Pattern.compile("(?i)</?(?:question|answer|rows|sql|ticket|passages)>");
    private static final int LONGEST = 1_500;

    private AnswerText() {}

    /** The text without thoughts; empty when nothing else is there. */
    static String read(@Nullable String reply) {
        if (reply == null) {
            return "";
        }
        String text = TAGS.matcher(withoutThoughts(reply)).replaceAll("").strip();
        if (text.length() > 1 && text.startsWith("\"") && text.indexOf('"', 1) == text.length() - 1) {
            text = text.substring(1, text.length() - 1).strip();
        }
        return Excerpts.cut(text, LONGEST);
    }

    /** Reasoning models write their thoughts in front, and chat templates sometimes swallow the opening tag. */
    static String withoutThoughts(String reply) {
        String[] parts = END_OF_THOUGHTS.split(THOUGHTS.matcher(reply).replaceAll(""), -1);
        return parts[parts.length - 1];
    }
}
