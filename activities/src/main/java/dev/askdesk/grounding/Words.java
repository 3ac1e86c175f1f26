package dev.askdesk.grounding;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text as words that can be compared: lower case, without accents, possessives and the commonest endings. */
public final class Words {
    private static final Pattern WORD =
            Pattern.compile("[$€£]?\\d[\\d,]*(?:\\.\\d+)?(?:%|[\\p{L}]+)?|\\p{L}[\\p{L}\\p{N}]*(?:['’]\\p{L}+)?");
    private static final Pattern CAMEL = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Words() {}

    /**
     * A word of a text.
     *
     * @param text as written
     * @param stem what is compared
     * @param start offset of the first character
     * @param end offset behind the last character
     */
    public record Word(String text, String stem, int start, int end) {
        /** Lower case, as written otherwise. */
        public String lower() {
            return text.toLowerCase(Locale.ROOT);
        }
    }

    public static List<Word> of(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Word(matcher.group(), stem(matcher.group()), matcher.start(), matcher.end()));
        }
        return words;
    }

    /** The stems of a phrase joined by spaces: equal for phrases that a person would call the same. */
    public static String key(String phrase) {
        return String.join(" ", of(phrase).stream().map(Word::stem).toList());
    }

    /** The words of a name as SQL has it: {@code capital_calls}, {@code capitalCalls} and {@code crm.capital-calls}. */
    public static String ofName(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return CAMEL.matcher(last)
                .replaceAll(" ")
                .replaceAll("[_\\-]+", " ")
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    /** Endings are cut so that singular and plural, and the forms of a regular verb, become the same. */
    static String stem(String word) {
        String plain = Normalizer.normalize(word, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'')
                .replaceAll("'s$|'$", "")
                .replaceAll("'", "");
        int length = plain.length();
        if (length > 4 && plain.endsWith("ies")) {
            return plain.substring(0, length - 3) + "y";
        }
        if (length > 4 && plain.matches(".*(ss|x|ch|sh|z)es$")) {
            return plain.substring(0, length - 2);
        }
        if (length > 3
                && plain.endsWith("s")
                && !plain.endsWith("ss")
                && !plain.endsWith("us")
                && !plain.endsWith("is")) {
            String singular = plain.substring(0, length - 1);
            // "holdings" are things; only "holding" may be a verb.
            return singular.endsWith("ing") ? singular : unverbed(singular);
        }
        return unverbed(plain);
    }

    private static String unverbed(String word) {
        int length = word.length();
        String cut = word;
        if (length > 5 && word.endsWith("ing")) {
            cut = word.substring(0, length - 3);
        } else if (length > 4 && word.endsWith("ed") && !word.endsWith("eed")) {
            cut = word.substring(0, length - 2);
        } else if (length > 4 && word.endsWith("e")) {
            return word.substring(0, length - 1);
        }
        int end = cut.length();
        boolean doubled = end > 3 && cut.length() < length && cut.charAt(end - 1) == cut.charAt(end - 2);
        return doubled && "lsz".indexOf(cut.charAt(end - 1)) < 0 ? cut.substring(0, end - 1) : cut;
    }
}
