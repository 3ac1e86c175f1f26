package dev.askdesk.adapters.retrieval;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * The index in this process: a folder for each model of embeddings, in Lucene. Several processes on one machine can share
 * it: a writer is open only as long as it writes, and a search sees what was committed last.
 */
public final class LucenePassages implements PassageIndex {
    /** On newer JDKs Lucene 9 says that a newer Lucene would be faster; it needs JDK 21 or more, and we do not. */
    private static final Logger ADVICE =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        ADVICE.setLevel(Level.OFF);
    }

    private static final String FINISHED = "finished";
    private static final String PREFIX = "passages-";

    /** Of all passages of a page; a page's own document has {@link #WHOLE}. */
    private static final String PAGE = "page";

    private static final String WHOLE = "whole";

    private final Path parent;
    private final Path folder;
    private final Directory directory;
    private @Nullable DirectoryReader reader;

    /**
     * @param parent folder of the indexes
     * @param version of this one: what the vectors and the cutting depend on
     */
    public LucenePassages(Path parent, String version) {
        this.parent = parent;
        this.folder = parent.resolve(PREFIX + IndexNames.safe(version));
        try {
            Files.createDirectories(folder);
            this.directory = FSDirectory.open(folder);
        } catch (IOException e) {
            throw unavailable("cannot be created", e);
        }
    }

    @Override
    public Map<String, String> pages() {
        return withSearcher(Map.of(), searcher -> {
            Map<String, String> pages = new HashMap<>();
            IndexReader index = searcher.getIndexReader();
            for (LeafReaderContext leaf : index.leaves()) {
                PostingsEnum whole = leaf.reader().postings(new Term(WHOLE, "1"), PostingsEnum.NONE);
                StoredFields stored = leaf.reader().storedFields();
                while (whole != null && whole.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    if (leaf.reader().getLiveDocs() == null
                            || leaf.reader().getLiveDocs().get(whole.docID())) {
                        Document page = stored.document(whole.docID());
                        pages.put(page.get(PAGE), page.get("version"));
                    }
                }
            }
            return pages;
        });
    }

    @Override
    public void replace(List<IndexedPage> pages) {
        write(writer -> {
            for (IndexedPage page : pages) {
                List<Document> documents = new ArrayList<>();
                page.chunks().forEach(chunk -> documents.add(document(page, chunk)));
                documents.add(document(page));
                // Lucene takes the old ones out and puts the new ones in at once.
                writer.updateDocuments(new Term(PAGE, page.pageId()), documents);
            }
        });
    }

    @Override
    public void remove(Collection<String> pageIds) {
        if (!pageIds.isEmpty()) {
            write(writer -> writer.deleteDocuments(
                    pageIds.stream().map(id -> new Term(PAGE, id)).toArray(Term[]::new)));
        }
    }

    @Override
    public void finish() {
        write(writer -> writer.setLiveCommitData(
                Map.of(FINISHED, Instant.now().toString()).entrySet()));
        try (Stream<Path> folders = Files.list(parent)) {
            folders.filter(other -> !other.equals(folder)
                            && other.getFileName().toString().startsWith(PREFIX))
                    .forEach(LucenePassages::delete);
        } catch (IOException | UncheckedIOException e) {
            throw unavailable("cannot drop an older one", e);
        }
    }

    @Override
    public Optional<String> finishedAt() {
        return withSearcher(Optional.empty(), LucenePassages::finishedAt);
    }

    private static Optional<String> finishedAt(IndexSearcher searcher) throws IOException {
        DirectoryReader index = (DirectoryReader) searcher.getIndexReader();
        return Optional.ofNullable(index.getIndexCommit().getUserData().get(FINISHED));
    }

    @Override
    public Candidates search(Query query) {
        Optional<Candidates> found = withSearcher(
                Optional.empty(),
                searcher ->
                        finishedAt(searcher).isEmpty() ? Optional.empty() : Optional.of(candidates(searcher, query)));
        return found.orElseThrow(
                () -> new OutsideException(FailureType.INDEX_MISSING, "The index " + folder + " was never whole."));
    }

    private static Candidates candidates(IndexSearcher searcher, Query query) throws IOException {
        List<Hit> byVector = hits(
                searcher,
                searcher.search(new KnnFloatVectorQuery("vector", query.vector(), query.limit()), query.limit())
                        .scoreDocs,
                // Lucene's score of a dot product is (1 + cosine) / 2.
                score -> 2 * score - 1);
        List<Hit> byTerms =
                hits(searcher, searcher.search(terms(query.terms(), ""), query.limit()).scoreDocs, score -> score);
        List<PageHit> near = pages(
                searcher,
                searcher.search(
                                new KnnFloatVectorQuery(WHOLE + "-vector", query.vector(), query.limit()),
                                query.limit())
                        .scoreDocs,
                score -> 2 * score - 1);
        List<PageHit> pages = pages(
                searcher, searcher.search(terms(query.terms(), WHOLE + "-"), query.limit()).scoreDocs, score -> score);
        return new Candidates(byVector, byTerms, near, pages);
    }

    private static List<Hit> hits(IndexSearcher searcher, ScoreDoc[] found, DoubleUnaryOperator scale)
            throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc hit : found) {
            Document document = searcher.storedFields().document(hit.doc);
            Found chunk = new Found(
                    document.get(PAGE),
                    document.get("shown-title"),
                    document.get("url"),
                    Integer.parseInt(document.get("place")),
                    IndexNames.headings(document.get("shown-headings")),
                    document.get("text"));
            hits.add(new Hit(chunk, scale.applyAsDouble(hit.score)));
        }
        return hits;
    }

    private static List<PageHit> pages(IndexSearcher searcher, ScoreDoc[] found, DoubleUnaryOperator scale)
            throws IOException {
        List<PageHit> pages = new ArrayList<>();
        for (ScoreDoc hit : found) {
            String page = searcher.storedFields().document(hit.doc).get(PAGE);
            pages.add(new PageHit(page, scale.applyAsDouble(hit.score)));
        }
        return pages;
    }

    /** Any of the terms, in any of the fields. */
    private static BooleanQuery terms(String terms, String prefix) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String term : terms.isBlank() ? new String[0] : terms.split(" ")) {
            FieldWeights.ALL.forEach((field, weight) -> query.add(
                    new BoostQuery(new TermQuery(new Term(prefix + field, term)), weight.floatValue()), Occur.SHOULD));
        }
        return query.build();
    }

    private static Document document(IndexedPage page, Chunk chunk) {
        Document document = new Document();
        document.add(new StringField(PAGE, page.pageId(), Field.Store.YES));
        document.add(new StoredField("place", Integer.toString(chunk.place())));
        document.add(new StoredField("shown-title", page.title()));
        document.add(new StoredField("url", page.url()));
        document.add(new StoredField("shown-headings", IndexNames.line(chunk.headings())));
        document.add(new StoredField("text", chunk.text()));
        addTerms(document, chunk.terms(), "");
        document.add(new KnnFloatVectorField("vector", chunk.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    private static Document document(IndexedPage page) {
        Document document = new Document();
        document.add(new StringField(PAGE, page.pageId(), Field.Store.YES));
        document.add(new StringField(WHOLE, "1", Field.Store.NO));
        document.add(new StoredField("version", page.version()));
        addTerms(document, page.terms(), WHOLE + "-");
        document.add(new KnnFloatVectorField(WHOLE + "-vector", page.vector(), VectorSimilarityFunction.DOT_PRODUCT));
        return document;
    }

    private static void addTerms(Document document, Terms terms, String prefix) {
        document.add(new TextField(prefix + "title", terms.title(), Field.Store.NO));
        document.add(new TextField(prefix + "headings", terms.headings(), Field.Store.NO));
        document.add(new TextField(prefix + "body", terms.body(), Field.Store.NO));
    }

    /** What needs a writer. */
    private interface Writing {
        void with(IndexWriter writer) throws IOException;
    }

    private synchronized void write(Writing writing) {
        try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new WhitespaceAnalyzer()))) {
            Iterable<Map.Entry<String, String>> known = writer.getLiveCommitData();
            if (known != null) {
                // Lucene forgets a commit's data where the next commit says nothing of it.
                writer.setLiveCommitData(known);
            }
            writing.with(writer);
            writer.commit();
        } catch (IOException e) {
            throw unavailable("cannot be written", e);
        }
    }

    /** What needs a searcher. */
    private interface Searching<T> {
        T with(IndexSearcher searcher) throws IOException;
    }

    private <T> T withSearcher(T ofNone, Searching<T> searching) {
        try {
            DirectoryReader current = current();
            if (current == null) {
                return ofNone;
            }
            try {
                return searching.with(new IndexSearcher(current));
            } finally {
                current.decRef();
            }
        } catch (IOException e) {
            throw unavailable("cannot be read", e);
        }
    }

    /** The newest commit's reader, which the caller gives back by {@code decRef}; {@code null} before the first one. */
    private synchronized @Nullable DirectoryReader current() throws IOException {
        DirectoryReader open = reader;
        if (open == null) {
            if (!DirectoryReader.indexExists(directory)) {
                return null;
            }
            open = DirectoryReader.open(directory);
        } else {
            DirectoryReader newer = DirectoryReader.openIfChanged(open);
            if (newer != null) {
                open.close();
                open = newer;
            }
        }
        open.incRef();
        reader = open;
        return open;
    }

    @Override
    public synchronized void close() {
        try {
            if (reader != null) {
                reader.close();
                reader = null;
            }
            directory.close();
        } catch (IOException e) {
            throw unavailable("does not close", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OutsideException unavailable(String what, Exception cause) {
        return new OutsideException(
                FailureType.INDEX_UNAVAILABLE, "The index " + folder + " " + what + ": " + cause.getMessage(), cause);
    }
}
