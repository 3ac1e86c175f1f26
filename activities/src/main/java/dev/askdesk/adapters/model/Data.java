package dev.askdesk.adapters.model;

import java.util.regex.Pattern;

/**
 * Text that people, tables and other models wrote, made safe to stand in a prompt: between tags that it cannot close,
 * and without the control tokens of chat templates, which some servers read even inside of a message.
 */
final class Data {
    private static final Pattern TAG = Pattern.compile(
            "<(?=\\s*/?\\s*(?:question|schema|values|rows|problem|answer|sql|ticket|passages)\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTROL = Pattern.compile("<(?=[|｜])|(?<=[|｜])>|\\[(?=/?INST])|<(?=</?SYS>>)");
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]|[\\u202A-\\u202E\\u2066-\\u2069]");

    private Data() {}

    /** The text between {@code <tag>} and {@code </tag>}. */
    static String between(String tag, String text) {
        return "<" + tag + ">\n" + clean(text).strip() + "\n</" + tag + ">";
    }

    /** The text without delimiters and control tokens of its own. */
    static String clean(String text) {
        String printable = UNPRINTABLE.matcher(text).replaceAll(" ");
        return CONTROL.matcher(TAG.matcher(printable).replaceAll("‹")).replaceAll(" ");
    }
}
