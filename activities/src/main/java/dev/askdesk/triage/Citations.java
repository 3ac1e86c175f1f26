package dev.askdesk.triage;

import dev.askdesk.knowledge.EnglishTerms;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import dev.askdesk.workflows.triage.AnswerActivity.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds every sentence of an answer against the passage that it cites: most of its words stand there, and every number,
 * address and name of a thing does. A sentence that another passage bears out cites that one; what none bears out is
 * left out. A model that was talked into something by a ticket gets no further than that.
 */
public final class Citations {
    /** Share of a sentence's terms that its passage has. */
    static final double ENOUGH = 0.6;

    private static final int FEWEST_TERMS = 2;
    private static final Pattern MARKS = Pattern.compile("\\s*\\[(?:\\d+|source \\d+|passage \\d+)(?:,\\s*\\d+)*]");
    /** What must stand in the passage as it is: addresses, numbers, paths. */
    private static final Pattern EXACT = Pattern.compile(
            "https?://[^\\s)>\\]]+|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|\\b[\\w-]+\\.(?:com|org|net|io|dev|example|gov)\\b|\\b\\d[\\d.,:-]*\\b|\\b[A-Z]{2,}\\d+\\b");

    private Citations() {}

    /**
     * The sentences that can stand, in their order.
     *
     * @param sentences as a model gave them, with the sources that it names
     */
    public static List<Sentence> checked(List<Sentence> sentences, List<Passage> passages) {
        List<Sentence> checked = new ArrayList<>();
        Set<String> said = new HashSet<>();
        for (Sentence sentence : sentences) {
            String text = MARKS.matcher(sentence.text())
                    .replaceAll("")
                    .replaceAll("\\s+", " ")
                    .strip();
            Sentence best = best(text, sentence.source(), passages);
            if (best.support() >= ENOUGH && said.add(text.toLowerCase(Locale.ROOT))) {
                checked.add(best);
            }
        }
        return checked;
    }

    /** Under the source that it names, unless another bears it out better. */
    private static Sentence best(String text, int named, List<Passage> passages) {
        Sentence best = new Sentence(
                text, named, named < 1 || named > passages.size() ? 0 : support(text, passages.get(named - 1)));
        for (int i = 0; best.support() < ENOUGH && i < passages.size(); i++) {
            double support = support(text, passages.get(i));
            best = support > best.support() ? new Sentence(text, i + 1, support) : best;
        }
        return best;
    }

    /** How much of a sentence stands in a passage, from 0 to 1; 0 where something exact of it does not. */
    static double support(String sentence, Passage passage) {
        String whole = passage.title() + "\n" + String.join("\n", passage.headings()) + "\n" + passage.text();
        String lower = whole.toLowerCase(Locale.ROOT);
        Matcher exact = EXACT.matcher(sentence);
        while (exact.find()) {
            if (!lower.contains(exact.group().toLowerCase(Locale.ROOT).replaceAll("[.,:-]+$", ""))) {
                return 0;
            }
        }
        Set<String> wanted = new HashSet<>(EnglishTerms.of(sentence));
        if (wanted.size() < FEWEST_TERMS) {
            return 0;
        }
        int all = wanted.size();
        wanted.retainAll(new HashSet<>(EnglishTerms.of(whole)));
        return (double) wanted.size() / all;
    }
}
