package dev.askdesk.activities.knowledge;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.wiki.Wiki;
import dev.askdesk.adapters.wiki.Wiki.Listing;
import dev.askdesk.adapters.wiki.Wiki.Stub;
import dev.askdesk.adapters.wiki.WikiPage;
import dev.askdesk.knowledge.Indexer;
import dev.askdesk.workflows.knowledge.KnowledgeActivity;
import dev.askdesk.workflows.knowledge.SyncResult.Left;
import dev.askdesk.workflows.wire.FailureType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds the wiki against the index. */
public final class KnowledgeActivityImpl implements KnowledgeActivity {
    private final Wiki wiki;
    private final PassageIndex index;
    private final Indexer indexer;

    public KnowledgeActivityImpl(Wiki wiki, PassageIndex index, Indexer indexer) {
        this.wiki = wiki;
        this.index = index;
        this.indexer = indexer;
    }

    @Override
    public Plan plan() {
        Map<String, String> listed = new LinkedHashMap<>();
        @Nullable String cursor = null;
        do {
            Listing listing = wiki.pages(cursor);
            for (Stub page : listing.pages()) {
                listed.put(page.pageId(), page.version());
            }
            cursor = listing.next();
        } while (cursor != null);
        Map<String, String> indexed = index.pages();
        Set<String> gone = new HashSet<>(indexed.keySet());
        gone.removeAll(listed.keySet());
        index.remove(gone);
        List<String> stale = listed.entrySet().stream()
                .filter(page -> !page.getValue().equals(indexed.get(page.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        return new Plan(listed.size(), stale, gone.size());
    }

    @Override
    public Indexed index(IndexRequest request) {
        Map<String, String> indexed = index.pages();
        List<WikiPage> fresh = new ArrayList<>();
        List<String> outdated = new ArrayList<>();
        List<Left> left = new ArrayList<>();
        for (String pageId : request.pageIds()) {
            try {
                Optional<WikiPage> page = wiki.read(pageId);
                if (page.isEmpty()) {
                    outdated.add(pageId);
                } else if (!page.get().version().equals(indexed.get(pageId))) {
                    fresh.add(page.get());
                }
            } catch (OutsideException failure) {
                // One page's own trouble leaves out that page; the wiki's trouble is tried again with all of them.
                if (failure.type() != FailureType.WIKI_REQUEST) {
                    throw failure;
                }
                outdated.add(pageId);
                left.add(new Left(pageId, String.valueOf(failure.getMessage())));
            }
        }
        // What cannot be read now is not to be found in its old form.
        index.remove(outdated);
        List<PassageIndex.IndexedPage> pages = indexer.index(fresh);
        index.replace(pages);
        int chunks = pages.stream().mapToInt(page -> page.chunks().size()).sum();
        return new Indexed(pages.size(), chunks, left);
    }

    @Override
    public void finish() {
        index.finish();
    }
}
