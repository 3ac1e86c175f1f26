package dev.askdesk.adapters.wiki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every wiki must do, whatever is behind it. */
abstract class WikiContract {
    abstract Wiki wiki() throws Exception;

    /**
     * Writes or rewrites a page.
     *
     * @param key of the test's choice
     * @param html text as HTML of headings, paragraphs and lists, which every wiki can hold
     * @return the page's id
     */
    abstract String write(String key, String title, List<String> labels, String html) throws Exception;

    abstract void restrict(String key) throws Exception;

    /** Writes a page below another one, which is restricted, while itself it is not. */
    abstract String writeBelowRestricted(String key) throws Exception;

    abstract void delete(String key) throws Exception;

    /** Writes a page that its authors have not published yet, or have put away. */
    abstract String writeNotCurrent(String key) throws Exception;

    @Test
    void page_isReadWithWhatItsListingSaid() throws Exception {
        String id = write("vpn", "VPN set-up", List.of("network", "remote"), "<p>Call IT.</p>");

        WikiPage page = wiki().read(id).orElseThrow();

        assertThat(page.id()).isEqualTo(id);
        assertThat(page.title()).isEqualTo("VPN set-up");
        assertThat(page.labels()).containsExactlyInAnyOrder("network", "remote");
        assertThat(page.sections()).containsExactly(new WikiPage.Section(List.of(), "Call IT."));
        assertThat(versions()).containsExactly(Map.entry(id, page.version()));
    }

    @Test
    void headings_arePathsFromTheOutermost() throws Exception {
        String id = write(
                "laptop",
                "Laptops",
                List.of(),
                "<p>All of them.</p><h1>New</h1><h2>Mac</h2><p>Order.</p><h3>Pro</h3><p>Ask.</p>"
                        + "<h2>Windows</h2><p>Wait.</p><h1>Old</h1><ul><li>Wipe</li><li>Return</li></ul>");

        assertThat(wiki().read(id).orElseThrow().sections())
                .containsExactly(
                        new WikiPage.Section(List.of(), "All of them."),
                        new WikiPage.Section(List.of("New", "Mac"), "Order."),
                        new WikiPage.Section(List.of("New", "Mac", "Pro"), "Ask."),
                        new WikiPage.Section(List.of("New", "Windows"), "Wait."),
                        new WikiPage.Section(List.of("Old"), "- Wipe\n- Return"));
    }

    @Test
    void manyPages_areAllListedOnce() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 457; i++) {
            ids.add(write("page" + i, "Page " + i, List.of(), "<p>Text " + i + "</p>"));
        }

        assertThat(stubs()).extracting(Wiki.Stub::pageId).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void emptyWiki_listsNothing() throws Exception {
        assertThat(stubs()).isEmpty();
    }

    @Test
    void restrictedPage_isNeitherListedNorRead() throws Exception {
        String open = write("open", "Open", List.of(), "<p>Text</p>");
        String restricted = write("pay", "Pay", List.of(), "<p>Text</p>");
        restrict("pay");

        assertThat(versions()).containsOnlyKeys(open);
        assertThat(wiki().read(restricted)).isEmpty();
    }

    @Test
    void pageBelowRestricted_isNeitherListedNorRead() throws Exception {
        String open = write("open", "Open", List.of(), "<p>Text</p>");
        String below = writeBelowRestricted("below");

        assertThat(versions()).containsOnlyKeys(open);
        assertThat(wiki().read(below)).isEmpty();
    }

    @Test
    void deletedPage_isNeitherListedNorRead() throws Exception {
        String gone = write("gone", "Gone", List.of(), "<p>Text</p>");
        delete("gone");

        assertThat(stubs()).isEmpty();
        assertThat(wiki().read(gone)).isEmpty();
    }

    @Test
    void pageThatIsNotCurrent_isNeitherListedNorRead() throws Exception {
        String id = writeNotCurrent("later");

        assertThat(stubs()).isEmpty();
        assertThat(wiki().read(id)).isEmpty();
    }

    @Test
    void changedPage_changesItsVersionAndNoOther() throws Exception {
        String id = write("a", "A", List.of("x"), "<p>Text</p>");
        String other = write("b", "B", List.of("x"), "<p>Text</p>");
        Map<String, String> first = versions();

        write("a", "A", List.of("x"), "<p>Other text</p>");
        Map<String, String> text = versions();
        write("a", "Another A", List.of("x"), "<p>Other text</p>");
        Map<String, String> title = versions();
        write("a", "Another A", List.of("x", "y"), "<p>Other text</p>");
        Map<String, String> labels = versions();

        assertThat(List.of(first.get(id), text.get(id), title.get(id), labels.get(id)))
                .doesNotHaveDuplicates();
        assertThat(List.of(text.get(other), title.get(other), labels.get(other)))
                .containsOnly(first.get(other));
        assertThat(wiki().read(id).orElseThrow().version()).isEqualTo(labels.get(id));
    }

    @Test
    void idsOfNoPage_readAsEmpty() throws Exception {
        write("a", "A", List.of(), "<p>Text</p>");

        for (String id : List.of(
                "",
                " ",
                "987654",
                "../a",
                "/etc/passwd",
                "a/../../b",
                "%2e%2e",
                "x\u0000",
                "x\u0000.md",
                "1?x=y",
                "\\")) {
            assertThat(wiki().read(id)).as(id).isEmpty();
        }
    }

    Map<String, String> versions() throws Exception {
        Map<String, String> versions = new LinkedHashMap<>();
        stubs().forEach(stub -> versions.put(stub.pageId(), stub.version()));
        return versions;
    }

    /** All parts of the listing. */
    List<Wiki.Stub> stubs() throws Exception {
        List<Wiki.Stub> stubs = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Wiki.Listing listing = wiki().pages(cursor);
            stubs.addAll(listing.pages());
            cursor = listing.next();
        } while (cursor != null);
        return stubs;
    }
}
