package dev.askdesk.adapters.retrieval;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Port of the index of the wiki's passages, for one model of embeddings: another model has an index of its own, beside
 * the one in use, until it is whole. Implementations are safe for use by several threads and throw {@link
 * dev.askdesk.adapters.OutsideException}.
 */
public interface PassageIndex extends AutoCloseable {
    /** Versions of the pages that are whole in the index, by page id. An index that does not exist yet has none. */
    Map<String, String> pages();

    /** Puts pages in the place of what the index has of them. Broken off half-way, a page counts as not indexed. */
    void replace(List<IndexedPage> pages);

    /** Takes pages out; ids that it does not have are no error. */
    void remove(Collection<String> pageIds);

    /** The index is whole: it is searched from now on, and those of other models are dropped. */
    void finish();

    /**
     * What is near to a query, by each way of looking on its own.
     *
     * @throws dev.askdesk.adapters.OutsideException {@code INDEX_MISSING} where the index was never whole
     */
    Candidates search(Query query);

    /** When the index was last made whole, as an ISO time; empty where it never was. */
    Optional<String> finishedAt();

    @Override
    void close();

    /**
     * A page with all of its passages.
     *
     * @param terms of its whole text
     * @param vector of the whole page, of length 1
     */
    record IndexedPage(
            String pageId, String version, String title, String url, Terms terms, float[] vector, List<Chunk> chunks) {
        public IndexedPage {
            chunks = List.copyOf(chunks);
        }
    }

    /**
     * A passage.
     *
     * @param place in its page, from 0
     * @param headings path to it below the page's title
     * @param vector of length 1
     */
    record Chunk(int place, List<String> headings, String text, Terms terms, float[] vector) {
        public Chunk {
            headings = List.copyOf(headings);
        }
    }

    /**
     * What words are looked for in, as the terms that the same analysis makes of text and query: lower case, stems, no
     * stop words; in their order, with a space between.
     *
     * @param title of the page, with its labels and the words of its address
     */
    record Terms(String title, String headings, String body) {}

    /**
     * @param terms as of {@link Terms}; may be empty
     * @param vector of length 1
     * @param limit passages of each way of looking
     */
    record Query(String terms, float[] vector, int limit) {}

    /**
     * @param byVector nearest by cosine first
     * @param byTerms best by BM25 over title, headings and body first
     * @param pagesByVector nearest whole pages first
     * @param pagesByTerms best whole pages first
     */
    record Candidates(List<Hit> byVector, List<Hit> byTerms, List<PageHit> pagesByVector, List<PageHit> pagesByTerms) {
        public Candidates {
            byVector = List.copyOf(byVector);
            byTerms = List.copyOf(byTerms);
            pagesByVector = List.copyOf(pagesByVector);
            pagesByTerms = List.copyOf(pagesByTerms);
        }
    }

    /** @param score cosine or BM25 */
    record Hit(Found chunk, double score) {}

    record PageHit(String pageId, double score) {}

    /** A passage as it was found. */
    record Found(String pageId, String title, String url, int place, List<String> headings, String text) {
        public Found {
            headings = List.copyOf(headings);
        }

        /** The same passage, whatever way it was found. */
        public String key() {
            return pageId + "#" + place;
        }
    }
}
