package dev.askdesk.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The Porter stemmer (M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980) with the extensions that
 * NLTK makes by default, since the published ROUGE scorer stems with those.
 */
final class PorterStemmer {
    private static final Map<String, String> IRREGULAR = irregular();
    private static final Predicate<String> SOME = stem -> measure(stem) > 0;
    private static final Predicate<String> LONG = stem -> measure(stem) > 1;

    /** @param condition on what is left without the suffix */
    private record Rule(String suffix, String replacement, Predicate<String> condition) {}

    private static final List<Rule> STEP_2 = rules(SOME, """
            ational ate tional tion enci ence anci ance izer ize bli ble alli al entli ent eli e ousli ous ization ize
            ation ate ator ate alism al iveness ive fulness ful ousness ous aliti al iviti ive biliti ble fulli ful
            """);
    private static final List<Rule> STEP_3 = rules(SOME, "icate ic ative - alize al iciti ic ical ic ful - ness -");
    private static final List<Rule> STEP_4_BEFORE_ION =
            rules(LONG, "al - ance - ence - er - ic - able - ible - ant - ement - ment - ent -");
    private static final List<Rule> STEP_4_AFTER_ION = rules(LONG, "ou - ism - ate - iti - ous - ive - ize -");

    private PorterStemmer() {}

    /** @param word in lower case */
    static String stem(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        return word.length() <= 2 ? word : step5(step4(first(STEP_3, step2(step1c(step1b(step1a(word)))))));
    }

    private static Map<String, String> irregular() {
        Map<String, String> stems = new HashMap<>();
        for (String group : ("sky sky skies,die dying,lie lying,tie tying,news news,inning innings inning,"
                        + "outing outings outing,canning cannings canning,howe howe,proceed proceed,exceed exceed,"
                        + "succeed succeed")
                .split(",")) {
            String[] words = group.split(" ");
            for (int i = 1; i < words.length; i++) {
                stems.put(words[i], words[0]);
            }
        }
        return stems;
    }

    /** @param pairs of suffix and replacement; {@code -} is nothing */
    private static List<Rule> rules(Predicate<String> condition, String pairs) {
        String[] words = pairs.strip().split("\\s+");
        Rule[] rules = new Rule[words.length / 2];
        for (int i = 0; i < rules.length; i++) {
            rules[i] = new Rule(words[2 * i], words[2 * i + 1].replace("-", ""), condition);
        }
        return List.of(rules);
    }

    private static String step1a(String word) {
        if (word.endsWith("ies")) {
            return word.length() == 4 ? cut(word, 1) : cut(word, 2);
        }
        if (word.endsWith("sses")) {
            return cut(word, 2);
        }
        return word.endsWith("s") && !word.endsWith("ss") ? cut(word, 1) : word;
    }

    private static String step1b(String word) {
        if (word.endsWith("ied")) {
            return word.length() == 4 ? cut(word, 1) : cut(word, 2);
        }
        if (word.endsWith("eed")) {
            return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
        }
        for (String suffix : List.of("ed", "ing")) {
            if (word.endsWith(suffix)) {
                String rest = cut(word, suffix.length());
                if (hasVowel(rest)) {
                    return restored(rest);
                }
            }
        }
        return word;
    }

    /** What -ed and -ing took away: conflat(ed) is conflate, hopp(ing) hop, fil(ing) file. */
    private static String restored(String rest) {
        if (rest.endsWith("at") || rest.endsWith("bl") || rest.endsWith("iz")) {
            return rest + "e";
        }
        if (endsInDoubleConsonant(rest)) {
            return "lsz".indexOf(rest.charAt(rest.length() - 1)) < 0 ? cut(rest, 1) : rest;
        }
        return measure(rest) == 1 && endsInShortSyllable(rest) ? rest + "e" : rest;
    }

    private static String step1c(String word) {
        int last = word.length() - 1;
        return word.endsWith("y") && last > 1 && isConsonant(word, last - 1) ? cut(word, 1) + "i" : word;
    }

    private static String step2(String word) {
        if (word.endsWith("alli") && measure(cut(word, 4)) > 0) {
            return step2(cut(word, 2));
        }
        if (word.endsWith("logi")) {
            return measure(cut(word, 3)) > 0 ? cut(word, 1) : word;
        }
        return first(STEP_2, word);
    }

    private static String step4(String word) {
        String before = first(STEP_4_BEFORE_ION, word);
        boolean decided = STEP_4_BEFORE_ION.stream().anyMatch(rule -> word.endsWith(rule.suffix()));
        if (decided) {
            return before;
        }
        if (word.endsWith("ion")) {
            String rest = cut(word, 3);
            return measure(rest) > 1 && (rest.endsWith("s") || rest.endsWith("t")) ? rest : word;
        }
        return first(STEP_4_AFTER_ION, word);
    }

    private static String step5(String word) {
        String result = word;
        if (word.endsWith("e")) {
            String rest = cut(word, 1);
            int measure = measure(rest);
            result = measure > 1 || (measure == 1 && !endsInShortSyllable(rest)) ? rest : word;
        }
        return result.endsWith("ll") && measure(cut(result, 1)) > 1 ? cut(result, 1) : result;
    }

    /** The first rule whose suffix the word has decides, also when its condition does not hold. */
    private static String first(List<Rule> rules, String word) {
        for (Rule rule : rules) {
            if (word.endsWith(rule.suffix())) {
                String rest = cut(word, rule.suffix().length());
                return rule.condition().test(rest) ? rest + rule.replacement() : word;
            }
        }
        return word;
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    private static boolean isConsonant(String word, int at) {
        char c = word.charAt(at);
        return c == 'y' ? at == 0 || !isConsonant(word, at - 1) : "aeiou".indexOf(c) < 0;
    }

    /** Porter's m: how many times vowels are followed by consonants. */
    private static int measure(String stem) {
        int count = 0;
        for (int i = 1; i < stem.length(); i++) {
            if (isConsonant(stem, i) && !isConsonant(stem, i - 1)) {
                count++;
            }
        }
        return count;
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

    private static boolean endsInShortSyllable(String word) {
        int n = word.length();
        if (n == 2) {
            return !isConsonant(word, 0) && isConsonant(word, 1);
        }
        return n >= 3
                && isConsonant(word, n - 3)
                && !isConsonant(word, n - 2)
                && isConsonant(word, n - 1)
                && "wxy".indexOf(word.charAt(n - 1)) < 0;
    }
}
