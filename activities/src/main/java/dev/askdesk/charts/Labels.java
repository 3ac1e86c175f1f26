package dev.askdesk.charts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Names and numbers as a picture has room for. */
final class Labels {
    private Labels() {}

    /** A column's name without underscores. */
    static String readable(String name) {
        String words = name.replace('_', ' ').replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ");
        return shortened(words, 60);
    }

    /** On one line, without what is not seen, at most {@code max} characters. */
    static String shortened(String text, int max) {
        String line = text.codePoints()
                .limit(4L * max)
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        if (line.isEmpty()) {
            return "(none)";
        }
        int letters = line.codePointCount(0, line.length());
        return letters <= max
                ? line
                : line.substring(0, line.offsetByCodePoints(0, max - 1)).strip() + "…";
    }

    /** Three digits and the size: 1.23M, 45.6K. */
    static String amount(double number, String unit) {
        return amount(number, unit, 3);
    }

    static String amount(double number, String unit, int digits) {
        double size = Math.abs(number);
        // A number that rounds up to the next size is written in that.
        double up = 1 - 0.5 * Math.pow(10, -digits);
        String text = size >= 1e15
                ? String.format(Locale.ROOT, "%.2e", size)
                : size >= 1e12 * up
                        ? plain(size / 1e12, digits) + "T"
                        : size >= 1e9 * up
                                ? plain(size / 1e9, digits) + "B"
                                : size >= 1e6 * up ? plain(size / 1e6, digits) + "M" : upToAMillion(size, digits);
        String sign = number < 0 && !text.equals("0") ? "−" : "";
        return unit.matches("[$€£]") ? sign + unit + text : sign + text + unit;
    }

    private static String upToAMillion(double size, int digits) {
        if (size >= 9_999.5) {
            return plain(size / 1e3, digits) + "K";
        }
        if (size >= 1_000) {
            return String.format(Locale.ROOT, "%,." + Math.max(0, digits - 4) + "f", size);
        }
        return size == 0 || size >= 0.001 ? plain(size, digits) : String.format(Locale.ROOT, "%.1e", size);
    }

    private static String plain(double size, int digits) {
        return size == 0
                ? "0"
                : new BigDecimal(size)
                        .round(new MathContext(digits))
                        .setScale(Math.max(0, digits + 1), RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
