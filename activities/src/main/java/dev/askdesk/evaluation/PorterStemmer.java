package dev.askdesk.evaluation;

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

    private static final List<Rule> PLURALS =
            List.of(always("sses", "ss"), always("ies", "i"), always("ss", "ss"), always("s", ""));

    private static final List<Rule> DOUBLE_SUFFIXES = List.of(
            measured("ational", "ate"),
            measured("tional", "tion"),
            measured("enci", "ence"),
            measured("anci", "ance"),
            measured("izer", "ize"),
            measured("bli", "ble"),
            measured("alli", "al"),
            measured("entli", "ent"),
            measured("eli", "e"),
            measured("ousli", "ous"),
            measured("ization", "ize"),
            measured("ation", "ate"),
            measured("ator", "ate"),
            measured("alism", "al"),
            measured("iveness", "ive"),
            measured("fulness", "ful"),
            measured("ousness", "ous"),
            measured("aliti", "al"),
            measured("iviti", "ive"),
            measured("biliti", "ble"),
            measured("fulli", "ful"),
            // The "l" that stays counts for the measure too.
            new Rule("logi", "log", stem -> measure(stem + "l") > 0));

    private static final List<Rule> ADJECTIVES = List.of(
            measured("icate", "ic"),
            measured("ative", ""),
            measured("alize", "al"),
            measured("iciti", "ic"),
            measured("ical", "ic"),
            measured("ful", ""),
            measured("ness", ""));

    private static final List<Rule> SUFFIXES = List.of(
            longEnough("al"),
            longEnough("ance"),
            longEnough("ence"),
            longEnough("er"),
            longEnough("ic"),
            longEnough("able"),
            longEnough("ible"),
            longEnough("ant"),
            longEnough("ement"),
            longEnough("ment"),
            longEnough("ent"),
            new Rule("ion", "", stem -> measure(stem) > 1 && (stem.endsWith("s") || stem.endsWith("t"))),
            longEnough("ou"),
            longEnough("ism"),
            longEnough("ate"),
            longEnough("iti"),
            longEnough("ous"),
            longEnough("ive"),
            longEnough("ize"));

    private static final List<Rule> DOUBLE_L =
            List.of(new Rule("ll", "l", stem -> measure(stem + "l") > 1), always("", ""));

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

    private static Rule always(String ending, String replacement) {
        return new Rule(ending, replacement, stem -> true);
    }

    private static Rule measured(String ending, String replacement) {
        return new Rule(ending, replacement, stem -> measure(stem) > 0);
    }

    private static Rule longEnough(String ending) {
        return new Rule(ending, "", stem -> measure(stem) > 1);
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
