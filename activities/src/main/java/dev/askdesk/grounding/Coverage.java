package dev.askdesk.grounding;

import dev.askdesk.catalog.FunctionWords;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How much of what a question speaks of the catalog knows: the part of its words that names, synonyms, descriptions or
 * values have, of those that say anything about a subject. "List the total by month" says nothing about any.
 */
final class Coverage {
    /** Stems of what is asked of any data: figures, order, time, and the forms in which people ask. */
    private static final Set<String> GENERAL = stems("""
            total sum average mean median count number amount percent percentage rate ratio share top bottom most least
            highest lowest largest smallest biggest best worst first last latest earliest newest oldest recent current
            past previous next year month week day quarter date time today yesterday tomorrow daily weekly monthly yearly
            quarterly annual list show give return tell find get display calculate compute compare rank order sort group
            split break broken include exclude consider regardless ascending descending distinct unique different same
            value type kind name id result answer query data table column record row query database question
            increase decrease growth change difference between during since until before after per each every all
            moment present altogether detail summary overview breakdown case way thing piece lot
            ytd qtd mtd yoy qoq mom usd eur gbp pct avg id ids vs etc
            exactly inclusive exclusive respective respectively corresponding associated using based
            """);

    /** Function words that make a question an English one. */
    private static final int ENGLISH = 2;

    private Coverage() {}

    /**
     * @param known whether the catalog has a stem
     * @param covered whether a place of the text is part of a value's mention
     * @return from 0 to 1; 1 where the question speaks of nothing
     */
    static double of(String question, Predicate<String> known, Predicate<Words.Word> covered) {
        Set<String> seen = new HashSet<>();
        int subject = 0;
        int hits = 0;
        List<Words.Word> words = Words.of(question);
        for (Words.Word word : words) {
            boolean named = covered.test(word);
            // What an acronym stands for, the asker says elsewhere, or the model has to guess.
            boolean silent = isGeneral(word) || isNumber(word) || Nouns.isAcronym(word.text());
            if ((silent && !named) || !seen.add(word.stem())) {
                continue;
            }
            subject++;
            hits += named || known.test(word.stem()) ? 1 : 0;
        }
        return subject == 0 ? 1 : (double) hits / subject;
    }

    /** Of other languages the catalog's English tells nothing. */
    static boolean isEnglish(String question) {
        return Words.of(question).stream()
                        .filter(word -> FunctionWords.contains(word.lower()))
                        .count()
                >= ENGLISH;
    }

    /** Whether a word says nothing about a subject. */
    static boolean isGeneral(Words.Word word) {
        return FunctionWords.contains(word.lower()) || GENERAL.contains(word.stem());
    }

    /** "2024", "$20m", "Q2". */
    static boolean isNumber(Words.Word word) {
        return word.text().chars().anyMatch(Character::isDigit) || word.text().length() == 1;
    }

    private static Set<String> stems(String words) {
        Set<String> stems = new HashSet<>();
        Words.of(words.toLowerCase(Locale.ROOT)).forEach(word -> stems.add(word.stem()));
        return Set.copyOf(stems);
    }
}
