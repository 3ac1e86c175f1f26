package dev.askdesk.adapters.slack;

import java.util.ArrayList;
import java.util.List;

/** Text cut to a length without cutting a character in two. */
final class Lengths {
    private Lengths() {}

    /** At most {@code max} characters; what was cut ends in an ellipsis. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, boundary(text, Math.max(0, max - 1))).stripTrailing() + "…";
    }

    /** Parts of at most {@code max} characters, cut at line breaks where a part has one in its latter half. */
    static List<String> parts(String text, int max) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > max) {
            int line = rest.lastIndexOf('\n', max - 1);
            int end = line > max / 2 ? line + 1 : boundary(rest, max);
            parts.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        parts.add(rest);
        return parts;
    }

    /** Without halves of characters, which JSON cannot carry. */
    static String whole(String text) {
        StringBuilder whole = null;
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (pair) {
                    i++;
                } else {
                    whole = whole == null ? new StringBuilder(text) : whole;
                    whole.setCharAt(i, '\ufffd');
                }
            }
        }
        return whole == null ? text : whole.toString();
    }

    private static int boundary(String text, int at) {
        boolean split = at > 0 && at < text.length() && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
        return split ? at - 1 : at;
    }
}
