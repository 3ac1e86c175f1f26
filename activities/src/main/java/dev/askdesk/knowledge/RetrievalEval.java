package dev.askdesk.knowledge;

import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.retrieval.PassageIndex.Candidates;
import dev.askdesk.adapters.retrieval.PassageIndex.Hit;
import dev.askdesk.adapters.retrieval.PassageIndex.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How often the page that answers a question is found, by several ways of ranking in one run. MRR is the mean of 1 / rank
 * of the first right page, 0 where none is found.
 */
public final class RetrievalEval {
    /** Of reciprocal rank fusion, as Cormack, Clarke and Büttcher (SIGIR 2009) give it. */
    private static final int RRF = 60;

    private static final int WARM_UP = 30;

    private final List<Run> runs;
    private final List<Double> millis;

    private RetrievalEval(List<Run> runs, List<Double> millis) {
        this.runs = runs;
        this.millis = millis;
    }

    /** @param pages ids of pages each of which answers the question by itself */
    public record Asked(String question, List<String> pages) {
        public Asked {
            pages = List.copyOf(pages);
        }
    }

    /** @param plain what the question itself finds, as it is written; {@code asked} as Desk asks */
    private record Run(Asked question, Candidates plain, Candidates asked) {}

    public record Score(String way, double hitAt1, double hitAt5, double meanReciprocalRank) {}

    public static RetrievalEval of(List<Asked> questions, PassageIndex index, Embeddings embeddings) {
        PassageSearch search = new PassageSearch(index, embeddings, Ranking.BEST);
        List<Run> runs = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        // A worker searches all day: what loading classes and models takes is not what a search takes.
        questions.stream().limit(WARM_UP).forEach(question -> search.candidates(question.question(), ""));
        for (Asked question : questions) {
            float[] vector = embeddings.embed(List.of(question.question())).get(0);
            Candidates plain =
                    index.search(new Query(EnglishTerms.line(question.question()), vector, PassageSearch.CANDIDATES));
            long began = System.nanoTime();
            Candidates asked = search.candidates(question.question(), "");
            Ranking.BEST.rank(asked);
            millis.add((System.nanoTime() - began) / 1e6);
            runs.add(new Run(question, plain, asked));
        }
        return new RetrievalEval(runs, millis);
    }

    public List<Score> scores() {
        Ranking best = Ranking.BEST;
        List<Score> scores = new ArrayList<>();
        scores.add(score("vector", run -> pages(run.plain.byVector())));
        scores.add(score("BM25", run -> pages(run.plain.byTerms())));
        scores.add(score("fused by ranks", run -> fused(run.plain)));
        scores.add(score("Askdesk", run -> ranked(best, run.asked)));
        scores.add(score("  without query rewriting", run -> ranked(best, run.plain)));
        scores.add(without("  without whole pages", best.vector(), best.terms(), 0, 0, best.second()));
        scores.add(without(
                "  without second passages", best.vector(), best.terms(), best.pageVector(), best.pageTerms(), 0));
        scores.add(without("  without words", best.vector(), 0, best.pageVector(), 0, best.second()));
        scores.add(without("  without vectors", 0, best.terms(), 0, best.pageTerms(), best.second()));
        return scores;
    }

    private Score without(String way, double vector, double terms, double pageVector, double pageTerms, double second) {
        Ranking rest = new Ranking(vector, terms, pageVector, pageTerms, second);
        return score(way, run -> ranked(rest, run.asked));
    }

    /** Questions whose page is not among the first five, with what came first. */
    public List<String> misses() {
        List<String> misses = new ArrayList<>();
        for (Run run : runs) {
            List<String> pages = ranked(Ranking.BEST, run.asked);
            int rank = rank(pages, run.question);
            if (rank == 0 || rank > 5) {
                misses.add(run.question.question() + " → " + run.question.pages() + ", found at " + rank + ", first "
                        + pages.stream().limit(3).toList());
            }
        }
        return misses;
    }

    /** @param share such as 0.95 for the 95th percentile */
    public double millis(double share) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1));
    }

    private Score score(String way, Function<Run, List<String>> ranking) {
        int first = 0;
        int five = 0;
        double reciprocal = 0;
        for (Run run : runs) {
            int rank = rank(ranking.apply(run), run.question);
            first += rank == 1 ? 1 : 0;
            five += rank >= 1 && rank <= 5 ? 1 : 0;
            reciprocal += rank == 0 ? 0 : 1.0 / rank;
        }
        double all = Math.max(1, runs.size());
        return new Score(way, first / all, five / all, reciprocal / all);
    }

    /** Place of the first right page, from 1; 0 where none is there. */
    private static int rank(List<String> pages, Asked question) {
        for (int i = 0; i < pages.size(); i++) {
            if (question.pages().contains(pages.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static List<String> ranked(Ranking ranking, Candidates candidates) {
        return ranking.rank(candidates).stream().map(Ranking.Ranked::pageId).toList();
    }

    private static List<String> pages(List<Hit> hits) {
        return hits.stream().map(hit -> hit.chunk().pageId()).distinct().toList();
    }

    private static List<String> fused(Candidates candidates) {
        Map<String, Double> scores = new LinkedHashMap<>();
        Map<String, String> pageOf = new HashMap<>();
        for (List<Hit> hits : List.of(candidates.byVector(), candidates.byTerms())) {
            for (int i = 0; i < hits.size(); i++) {
                scores.merge(hits.get(i).chunk().key(), 1.0 / (RRF + i + 1), Double::sum);
                pageOf.put(hits.get(i).chunk().key(), hits.get(i).chunk().pageId());
            }
        }
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
                .map(entry -> pageOf.get(entry.getKey()))
                .distinct()
                .toList();
    }
}
