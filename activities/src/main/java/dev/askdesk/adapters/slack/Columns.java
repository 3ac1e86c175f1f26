package dev.askdesk.adapters.slack;

/** How many columns text takes in letters of one width. */
final class Columns {
    /** Keeps writing from right to left from turning the cells beside it. */
    private static final char ISOLATE = '\u2068';

    private static final char END_ISOLATE = '\u2069';

    private Columns() {}

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    /** At most {@code max} columns; what was cut ends in an ellipsis. */
    static String cut(String text, int max) {
        if (width(text) <= max) {
            return text;
        }
        int end = 0;
        int width = 0;
        while (end < text.length()) {
            int next = text.codePointAt(end);
            width += width(next);
            if (width > max - 1) {
                break;
            }
            end += Character.charCount(next);
        }
        String kept = text.substring(0, end) + "…";
        return kept.charAt(0) == ISOLATE ? kept + END_ISOLATE : kept;
    }

    static String isolated(String text) {
        boolean turns = text.codePoints().anyMatch(Columns::isRightToLeft);
        return turns ? ISOLATE + text + END_ISOLATE : text;
    }

    private static boolean isRightToLeft(int character) {
        byte direction = Character.getDirectionality(character);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return isWide(character) ? 2 : 1;
    }

    private static boolean isWide(int character) {
        return (character >= 0x1100 && character <= 0x115f)
                || (character >= 0x2e80 && character <= 0xa4cf)
                || (character >= 0xac00 && character <= 0xd7a3)
                || (character >= 0xf900 && character <= 0xfaff)
                || (character >= 0xfe30 && character <= 0xfe6f)
                || (character >= 0xff00 && character <= 0xff60)
                || (character >= 0xffe0 && character <= 0xffe6)
                || (character >= 0x1f000 && character <= 0x3fffd);
    }
}
