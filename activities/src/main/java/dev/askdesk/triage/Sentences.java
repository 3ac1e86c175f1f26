package dev.askdesk.triage;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Sentences of a text, and one of them. */
public final class Sentences {
    private static final int MOST_WORDS = 45;
    private static final int LONGEST = 300;
    /** After these a dot ends no sentence. */
    private static final Pattern ABBREVIATED = Pattern.compile(
            "(?:^|.*[\\s(])(?:e\\.g|i\\.e|etc|vs|Mr|Mrs|Ms|Dr|No|approx|z\\.B|bzw|ca|p\\.ex|a\\.m|p\\.m|[A-Z])\\.\\s*",
            Pattern.DOTALL);

    private Sentences() {}

    /** In their order, each on one line; a line of a list is a sentence of its own. */
    public static List<String> of(String text) {
        List<String> sentences = new ArrayList<>();
        for (String paragraph : text.split("\\n\\s*\\n|\\n(?=\\s*(?:[-*•]|\\d+[.)]) )")) {
            String line = paragraph.replaceAll("\\s+", " ").strip();
            BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
            breaks.setText(line);
            StringBuilder open = new StringBuilder();
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
                open.append(line, from, to);
                if (!ABBREVIATED.matcher(open).matches()) {
                    add(sentences, open);
                }
            }
            add(sentences, open);
        }
        return sentences;
    }

    private static void add(List<String> sentences, StringBuilder open) {
        String sentence = open.toString().strip();
        open.setLength(0);
        if (!sentence.isEmpty()) {
            sentences.add(sentence);
        }
    }

    /**
     * What a model wrote, held to one sentence: the first that asks, or else the first, without lists, quotes and labels;
     * empty where it wrote nothing.
     */
    public static String one(String text) {
        List<String> sentences = of(text.replaceAll("(?m)^\\s*(?:[-*•#>]+|\\d+[.)])\\s+", "")
                .replaceAll("(?i)^\\s*(?:question|summary|the question is)\\s*:\\s*", "")
                .replaceAll("[*_`]{2,}|^[\"“]+|[\"”]+$", ""));
        String one = sentences.stream()
                .filter(sentence -> sentence.endsWith("?"))
                .findFirst()
                .orElse(sentences.isEmpty() ? "" : sentences.get(0));
        String[] words = one.split("\\s+");
        if (words.length > MOST_WORDS) {
            one = String.join(" ", List.of(words).subList(0, MOST_WORDS)) + "…";
        }
        if (one.length() > LONGEST) {
            one = one.substring(0, LONGEST - 1) + "…";
        }
        return one.isEmpty() || one.matches(".*[.?!…。？！]") ? one : one + (asks(one) ? "?" : ".");
    }

    private static boolean asks(String sentence) {
        return sentence.matches(
                "(?i)(?:how|what|why|where|when|which|who|can|could|is|are|do|does|may|should|will|would)\\b.*");
    }
}
