package dev.askdesk.adapters.wiki;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port of a wiki, as everybody in the firm may read it. Implementations are safe for use by several threads, retry
 * nothing themselves, and throw {@link dev.askdesk.adapters.OutsideException}.
 */
public interface Wiki {
    /** The kind of wiki in lower case: {@code folder}, {@code confluence}, … */
    String name();

    /**
     * Every current page that everybody may read: those with a restriction of who may read them, on the page itself or
     * on one above it, are left out, and so are drafts, archived and deleted ones. What is not listed is pruned from the
     * index, so a page is listed as long as it is to be found.
     *
     * @param cursor {@link Listing#next} of the listing before; {@code null} for the first
     */
    Listing pages(@Nullable String cursor);

    /** The whole page; empty where it is gone, or not everybody may read it (any more). */
    Optional<WikiPage> read(String pageId);

    /**
     * A part of all pages.
     *
     * @param next cursor of the next part; {@code null} where this is the last one
     */
    record Listing(List<Stub> pages, @Nullable String next) {
        public Listing {
            pages = List.copyOf(pages);
        }
    }

    /** @param version changes whenever the page's text, title or labels change */
    record Stub(String pageId, String version) {}
}
