package dev.askdesk.knowledge;

import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.retrieval.PassageIndex.Candidates;
import dev.askdesk.adapters.retrieval.PassageIndex.Found;
import dev.askdesk.adapters.retrieval.PassageIndex.Query;
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
     * @param words what else is known, whose words are looked for too; may be empty
     * @param pages so many at most
     * @return best page first, with its best passages
     */
    public List<Passage> search(String question, String words, int pages) {
        return ranking.rank(candidates(question, words)).stream()
                .limit(pages)
                .map(PassageSearch::passage)
                .toList();
    }

    /** What each way of looking finds. */
    public Candidates candidates(String question, String words) {
        String asked = QueryText.asked(question);
        float[] vector = embeddings.embed(List.of(asked)).get(0);
        return index.search(new Query(QueryText.terms(asked, words), vector, CANDIDATES));
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
