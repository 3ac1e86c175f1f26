package dev.askdesk.adapters.model.offline;

import dev.askdesk.grounding.NumberWords;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A comparison with a number that a question makes: "more than $10 million", "at least 3", "between 5% and 10%".
 *
 * @param start offset of its first character in the text
 * @param end offset behind its last character
 * @param operator SQL operator; for a range, of its lower end
 * @param number to compare with
 * @param upper upper end of a range, included; {@code null} if it is none
 * @param money whether it is written as an amount of money
 * @param percent whether it is written with a percent sign
 */
record Bound(
        int start,
        int end,
        String operator,
        BigDecimal number,
        @Nullable BigDecimal upper,
        boolean money,
        boolean percent) {
    private static final String NUMBER =
            "(?<%1$scurrency>[$€£]|usd\\s|eur\\s|gbp\\s)?(?<%1$snumber>\\d[\\d,]*(?:\\.\\d+)?|one|two|three|four|five|six|seven|eight|nine|ten)(?:\\s*(?<%1$sscale>thousand|million|billion|bn|mm|mn|percent|k|m|b|x|%%)(?![\\p{L}\\p{N}]))?";
    private static final Pattern BETWEEN = Pattern.compile(
            "\\bbetween\\s+" + String.format(NUMBER, "a") + "\\s+(?:and|to)\\s+" + String.format(NUMBER, "b"));
    private static final Pattern ONE_SIDED = Pattern.compile(
            "(?:\\b(?<word>more than|greater than|larger than|higher than|bigger than|in excess of|exceeding|exceeds?|over|above|older than|longer than|at least|no less than|minimum of|less than|fewer than|smaller than|lower than|under|below|younger than|shorter than|at most|no more than|up to|maximum of|exactly|equal to|of exactly)|(?<symbol>>=|<=|>|<|=))\\s*"
                    + String.format(NUMBER, "a") + "(?<more>\\s+or\\s+(?:more|less|fewer|higher|lower))?");
    private static final Pattern OR_MORE =
            Pattern.compile("\\b" + String.format(NUMBER, "a") + "\\s+or\\s+(?<word>more|less|fewer|higher|lower)\\b");

    /** The first comparison of a text; {@code null} if none. Years are not numbers here: look for times first. */
    static @Nullable Bound find(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher between = BETWEEN.matcher(lower);
        if (between.find()) {
            String scale = between.group("ascale") == null ? between.group("bscale") : between.group("ascale");
            return bound(
                    between,
                    ">=",
                    value(between.group("anumber"), scale),
                    value(between.group("bnumber"), between.group("bscale")));
        }
        Matcher orMore = OR_MORE.matcher(lower);
        if (orMore.find()) {
            String operator = orMore.group("word").matches("more|higher") ? ">=" : "<=";
            return bound(orMore, operator, value(orMore.group("anumber"), orMore.group("ascale")), null);
        }
        Matcher oneSided = ONE_SIDED.matcher(lower);
        if (!oneSided.find()) {
            return null;
        }
        String symbol = oneSided.group("symbol");
        String operator = symbol != null ? symbol : operator(oneSided.group("word"));
        return bound(oneSided, operator, value(oneSided.group("anumber"), oneSided.group("ascale")), null);
    }

    private static Bound bound(Matcher matcher, String operator, BigDecimal number, @Nullable BigDecimal upper) {
        String scale = matcher.group("ascale");
        boolean percent = "%".equals(scale) || "percent".equals(scale);
        boolean magnitude = scale != null && !percent && !scale.equals("x");
        return new Bound(
                matcher.start(),
                matcher.end(),
                operator,
                number,
                upper,
                matcher.group("acurrency") != null || magnitude,
                percent);
    }

    private static String operator(String word) {
        return switch (word) {
            case "at least", "no less than", "minimum of" -> ">=";
            case "less than",
                    "fewer than",
                    "smaller than",
                    "lower than",
                    "under",
                    "below",
                    "younger than",
                    "shorter than" -> "<";
            case "at most", "no more than", "up to", "maximum of" -> "<=";
            case "exactly", "equal to", "of exactly" -> "=";
            default -> ">";
        };
    }

    private static BigDecimal value(String number, @Nullable String scale) {
        BigDecimal read = NumberWords.value(number);
        return switch (scale == null ? "" : scale) {
            case "thousand", "k" -> read.movePointRight(3);
            case "million", "m", "mm", "mn" -> read.movePointRight(6);
            case "billion", "b", "bn" -> read.movePointRight(9);
            default -> read;
        };
    }
}
