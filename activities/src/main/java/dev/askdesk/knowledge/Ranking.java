package dev.askdesk.knowledge;

import dev.askdesk.adapters.retrieval.PassageIndex.Candidates;
import dev.askdesk.adapters.retrieval.PassageIndex.Found;
import dev.askdesk.adapters.retrieval.PassageIndex.Hit;
import dev.askdesk.adapters.retrieval.PassageIndex.PageHit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the pages that were found by different ways of looking into one order: each way's scores are brought to a scale
 * from 0 to 1 over what it found, and a page's evidence is added up with weights. That keeps how much better one hit is
 * than the next, which fusion by ranks throws away.
 *
 * @param vector weight of a page's nearest passage by vector
 * @param terms weight of its best passage by words
 * @param pageVector weight of the whole page by vector: the mean of its passages
 * @param pageTerms weight of the whole page by words
 * @param second what a page's second passage counts, as a share of the first's weight
 */
public record Ranking(double vector, double terms, double pageVector, double pageTerms, double second) {
    public static final Ranking BEST = new Ranking(1, 0.4, 0.3, 0.5, 0.2);

    /**
     * A page with the passages of it that were found.
     *
     * @param score comparable within one search
     * @param cosine of its nearest passage; 0 where none was found by vector
     * @param passages best first
     */
    public record Ranked(String pageId, double score, double cosine, List<Found> passages) {
        public Ranked {
            passages = List.copyOf(passages);
        }
    }

    /** What is known of a page. */
    private static final class Evidence {
        private final Map<String, Found> found = new LinkedHashMap<>();
        private final Map<String, Double> byPassage = new HashMap<>();
        private final List<Double> near = new ArrayList<>();
        private final List<Double> words = new ArrayList<>();
        private double nearWhole;
        private double whole;
        private double cosine;

        void passage(Hit hit, double score) {
            found.putIfAbsent(hit.chunk().key(), hit.chunk());
            byPassage.merge(hit.chunk().key(), score, Double::sum);
        }
    }

    /** Best page first. Pages that only their whole text found have no passage to show, and are left out. */
    public List<Ranked> rank(Candidates candidates) {
        Map<String, Evidence> pages = new LinkedHashMap<>();
        double nearest = best(candidates.byVector());
        double farthest = candidates.byVector().isEmpty()
                ? 0
                : candidates.byVector().get(candidates.byVector().size() - 1).score();
        for (Hit hit : candidates.byVector()) {
            double score = scaled(hit.score(), farthest, nearest);
            Evidence page = pages.computeIfAbsent(hit.chunk().pageId(), unused -> new Evidence());
            page.near.add(score);
            page.cosine = Math.max(page.cosine, hit.score());
            page.passage(hit, vector * score);
        }
        double most = best(candidates.byTerms());
        for (Hit hit : candidates.byTerms()) {
            double score = scaled(hit.score(), 0, most);
            Evidence page = pages.computeIfAbsent(hit.chunk().pageId(), unused -> new Evidence());
            page.words.add(score);
            page.passage(hit, terms * score);
        }
        double farthestPage = least(candidates.pagesByVector());
        double nearestPage = best(candidates.pagesByVector(), farthestPage);
        for (PageHit hit : candidates.pagesByVector()) {
            Evidence page = pages.get(hit.pageId());
            if (page != null) {
                page.nearWhole = scaled(hit.score(), farthestPage, nearestPage);
            }
        }
        double mostOfPage = best(candidates.pagesByTerms(), 0);
        for (PageHit hit : candidates.pagesByTerms()) {
            Evidence page = pages.get(hit.pageId());
            if (page != null) {
                page.whole = scaled(hit.score(), 0, mostOfPage);
            }
        }
        return pages.entrySet().stream()
                .map(page -> ranked(page.getKey(), page.getValue()))
                .sorted(Comparator.comparingDouble(Ranked::score).reversed())
                .toList();
    }

    /** From 0 for the least to 1 for the most. */
    private static double scaled(double score, double least, double most) {
        return most == least ? 1 : (score - least) / (most - least);
    }

    private static double best(List<PageHit> pages, double ofNone) {
        return pages.isEmpty() ? ofNone : pages.get(0).score();
    }

    private static double least(List<PageHit> pages) {
        return pages.isEmpty() ? 0 : pages.get(pages.size() - 1).score();
    }

    private static double best(List<Hit> hits) {
        return hits.isEmpty() ? 0 : hits.get(0).score();
    }

    private Ranked ranked(String pageId, Evidence page) {
        double score = vector * firstTwo(page.near)
                + terms * firstTwo(page.words)
                + pageVector * page.nearWhole
                + pageTerms * page.whole;
        List<Found> passages = page.found.values().stream()
                .sorted(Comparator.comparingDouble((Found found) -> page.byPassage.getOrDefault(found.key(), 0.0))
                        .reversed())
                .toList();
        return new Ranked(pageId, score / (vector + terms + pageVector + pageTerms), page.cosine, passages);
    }

    private double firstTwo(List<Double> scores) {
        double first = scores.isEmpty() ? 0 : scores.get(0);
        double next = scores.size() < 2 ? 0 : scores.get(1);
        return (first + second * next) / (1 + second);
    }
}
