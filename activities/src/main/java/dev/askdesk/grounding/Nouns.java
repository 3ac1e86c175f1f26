package dev.askdesk.grounding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTagger;
import opennlp.tools.postag.ThreadSafePOSTaggerME;
import opennlp.tools.tokenize.SimpleTokenizer;
import opennlp.tools.util.Span;

/** Which words of an English text name a thing, by Apache OpenNLP's part-of-speech model. */
public final class Nouns {
    private static final String MODEL = "opennlp-en-ud-ewt-pos-1.3-2.5.4.bin";
    /** Tags of Universal Dependencies: common and proper nouns. */
    private static final Set<String> NOUNS = Set.of("NOUN", "PROPN");

    private Nouns() {}

    /** Offsets at which a noun begins; an acronym counts as one. */
    public static Set<Integer> in(String text) {
        Span[] spans = SimpleTokenizer.INSTANCE.tokenizePos(text);
        String[] tokens = Span.spansToStrings(spans, text);
        String[] tags = Tagger.LOADED.tag(tokens);
        Set<Integer> starts = new HashSet<>();
        for (int i = 0; i < spans.length; i++) {
            if (NOUNS.contains(tags[i]) || isAcronym(tokens[i])) {
                starts.add(spans[i].getStart());
            }
        }
        return starts;
    }

    static boolean isAcronym(String word) {
        return word.length() > 1 && Character.isLetter(word.charAt(0)) && word.equals(word.toUpperCase(Locale.ROOT));
    }

    /** Loaded when the first catalog asks for it. */
    private static final class Tagger {
        static final POSTagger LOADED = load();

        private static POSTagger load() {
            ClassLoader loader = Nouns.class.getClassLoader();
            try (InputStream model = loader == null ? null : loader.getResourceAsStream(MODEL)) {
                if (model == null) {
                    throw new IllegalStateException(MODEL + " is not on the class path; build the program again.");
                }
                return new ThreadSafePOSTaggerME(new POSModel(model));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
