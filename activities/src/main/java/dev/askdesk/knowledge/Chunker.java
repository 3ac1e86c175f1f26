package dev.askdesk.knowledge;

import dev.askdesk.adapters.wiki.WikiPage;
import dev.askdesk.adapters.wiki.WikiPage.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cuts a page into passages: by heading, and where a section is long, between paragraphs or items, at about as many
 * words as the model of embeddings reads.
 */
public final class Chunker {
    /** Of the whole way of cutting: pages that were cut another way are cut again. */
    public static final String VERSION = "3";

    static final int MOST_WORDS = 180;
    private static final Pattern PARTS = Pattern.compile("\\n\\s*\\n|\\n(?=\\s*(?:[-*]|\\d+[.)]) )");
    private static final Pattern SENTENCES = Pattern.compile("(?<=[.!?])\\s+");

    private Chunker() {}

    /** @param headings path to the passage below the page's title */
    public record Passage(List<String> headings, String text) {
        public Passage {
            headings = List.copyOf(headings);
        }

        /** What is embedded: a passage alone often does not say what it is about. */
        public String inContext(String title) {
            return title + (headings.isEmpty() ? "" : ". " + String.join(" > ", headings)) + "\n" + text;
        }
    }

    /** A page of headings alone has a passage with the title for its text, so that it can be found. */
    public static List<Passage> cut(WikiPage page) {
        List<Passage> passages = new ArrayList<>();
        for (Section section : page.sections()) {
            for (String text : pieces(section.text())) {
                passages.add(new Passage(section.headings(), text));
            }
        }
        return passages.isEmpty() ? List.of(new Passage(List.of(), page.title())) : passages;
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        int words = 0;
        for (String part : shortParts(text)) {
            int more = words(part);
            if (words > 0 && words + more > MOST_WORDS) {
                pieces.add(piece.toString().strip());
                piece.setLength(0);
                words = 0;
            }
            piece.append(piece.length() == 0 ? "" : "\n").append(part);
            words += more;
        }
        if (words > 0) {
            pieces.add(piece.toString().strip());
        }
        return pieces;
    }

    /** Paragraphs and items; one that is too long itself by its sentences, and a sentence without end by its words. */
    private static List<String> shortParts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : PARTS.split(text)) {
            if (words(part) <= MOST_WORDS) {
                parts.add(part.strip());
                continue;
            }
            for (String sentence : SENTENCES.split(part)) {
                String[] words = sentence.strip().split("\\s+");
                for (int from = 0; from < words.length; from += MOST_WORDS) {
                    int to = Math.min(from + MOST_WORDS, words.length);
                    parts.add(String.join(" ", List.of(words).subList(from, to)));
                }
            }
        }
        parts.removeIf(String::isBlank);
        return parts;
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }
}
