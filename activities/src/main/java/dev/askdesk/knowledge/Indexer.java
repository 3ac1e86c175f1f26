package dev.askdesk.knowledge;

import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.PassageIndex.Chunk;
import dev.askdesk.adapters.retrieval.PassageIndex.IndexedPage;
import dev.askdesk.adapters.retrieval.PassageIndex.Terms;
import dev.askdesk.adapters.retrieval.Vectors;
import dev.askdesk.adapters.wiki.WikiPage;
import dev.askdesk.adapters.wiki.WikiPage.Section;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** From a page to what the index holds of it. */
public final class Indexer {
    private final Embeddings embeddings;

    public Indexer(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    /** What an index depends on beside the pages: another model, or another way of cutting, is another index. */
    public static String version(Embeddings embeddings) {
        return embeddings.name() + "-" + Chunker.VERSION;
    }

    /** All pages' passages are embedded together, which keeps every core busy. */
    public List<IndexedPage> index(List<WikiPage> pages) {
        List<List<Chunker.Passage>> cut = pages.stream().map(Chunker::cut).toList();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < pages.size(); i++) {
            for (Chunker.Passage passage : cut.get(i)) {
                texts.add(passage.inContext(pages.get(i).title()));
            }
        }
        List<float[]> vectors = texts.isEmpty() ? List.of() : embeddings.embed(texts);
        List<IndexedPage> indexed = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < pages.size(); i++) {
            int to = next + cut.get(i).size();
            indexed.add(indexed(pages.get(i), cut.get(i), vectors.subList(next, to)));
            next = to;
        }
        return indexed;
    }

    private static IndexedPage indexed(WikiPage page, List<Chunker.Passage> passages, List<float[]> vectors) {
        String title = EnglishTerms.line(page.title() + " " + String.join(" ", page.labels()) + " " + address(page));
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            Chunker.Passage passage = passages.get(i);
            Terms terms = new Terms(
                    title, EnglishTerms.line(String.join(" ", passage.headings())), EnglishTerms.line(passage.text()));
            chunks.add(new Chunk(i, passage.headings(), passage.text(), terms, vectors.get(i)));
        }
        Set<String> headings = new LinkedHashSet<>();
        StringBuilder body = new StringBuilder();
        for (Section section : page.sections()) {
            headings.addAll(section.headings());
            body.append(section.text()).append('\n');
        }
        Terms whole =
                new Terms(title, EnglishTerms.line(String.join(" ", headings)), EnglishTerms.line(body.toString()));
        return new IndexedPage(page.id(), page.version(), page.title(), page.url(), whole, mean(vectors), chunks);
    }

    /** The direction in which a page's passages point together. */
    private static float[] mean(List<float[]> vectors) {
        float[] mean = new float[vectors.get(0).length];
        for (float[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i];
            }
        }
        return Vectors.unit(mean);
    }

    /** Folders and file of a page in a folder often say what it is about; an address of the web says it less. */
    private static String address(WikiPage page) {
        return page.url().contains("://") ? "" : page.id().replaceFirst("\\.[^./]+$", "");
    }
}
