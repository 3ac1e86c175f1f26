package dev.askdesk.triage;

import dev.askdesk.knowledge.EnglishTerms;
import dev.askdesk.knowledge.QueryText;
import dev.askdesk.workflows.triage.TicketActivity.CleanTicket;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The question of a ticket in its own words, and whether another sentence is about the same. */
public final class TicketQuestion {
    private static final int FEWEST_WORDS = 3;
    /** Share of a question's terms that its ticket has. Small models copy what they were once shown. */
    private static final double FROM_THE_TICKET = 0.4;

    /** Share of the commonest English words from which on a text is taken for English. */
    private static final double ENGLISH = 0.15;

    private static final Set<String> COMMON = Set.of(
            "the", "a", "an", "to", "and", "of", "in", "is", "it", "i", "you", "that", "for", "on", "my", "with",
            "this", "not", "but", "can", "be", "have", "do", "we", "me", "from", "at", "or", "are", "was", "so", "if",
            "your");

    private static final Pattern ASKS = Pattern.compile("\\?\\s*$");
    private static final Pattern QUESTION_WORD = Pattern.compile(
            "(?i)^(?:so |and |but |also |then )?(?:how|what|why|where|when|which|who|can|could|is|are|do|does|did|may|should|will|would|any)\\b.*");
    private static final Pattern NEED = Pattern.compile(
            "(?i).*\\b(?:need|needs|want|would like|can you|could you|please|trying to|unable|can'?t|cannot|couldn'?t|won'?t|doesn'?t|does not"
                    + "|isn'?t|not working|stopped|fails?|failed|error|problem|issue|broken?|lost|stolen|forgot|locked|expired|request|wondering|how to"
                    + "|brauche|kann (?:ich|nicht)|funktioniert nicht|wie|bitte|besoin|comment|impossible|puis-je|necesito|cómo|no puedo"
                    + "|bisogno|come|non riesco|preciso|como|não consigo)\\b.*");
    private static final Pattern THANKS = Pattern.compile(
            "(?i)^(?:thanks|thank you|thx|many thanks|great|perfect|awesome|works now|all good|never ?mind|danke|merci|gracias|grazie|obrigad[oa]).*");

    private static final Pattern SETTLED = Pattern.compile(
            "(?is).*\\b(?:nothing (?:further|else|more)|no further (?:action|help)|(?:please|you can|can be) close|(?:is|got|all) (?:sorted|solved|resolved|fixed)"
                    + "|problem solved|works (?:again|now|fine))\\b.*");

    private TicketQuestion() {}

    /** Whether a sentence speaks of what the ticket speaks of; in another language than English, that cannot be told. */
    public static boolean isOf(String sentence, CleanTicket ticket) {
        String said = ticket.subject() + "\n" + ticket.text();
        Set<String> asked = new HashSet<>(QueryText.told(sentence));
        if (asked.isEmpty() || !isEnglish(said)) {
            return true;
        }
        int all = asked.size();
        asked.retainAll(new HashSet<>(EnglishTerms.of(said)));
        return asked.size() >= FROM_THE_TICKET * all;
    }

    private static boolean isEnglish(String text) {
        String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}]+");
        long common = List.of(words).stream().filter(COMMON::contains).count();
        return common >= ENGLISH * words.length;
    }

    /** The sentence that asks most clearly, with the subject where it says little; empty where nothing is asked. */
    public static String of(CleanTicket ticket) {
        boolean settled = THANKS.matcher(ticket.latest().strip()).matches()
                || SETTLED.matcher(ticket.latest()).matches();
        if (settled && !ticket.latest().contains("?")) {
            return "";
        }
        String best = "";
        double most = 0;
        int place = 0;
        for (String sentence : Sentences.of(ticket.latest())) {
            double score = asking(sentence) - 0.02 * place++;
            if (score > most) {
                most = score;
                best = sentence;
            }
        }
        String subject = ticket.subject().strip();
        if (best.isEmpty()) {
            return subject.split("\\s+").length < FEWEST_WORDS ? "" : subject;
        }
        // "It still does not work." says nothing without what the subject says.
        boolean vague = told(best) < FEWEST_WORDS;
        return vague && !subject.isEmpty() ? subject + ": " + best : best;
    }

    private static double asking(String sentence) {
        int words = sentence.split("\\s+").length;
        if (words < FEWEST_WORDS
                || THANKS.matcher(sentence).matches() && !ASKS.matcher(sentence).find()) {
            return 0;
        }
        double score = ASKS.matcher(sentence).find() ? 2 : 0;
        score += QUESTION_WORD.matcher(sentence).matches() ? 0.5 : 0;
        score += NEED.matcher(sentence).matches() ? 1 : 0;
        // "What do I have to do now?" asks clearly, and says nothing.
        return score + 0.25 * Math.min(6, told(sentence));
    }

    private static long told(String sentence) {
        return QueryText.told(sentence).stream().distinct().count();
    }
}
