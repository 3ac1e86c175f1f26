package dev.askdesk.grounding;

import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import dev.askdesk.workflows.ask.Grounding.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The verified questions: those that a steward accepted, then the catalog's own. What is looked up in is made anew when
 * the accepted ones are others than before.
 */
final class KnownQuestions {
    private final Supplier<List<VerifiedQuestion>> accepted;
    private final List<VerifiedQuestion> ofCatalog;
    private final Function<String, List<String>> names;
    private @Nullable Index index;

    private record Index(List<VerifiedQuestion> of, Map<String, String> sqlByKey, SimilarQuestions similar) {}

    /** @param names finds the mentions of values in a question */
    KnownQuestions(
            Supplier<List<VerifiedQuestion>> accepted,
            List<VerifiedQuestion> ofCatalog,
            Function<String, List<String>> names) {
        this.accepted = accepted;
        this.ofCatalog = ofCatalog;
        this.names = names;
    }

    /** The SQL of the question that equals this one; {@code null} if none does. */
    @Nullable
    String sql(String question) {
        return index().sqlByKey().get(Words.key(question));
    }

    /** Nearest first, the ones that are hardly alike left out. */
    List<Example> like(String question, List<String> named, int most) {
        return index().similar().like(question, named, most);
    }

    private synchronized Index index() {
        List<VerifiedQuestion> now = accepted.get();
        Index known = index;
        if (known == null || !known.of().equals(now)) {
            List<VerifiedQuestion> all = new ArrayList<>(now);
            all.addAll(ofCatalog);
            Map<String, String> sqlByKey = new HashMap<>();
            all.forEach(question -> sqlByKey.putIfAbsent(Words.key(question.question()), question.sql()));
            known = new Index(now, sqlByKey, new SimilarQuestions(all, names));
            index = known;
        }
        return known;
    }
}
