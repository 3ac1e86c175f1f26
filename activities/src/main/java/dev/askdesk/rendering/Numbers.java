package dev.askdesk.rendering;

import java.math.BigDecimal;

/** How numbers of a result are shown to people. */
public final class Numbers {
    /** Below this a number is more likely a year or an id than an amount. */
    private static final BigDecimal GROUPED_FROM = BigDecimal.valueOf(10_000);

    private Numbers() {}

    /** With a comma between thousands, every digit kept; text that is no number stays as it is. */
    public static String grouped(String cell) {
        BigDecimal number;
        try {
            number = new BigDecimal(cell);
        } catch (NumberFormatException e) {
            return Safe.oneLine(cell);
        }
        if (number.abs().compareTo(GROUPED_FROM) < 0) {
            return cell;
        }
        String plain = number.abs().toPlainString();
        int point = plain.indexOf('.');
        String whole = point < 0 ? plain : plain.substring(0, point);
        String rest = point < 0 ? "" : plain.substring(point);
        StringBuilder grouped = new StringBuilder(whole);
        for (int i = whole.length() - 3; i > 0; i -= 3) {
            grouped.insert(i, ',');
        }
        return (number.signum() < 0 ? "-" : "") + grouped + rest;
    }
}
