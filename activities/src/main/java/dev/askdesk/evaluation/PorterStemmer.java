package dev.askdesk.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes the endings off English words: M. F. Porter, "An algorithm for suffix stripping" (1980), with the departures
 * that NLTK's stemmer makes by default, because ROUGE's reference implementation stems with that one. Words are lower
 * case; digits count as consonants.
 */
final class PorterStemmer {
    /** An ending, what takes its place, and what must hold of the word without the ending. */
    private record Rule(String ending, String replacement, Predicate<String> condition) {}

    /** Words that the rules would spoil. */
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("sky", "sky"),
            Map.entry("skies", "sky"),
            Map.entry("dying", "die"),
            Map.entry("lying", "lie"),
            Map.entry("tying", "tie"),
            Map.entry("news", "news"),
            Map.entry("inning", "inning"),
            Map.entry("innings", "inning"),
            Map.entry("outing", "outing"),
            Map.entry("outings", "outing"),
            Map.entry("canning", "canning"),
            Map.entry("cannings", "canning"),
            Map.entry("howe", "howe"),
            Map.entry("proceed", "proceed"),
            Map.entry("exceed", "exceed"),
            Map.entry("succeed", "succeed"));

    private static final Predicate<String> ANY = stem -> true;
    private static final Predicate<String> MEASURED = stem -> measure(stem) > 0;
    private static final Predicate<String> LONG = stem -> measure(stem) > 1;

    private static final List<Rule> PLURALS = rules(ANY, "sses:ss ies:i ss:ss s:");

    private static final List<Rule> DOUBLE_SUFFIXES = joined(
            rules(
                    MEASURED,
                    "ational:ate tional:tion enci:ence anci:ance izer:ize bli:ble alli:al entli:ent eli:e ousli:ous"),
            rules(
                    MEASURED,
                    "ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive"),
            rules(MEASURED, "biliti:ble fulli:ful"),
            // The "l" that stays counts for the measure too.
            rules(stem -> measure(stem + "l") > 0, "logi:log"));

    private static final List<Rule> ADJECTIVES =
            rules(MEASURED, "icate:ic ative: alize:al iciti:ic ical:ic ful: ness:");

    private static final List<Rule> SUFFIXES = joined(
            rules(LONG, "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent:"),
            rules(LONG.and(stem -> stem.endsWith("s") || stem.endsWith("t")), "ion:"),
            rules(LONG, "ou: ism: ate: iti: ous: ive: ize:"));

    private static final List<Rule> DOUBLE_L = rules(stem -> measure(stem + "l") > 1, "ll:l");

    private PorterStemmer() {}

    static String stem(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        if (word.length() <= 2) {
            return word;
        }
        String stem = withoutY(withoutPast(withoutPlural(word)));
        stem = replace(ADJECTIVES, withoutDoubleSuffix(stem));
        return replace(DOUBLE_L, withoutE(replace(SUFFIXES, stem)));
    }

    private static String withoutPlural(String word) {
        // "dies" is a form of "die", but "flies" one of "fly".
        return word.length() == 4 && word.endsWith("ies") ? cut(word, 1) : replace(PLURALS, word);
    }

    private static String withoutPast(String word) {
        if (word.endsWith("ied")) {
            return cut(word, word.length() == 4 ? 1 : 2);
        }
        if (word.endsWith("eed")) {
            return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
        }
        for (String ending : List.of("ed", "ing")) {
            String stem = cut(word, word.endsWith(ending) ? ending.length() : word.length());
            if (hasVowel(stem)) {
                return mended(stem);
            }
        }
        return word;
    }

    /** Puts back what a word loses before -ed and -ing: conflat(ed) to conflate, hopp(ing) to hop, fil(ing) to file. */
    private static String mended(String stem) {
        if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
            return stem + "e";
        }
        if (endsInDoubleConsonant(stem)) {
            return "lsz".indexOf(stem.charAt(stem.length() - 1)) >= 0 ? stem : cut(stem, 1);
        }
        return measure(stem) == 1 && endsShort(stem) ? stem + "e" : stem;
    }

    private static String withoutY(String word) {
        boolean afterConsonant = word.endsWith("y") && word.length() > 2 && isConsonant(word, word.length() - 2);
        return afterConsonant ? cut(word, 1) + "i" : word;
    }

    private static String withoutDoubleSuffix(String word) {
        // What "-ally" leaves can itself end in a suffix of this step.
        boolean again = word.endsWith("alli") && measure(cut(word, 4)) > 0;
        return again ? withoutDoubleSuffix(cut(word, 2)) : replace(DOUBLE_SUFFIXES, word);
    }

    private static String withoutE(String word) {
        String stem = word.endsWith("e") ? cut(word, 1) : word;
        int measure = measure(stem);
        return measure > 1 || (measure == 1 && !endsShort(stem)) ? stem : word;
    }

    /** The first rule whose ending fits decides, even where its condition then does not hold. */
    private static String replace(List<Rule> rules, String word) {
        @Nullable
        Rule rule = rules.stream()
                .filter(each -> word.endsWith(each.ending()))
                .findFirst()
                .orElse(null);
        if (rule == null) {
            return word;
        }
        String stem = cut(word, rule.ending().length());
        return rule.condition().test(stem) ? stem + rule.replacement() : word;
    }

    /** Rules under one condition, each {@code ending:replacement}. */
    private static List<Rule> rules(Predicate<String> condition, String endings) {
        return Arrays.stream(endings.split(" "))
                .map(each -> each.split(":", -1))
                .map(pair -> new Rule(pair[0], pair[1], condition))
                .toList();
    }

    @SafeVarargs
    private static List<Rule> joined(List<Rule>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toList();
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    /** Porter's m: how often a consonant follows a vowel. */
    private static int measure(String stem) {
        int measure = 0;
        for (int i = 1; i < stem.length(); i++) {
            if (isConsonant(stem, i) && !isConsonant(stem, i - 1)) {
                measure++;
            }
        }
        return measure;
    }

    private static boolean hasVowel(String stem) {
        for (int i = 0; i < stem.length(); i++) {
            if (!isConsonant(stem, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsInDoubleConsonant(String word) {
        int last = word.length() - 1;
        return last >= 1 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
    }

    /** Whether the end is consonant, vowel, consonant (not w, x or y), or the whole is vowel, consonant. */
    private static boolean endsShort(String word) {
        int last = word.length() - 1;
        if (last == 1) {
            return !isConsonant(word, 0) && isConsonant(word, 1);
        }
        return last >= 2
                && isConsonant(word, last - 2)
                && !isConsonant(word, last - 1)
                && isConsonant(word, last)
                && "wxy".indexOf(word.charAt(last)) < 0;
    }

    /** A "y" is a consonant at the start and after a vowel. */
    private static boolean isConsonant(String word, int at) {
        char letter = word.charAt(at);
        if (letter == 'y') {
            return at == 0 || !isConsonant(word, at - 1);
        }
        return "aeiou".indexOf(letter) < 0;
    }
}
