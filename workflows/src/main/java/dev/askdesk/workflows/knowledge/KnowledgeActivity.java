package dev.askdesk.workflows.knowledge;

import dev.askdesk.workflows.knowledge.SyncResult.Left;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** What a pass over the wiki does outside of its workflow. */
@ActivityInterface
public interface KnowledgeActivity {

    /** Holds the wiki's listing against the index, and prunes what is gone. */
    @ActivityMethod(name = "PlanSync")
    Plan plan();

    /** Reads, cuts, embeds and indexes pages. A page that is indexed in its present version is passed over. */
    @ActivityMethod(name = "IndexPages")
    Indexed index(IndexRequest request);

    /** The index is whole: it is searched from now on, and those of other embeddings are dropped. */
    @ActivityMethod(name = "FinishSync")
    void finish();

    /**
     * @param pages that the wiki lists
     * @param stale ids of pages that are new or changed, in the listing's order
     * @param pruned pages that were taken out
     */
    record Plan(int pages, List<String> stale, int pruned) {
        public Plan {
            stale = List.copyOf(stale);
        }
    }

    record IndexRequest(List<String> pageIds) {
        public IndexRequest {
            pageIds = List.copyOf(pageIds);
        }
    }

    /**
     * @param pages that were indexed
     * @param left pages that could not be read
     */
    record Indexed(int pages, int chunks, List<Left> left) {
        public Indexed {
            left = List.copyOf(left);
        }
    }
}
