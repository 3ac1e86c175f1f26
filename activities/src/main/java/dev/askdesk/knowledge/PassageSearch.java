package dev.askdesk.knowledge;

import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.retrieval.PassageIndex.Candidates;
import dev.askdesk.adapters.retrieval.PassageIndex.Found;
import dev.askdesk.adapters.retrieval.PassageIndex.Query;
import dev.askdesk.adapters.retrieval.Vectors;
import dev.askdesk.knowledge.Ranking.Ranked;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** From a question to the passages that are nearest to it, those of one page together. */
public final class PassageSearch {
    /** Passages that each way of looking gives: enough for the pages that a person would look at. */
    public static final int CANDIDATES = 50;

    /** Passages of one page that are shown together. */
    private static final int TOGETHER = 2;

    /** Cosine from which on a ticket's text is about what its question is about, and in the same language. */
    private static final double SAME_MATTER = 0.3;

    /** What a ticket's text counts beside its question. */
    private static final double CONTEXT = 0.6;

    private final PassageIndex index;
    private final Embeddings embeddings;
    private final Ranking ranking;

    public PassageSearch(PassageIndex index, Embeddings embeddings, Ranking ranking) {
        this.index = index;
        this.embeddings = embeddings;
        this.ranking = ranking;
    }

    /**
     * @param question as a person asks, or as a model words it
     * @param context what else is known, such as a ticket's subject and text; may be empty
     * @param pages so many at most
     * @return best page first, with its best passages
     */
    public List<Passage> search(String question, String context, int pages) {
        return ranking.rank(candidates(question, context)).stream()
                .limit(pages)
                .map(PassageSearch::passage)
                .toList();
    }

    /** Whether a passage is about what was asked, as far as the embeddings can tell. */
    public boolean isNear(Passage passage) {
        return passage.score() >= embeddings.nearEnough();
    }

    /** What each way of looking finds. */
    public Candidates candidates(String question, String context) {
        String asked = QueryText.asked(question);
        float[] vector = context.isBlank()
                ? embeddings.embed(List.of(asked)).get(0)
                : between(embeddings.embed(List.of(asked, context)));
        return index.search(new Query(QueryText.terms(asked, context), vector, CANDIDATES));
    }

    /** The question's direction, turned towards the context's, where the two speak of the same. */
    private static float[] between(List<float[]> vectors) {
        float[] question = vectors.get(0);
        float[] context = vectors.get(1);
        if (Vectors.dot(question, context) < SAME_MATTER) {
            return question;
        }
        float[] between = new float[question.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = (float) (question[i] + CONTEXT * context[i]);
        }
        return Vectors.unit(between);
    }

    private static Passage passage(Ranked page) {
        List<Found> shown = page.passages().stream().limit(TOGETHER).toList();
        Found best = shown.get(0);
        String text = shown.stream()
                .sorted(Comparator.comparingInt(Found::place))
                .map(found -> found.equals(best)
                                || found.headings().equals(best.headings())
                                || found.headings().isEmpty()
                        ? found.text()
                        : found.headings().get(found.headings().size() - 1) + ":\n" + found.text())
                .collect(Collectors.joining("\n\n"));
        return new Passage(best.pageId(), best.title(), best.url(), best.headings(), text, page.cosine());
    }
}
