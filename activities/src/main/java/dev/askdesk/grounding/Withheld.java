package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.grounding.Grounder.Mention;
import dev.askdesk.grounding.Term.ValueTerm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a text speaks of by words that mean something in a whole catalog and nothing in the part of it that somebody may
 * see. Longer phrases come first, and a part of one counts for nothing: "carry" may be seen where "carry points" may not.
 */
public final class Withheld {
    private final Lexicon whole;
    private final Lexicon seen;

    public Withheld(Catalog whole, Catalog seen) {
        this.whole = new Lexicon(whole);
        this.seen = new Lexicon(seen);
    }

    private record Phrase(int start, int end, boolean withheld) {}

    /**
     * The words of a question for tables, columns, figures and roles that its asker may not see, as the question has them.
     * Words for a value are not among them: that it is there would be told.
     *
     * @param mentions words that name values which the asker may see
     */
    public List<String> asked(String question, List<Mention> mentions) {
        Predicate<Phrase> speaksOfAThing = speaksOfAThing(question);
        List<Phrase> joined = new ArrayList<>();
        phrases(question, mentions, term -> !(term instanceof ValueTerm)).stream()
                .filter(Phrase::withheld)
                .filter(speaksOfAThing)
                .sorted(Comparator.comparingInt(Phrase::start))
                .forEach(phrase -> {
                    Phrase last = joined.isEmpty() ? phrase : joined.get(joined.size() - 1);
                    boolean overlaps = !joined.isEmpty() && phrase.start() < last.end();
                    if (overlaps) {
                        joined.set(joined.size() - 1, new Phrase(last.start(), phrase.end(), true));
                    } else {
                        joined.add(phrase);
                    }
                });
        return joined.stream()
                .map(phrase -> question.substring(phrase.start(), phrase.end()))
                .distinct()
                .toList();
    }

    /** "How much did we pay for it?" asks for nobody's pay. In other languages than English every word counts. */
    private static Predicate<Phrase> speaksOfAThing(String question) {
        if (!Coverage.isEnglish(question)) {
            return phrase -> true;
        }
        Set<Integer> nouns = Nouns.in(question);
        return phrase -> nouns.contains(phrase.start())
                || Words.of(question.substring(phrase.start(), phrase.end())).size() > 1;
    }

    /** Whether a text that people wrote about the data tells of anything that may not be seen, values included. */
    public boolean isToldIn(String text) {
        return phrases(text, List.of(), term -> true).stream().anyMatch(Phrase::withheld);
    }

    private List<Phrase> phrases(String text, List<Mention> mentions, Predicate<Term> counts) {
        List<Words.Word> words = Words.of(text);
        List<Phrase> found = new ArrayList<>();
        for (int length = Math.min(Lexicon.LONGEST, words.size()); length > 0; length--) {
            for (int first = 0; first + length <= words.size(); first++) {
                List<Words.Word> phrase = words.subList(first, first + length);
                int start = phrase.get(0).start();
                int end = phrase.get(length - 1).end();
                String key =
                        String.join(" ", phrase.stream().map(Words.Word::stem).toList());
                boolean within = found.stream().anyMatch(longer -> longer.start() <= start && end <= longer.end());
                boolean visible = !seen.meanings(key).isEmpty() || isOfAValue(start, end, key, mentions);
                boolean withheld = !visible
                        && !saysNothing(phrase)
                        && whole.meanings(key).stream().anyMatch(counts);
                if (!within && (visible || withheld)) {
                    found.add(new Phrase(start, end, withheld));
                }
            }
        }
        return found;
    }

    /** "Compensation Partners" is the name of a company. */
    private static boolean isOfAValue(int start, int end, String key, List<Mention> mentions) {
        return mentions.stream()
                .filter(mention -> mention.start() <= start && end <= mention.end())
                .flatMap(mention -> mention.candidates().stream())
                .anyMatch(term -> (" " + Words.key(term.value()) + " ").contains(" " + key + " "));
    }

    /** A column called "month" or "value" makes no question one about it. */
    private static boolean saysNothing(List<Words.Word> phrase) {
        return phrase.stream().allMatch(word -> Coverage.isGeneral(word) || Coverage.isNumber(word));
    }
}
