package dev.askdesk.adapters.model;

/** Shortens text that somebody else wrote, for prompts and messages. */
final class Excerpts {
    private Excerpts() {}

    /** The text on one line, without control characters, cut to at most {@code limit} characters. */
    static String oneLine(String text, int limit) {
        StringBuilder line = new StringBuilder();
        boolean gap = false;
        for (int i = 0; i < text.length() && line.length() <= limit; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c)) {
                gap = line.length() > 0;
                continue;
            }
            if (gap) {
                line.append(' ');
                gap = false;
            }
            line.append(c);
        }
        return cut(line.toString(), limit);
    }

    /** The text, cut to at most {@code limit} characters, never through a surrogate pair. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - 1;
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }
}
