package dev.askdesk.grounding;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Numbers as a question writes them: digits, or one of the words for small ones. */
public final class NumberWords {
    private static final List<String> WORDS = List.of(
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private NumberWords() {}

    /** @throws NumberFormatException the text is neither digits nor a word for a small number */
    public static BigDecimal value(String text) {
        int named = WORDS.indexOf(text.toLowerCase(Locale.ROOT));
        return named >= 0 ? BigDecimal.valueOf(named) : new BigDecimal(text.replace(",", ""));
    }
}
