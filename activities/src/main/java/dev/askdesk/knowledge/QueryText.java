package dev.askdesk.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is looked for, out of what a person writes: without greetings, thanks and other words that any page could have. */
public final class QueryText {
    private static final Pattern POLITE = Pattern.compile(
            "^\\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\\b(?: (?:all|team|there|folks|everyone|it|support|helpdesk))*\\s*[,!.:-]*\\s*"
                    + "|\\b(?:please|pls|thanks(?: (?:a lot|so much|in advance|again))?|thank you(?: (?:so|very) much| in advance)?|thx|cheers)\\b[,!.]*"
                    + "|\\b(?:i was wondering|i am wondering|just wondering|quick question|can (?:someone|anyone|somebody|anybody|you) (?:tell|help|explain)(?: me)?"
                    + "|does (?:anyone|anybody) know|any (?:idea|help)s?(?: (?:is|would be) appreciated)?|do you know)\\b[,:]*",
            Pattern.CASE_INSENSITIVE);
    /** Stems that say how people ask, and not what about. */
    private static final Set<String> EMPTY = Set.of(
            "how",
            "what",
            "where",
            "when",
            "who",
            "why",
            "which",
            "do",
            "doe",
            "did",
            "can",
            "could",
            "should",
            "would",
            "i",
            "my",
            "me",
            "we",
            "our",
            "us",
            "you",
            "your",
            "have",
            "ha",
            "had",
            "get",
            "got",
            "need",
            "want",
            "help",
            "know",
            "tell",
            "am",
            "im",
            "i'm",
            "i'v",
            "i'd",
            "from",
            "about",
            "someon",
            "anyon",
            "somebodi",
            "some",
            "ani",
            "just",
            "so",
            "also",
            "like",
            "there's",
            "it'",
            "it's",
            "don't",
            "doesn't",
            "can't",
            "cant",
            "dont");

    private QueryText() {}

    /** The question as it is embedded; the text itself where nothing else would be left. */
    public static String asked(String question) {
        String asked =
                POLITE.matcher(question).replaceAll(" ").replaceAll("\\s+", " ").strip();
        return asked.replaceAll("[^\\p{L}\\p{N}]+", "").isEmpty() ? question.strip() : asked;
    }

    /** Terms of the question, then those of the other words that it does not have. */
    static String terms(String question, String words) {
        List<String> terms = new ArrayList<>(told(question));
        Set<String> more = new LinkedHashSet<>(told(words));
        terms.forEach(more::remove);
        more.stream().limit(MOST_MORE).forEach(terms::add);
        return String.join(" ", terms);
    }

    private static final int MOST_MORE = 8;

    /** Stems that say what a text is about. */
    public static List<String> told(String text) {
        return EnglishTerms.of(text).stream()
                .filter(term -> !EMPTY.contains(term))
                .toList();
    }
}
