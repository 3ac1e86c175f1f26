package dev.askdesk.workflows.knowledge;

import java.util.ArrayList;
import java.util.List;

/**
 * What a pass over the wiki did.
 *
 * @param pages that the wiki lists
 * @param unchanged of those, the ones that were indexed before
 * @param pruned pages that were taken out of the index
 * @param chunks that were embedded
 * @param left pages that could not be read, with the reason of each: they are in the index in no form
 */
public record SyncResult(int pages, int unchanged, int indexed, int pruned, int chunks, List<Left> left) {
    static final SyncResult NONE = new SyncResult(0, 0, 0, 0, 0, List.of());

    public record Left(String pageId, String reason) {}

    public SyncResult {
        left = List.copyOf(left);
    }

    SyncResult planned(int listed, int known, int gone) {
        return new SyncResult(listed, known, indexed, gone, chunks, left);
    }

    SyncResult plus(int morePages, int moreChunks, List<Left> more) {
        List<Left> all = new ArrayList<>(left);
        all.addAll(more);
        return new SyncResult(pages, unchanged, indexed + morePages, pruned, chunks + moreChunks, all);
    }
}
