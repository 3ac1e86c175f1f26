package dev.askdesk.adapters.wiki;

import java.util.stream.Collectors;

/** Words of a paragraph as they come by, with one space where there was any white space. */
final class Paragraph {
    private final StringBuilder words = new StringBuilder();
    private boolean isApart;

    void add(String text) {
        if (isApart && !text.isEmpty()) {
            isApart = false;
            words.append(Character.isLetterOrDigit(text.codePointAt(0)) ? " " : "");
        }
        text.codePoints().filter(Paragraph::isShown).forEach(letter -> {
            if (!isSpace(letter)) {
                words.appendCodePoint(letter);
            } else if (!words.isEmpty() && !isSpace(words.charAt(words.length() - 1))) {
                words.append(' ');
            }
        });
    }

    /** The same, of something that stands by itself: not written together with the words around it. */
    void addApart(String text) {
        if (!words.isEmpty() && Character.isLetterOrDigit(words.charAt(words.length() - 1))) {
            words.append(' ');
        }
        add(text);
        isApart = !text.isBlank();
    }

    void breakLine() {
        words.append('\n');
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The paragraph, and begins the next one. */
    String end() {
        String paragraph = words.toString().lines().map(String::strip).collect(Collectors.joining("\n"));
        words.setLength(0);
        isApart = false;
        return paragraph;
    }

    /** Lines whose white space means something, without what nobody sees. */
    static String verbatim(String text) {
        StringBuilder kept = new StringBuilder();
        text.replace("\r\n", "\n").replace('\u00a0', ' ').codePoints().forEach(letter -> {
            if (isShown(letter)) {
                kept.appendCodePoint(letter);
            }
        });
        return kept.toString().replaceFirst("^\\s*\n", "").stripTrailing();
    }

    private static boolean isSpace(int letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }

    /** Leaves out control characters, and those that only tell a browser where to break a line. */
    private static boolean isShown(int letter) {
        int type = Character.getType(letter);
        return isSpace(letter) || (type != Character.CONTROL && type != Character.FORMAT) || isJoiner(letter);
    }

    /** Marks between letters that change how a word reads, in Persian or in an emoji. */
    private static boolean isJoiner(int letter) {
        return letter == 0x200c || letter == 0x200d;
    }
}
