package dev.askdesk.activities.ask;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number as a text writes it.
 *
 * @param written the words, with currency, sign and unit
 * @param start where it begins in the text
 * @param value its size without sign, the scale applied; {@code null} where it is written in no form that is known
 * @param half half a unit of the last digit written, the scale applied: what rounding may have taken away
 * @param sign -1 where a minus is written, 0 where parentheses leave it open, otherwise 1
 * @param unit what kind of number it is
 * @param currency whether a currency stands in front of it
 */
record NumberMention(
        String written, int start, @Nullable BigDecimal value, BigDecimal half, int sign, Unit unit, boolean currency) {

    /** What follows the digits. */
    enum Unit {
        NONE,
        /** Thousands, millions and so on. */
        SCALED,
        PERCENT,
        BASIS_POINTS,
        /** "2.5x". */
        TIMES,
        /** "3rd": a place, not an amount. */
        ORDINAL,
        /** Letters grown together with the digits: part of a name. */
        WORD
    }

    private static final Pattern DIGITS =
            Pattern.compile("(?<![\\p{L}\\d_])\\d(?:[\\d.,'’\\u00A0\\u202F\\u2009]*\\d)?(?:[\\p{L}_][\\p{L}\\d_]*)?"
                    + "|[\\p{L}_][\\p{L}_]*\\d[\\p{L}\\d_]*|\\p{No}");
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[\\d.,'’\\u00A0\\u202F\\u2009]*\\d)?");
    private static final Pattern BEFORE = Pattern.compile("(?i)(?<sign>(?<![\\p{L}\\d)])[-−])?"
            + "(?:(?<currency>(?<![\\p{L}\\d_])(?:US|A|C|HK)[$]|[$€£¥₹]|(?<![\\p{L}\\d_])(?:USD|EUR|GBP|CHF)\\s?)(?<inner>[-−])?)?"
            + "(?<point>(?<![\\p{L}\\d])\\.)?$");
    private static final Pattern AFTER = Pattern.compile(
            "(?i)^(?:[\\s\\u00A0\\u202F-]?(?<percent>%|percent(?:age)?\\b|per cent\\b|pct\\b|pp\\b|p\\.p\\.)"
                    + "|[\\s\\u00A0-]?(?<bps>bps?\\b|basis points?\\b)"
                    + "|[\\s\\u00A0\\u202F-]?(?<scale>thousand|million|billion|trillion|mio|mln|bln|mm|mn|bn|tn)\\b"
                    + "|(?<letter>[kmbt])\\b|\\s(?-i:(?<spaced>[KMBT]))\\b"
                    + "|(?<times>\\s?[x×](?![\\p{L}\\d])|\\stimes\\b)|(?<ordinal>st|nd|rd|th)\\b)");
    private static final Pattern RANGE = Pattern.compile("(?i)^\\s*(?:-|–|—|to|and|or)\\s*(?:[$€£¥]\\s?)?");

    /** Every number of a text, in order. No digit of the text is left out. */
    static List<NumberMention> in(String text) {
        List<NumberMention> mentions = new ArrayList<>();
        Matcher matcher = DIGITS.matcher(text);
        int from = 0;
        while (from < text.length() && matcher.find(from)) {
            NumberMention mention = at(text, matcher.start(), matcher.end());
            mentions.add(mention);
            from = Math.max(matcher.start() + 1, mention.start + mention.written.length());
        }
        return mentions;
    }

    private static NumberMention at(String text, int start, int end) {
        Matcher digits = NUMBER.matcher(text.substring(start, end));
        if (!Character.isDigit(text.charAt(start)) || !digits.find()) {
            boolean currencyCode = text.substring(start, end).matches("(?i)(?:USD|EUR|GBP|CHF)\\d.*");
            return currencyCode ? at(text, start + 3, end) : word(text, start, end);
        }
        int endOfDigits = start + digits.end();
        Matcher after = AFTER.matcher(text.substring(endOfDigits, Math.min(text.length(), endOfDigits + 24)));
        boolean suffixed = after.find();
        if (!suffixed && endOfDigits < end) {
            return word(text, start, end);
        }
        Matcher before = BEFORE.matcher(text).region(Math.max(0, start - 8), start);
        before.useTransparentBounds(true);
        int begin = before.find() ? before.start() : start;
        boolean point = begin < start && before.group("point") != null;
        int finish = suffixed ? endOfDigits + after.end() : endOfDigits;
        BigDecimal plain = parse((point ? "0." : "") + digits.group());
        BigDecimal scale = suffixed ? scale(after) : BigDecimal.ONE;
        boolean minus = begin < start && (before.group("sign") != null || before.group("inner") != null);
        boolean parentheses =
                begin > 0 && text.charAt(begin - 1) == '(' && finish < text.length() && text.charAt(finish) == ')';
        return new NumberMention(
                text.substring(begin, finish),
                begin,
                plain == null ? null : plain.multiply(scale),
                BigDecimal.ONE
                        .movePointLeft(plain == null ? 0 : plain.scale())
                        .multiply(scale)
                        .divide(BigDecimal.valueOf(2)),
                minus ? -1 : parentheses ? 0 : 1,
                suffixed ? unit(after) : Unit.NONE,
                begin < start && before.group("currency") != null);
    }

    private static NumberMention word(String text, int start, int end) {
        return new NumberMention(text.substring(start, end), start, null, BigDecimal.ZERO, 1, Unit.WORD, false);
    }

    /** The same number with the scale or unit of the range's other end: the 3 of "3 to 5 million". */
    @Nullable
    NumberMention withUnitOf(NumberMention next, String text) {
        int end = start + written.length();
        if (unit != Unit.NONE || value == null || next.value == null || next.start < end) {
            return null;
        }
        Matcher range = RANGE.matcher(text.substring(end, Math.min(text.length(), end + 12)));
        boolean joined = range.find() && end + range.end() >= next.start;
        boolean hasUnit = next.unit == Unit.SCALED || next.unit == Unit.PERCENT || next.unit == Unit.TIMES;
        if (!joined || !hasUnit) {
            return null;
        }
        BigDecimal scale = BigDecimal.ONE;
        if (next.unit == Unit.SCALED) {
            Matcher suffix = Pattern.compile("\\p{L}+$").matcher(next.written);
            scale = suffix.find() ? power(suffix.group()) : scale;
        }
        return new NumberMention(
                written,
                start,
                value.multiply(scale),
                half.multiply(scale),
                sign,
                next.unit,
                currency || next.currency);
    }

    /** Digits with grouping and decimals, English or continental; {@code null} where the grouping makes no sense. */
    static @Nullable BigDecimal parse(String digits) {
        String text = digits.replaceAll("[\\u00A0\\u202F\\u2009’]", "'");
        if (text.matches("\\d+(\\.\\d+)?")) {
            return new BigDecimal(text);
        }
        if (text.matches("\\d{1,3}([,'])\\d{3}(\\1\\d{3})*(\\.\\d+)?")) {
            return new BigDecimal(text.replaceAll("[,']", ""));
        }
        if (text.matches("\\d{1,3}(\\.\\d{3}){2,}|\\d{1,3}(\\.\\d{3})+,\\d+|\\d{1,3}('\\d{3})+,\\d+|\\d+,\\d{1,2}")) {
            return new BigDecimal(text.replaceAll("[.']", "").replace(',', '.'));
        }
        return null;
    }

    private static Unit unit(Matcher after) {
        if (after.group("percent") != null) {
            return Unit.PERCENT;
        }
        if (after.group("bps") != null) {
            return Unit.BASIS_POINTS;
        }
        if (after.group("times") != null) {
            return Unit.TIMES;
        }
        return after.group("ordinal") != null ? Unit.ORDINAL : Unit.SCALED;
    }

    private static BigDecimal scale(Matcher after) {
        for (String group : List.of("scale", "letter", "spaced")) {
            if (after.group(group) != null) {
                return power(after.group(group));
            }
        }
        return BigDecimal.ONE;
    }

    private static BigDecimal power(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "k", "thousand" -> BigDecimal.valueOf(1_000);
            case "m", "mm", "mn", "mio", "mln", "million" -> BigDecimal.valueOf(1_000_000);
            case "b", "bn", "bln", "billion" -> BigDecimal.valueOf(1_000_000_000);
            default -> BigDecimal.valueOf(1_000_000_000_000L);
        };
    }
}
