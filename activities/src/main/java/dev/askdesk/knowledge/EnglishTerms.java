package dev.askdesk.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The terms of a text, by Lucene's English analysis: words in lower case, without possessives and stop words, stemmed.
 * Every index gets text and query through it, so that all find the same.
 */
public final class EnglishTerms {
    private static final Analyzer ANALYZER = new EnglishAnalyzer();

    private EnglishTerms() {}

    /** In their order; a word that comes twice is there twice. */
    public static List<String> of(String text) {
        List<String> terms = new ArrayList<>();
        // What a file name, a host or a snake_case name is made of, is looked for by its parts.
        String words = text.replaceAll("[._/\\\\-]+", " ");
        try (TokenStream stream = ANALYZER.tokenStream("", words)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                terms.add(term.toString());
            }
            stream.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return terms;
    }

    public static String line(String text) {
        return String.join(" ", of(text));
    }
}
