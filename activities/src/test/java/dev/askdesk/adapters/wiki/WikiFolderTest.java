package dev.askdesk.adapters.wiki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WikiFolderTest extends WikiContract {
    @TempDir
    Path temporary;

    private Path folder;

    @BeforeEach
    void createFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("wiki"));
    }

    @Override
    Wiki wiki() {
        return new WikiFolder(folder);
    }

    @Override
    String write(String key, String title, List<String> labels, String html) throws IOException {
        return file("it/" + key + ".md", "---\ntitle: " + title + "\nlabels: " + labels + "\n---\n\n" + html + "\n");
    }

    @Override
    void restrict(String key) throws IOException {
        file("it/" + key + ".md", "---\nrestricted: true\n---\nText\n");
    }

    @Override
    String writeBelowRestricted(String key) throws IOException {
        file("secret/index.md", "---\nvisibility: restricted\n---\nText\n");
        return file("secret/deeper/" + key + ".md", "Text\n");
    }

    @Override
    void delete(String key) throws IOException {
        Files.delete(folder.resolve("it/" + key + ".md"));
    }

    @Override
    String writeNotCurrent(String key) throws IOException {
        return file(key + ".md", "---\npublished: false\n---\nText\n");
    }

    @Test
    void markdown_readsAsPlainText() throws IOException {
        String text = read("""
                # Laptops

                Ask [IT](https://it.example/x "IT") for a *new* one, see [policy]({% page "/policy" %}) and
                ![the order form](form.png).{: .big} Read more[^1].

                <!-- nobody sees
                this -->
                {% alert "Closed on Friday" %}
                Come on Monday, or write to {% slack_channel "help" %}.
                {% endalert %}

                <div class="box">Inside <b>raw</b> HTML</div>

                <details><summary>More</summary>

                - one [ref]
                  - two
                - [x] three

                </details>

                | Model | Price |
                |---|---:|
                | Air \\| M2 | 1,000 |

                ```sh
                echo "{{ kept }}" <div>
                ```

                ~~Use the old one.~~ Version {{ site.version }} is `{{ kept }}`.

                [ref]: {% page "/x" %}#y
                [^1]: In the cupboard.
                """);

        assertThat(text).isEqualTo("""
                        Ask IT for a new one, see policy and the order form. Read more (note 1).

                        Closed on Friday Come on Monday, or write to help.

                        Inside raw HTML

                        More

                        - one ref
                          - two
                        - [x] three

                        Model | Price
                        Air | M2 | 1,000

                        echo "{{ kept }}" <div>

                        Version is {{ kept }}.

                        Note 1: In the cupboard.""");
    }

    @Test
    void title_isOfFrontMatterElseFirstHeadingElseName() throws IOException {
        file("a.md", "---\ntitle: 'From: front matter'\n---\n# Heading\n\nText");
        file("b.md", "# The *heading*\n\nText\n\n## Below\n\nMore");
        file("new-laptop_order.md", "Text");
        file("it/index.md", "Text");
        file("c.html", "<title>Site</title><body><h2>No</h2><p>Text");

        assertThat(page("a.md").title()).isEqualTo("From: front matter");
        assertThat(page("b.md").title()).isEqualTo("The heading");
        assertThat(page("b.md").sections())
                .containsExactly(
                        new WikiPage.Section(List.of(), "Text"), new WikiPage.Section(List.of("Below"), "More"));
        assertThat(page("new-laptop_order.md").title()).isEqualTo("New laptop order");
        assertThat(page("it/index.md").title()).isEqualTo("It");
        assertThat(page("c.html").title()).isEqualTo("Site");
    }

    @Test
    void headings_areWithoutTheirIds() throws IOException {
        file(
                "a.md",
                "# T\n\n## Side *bar* {#side-bar}\n\nText\n{: .note}\n\nUnder\n=====\n\n> [!NOTE]\n> Mind [[IT/VPN|the VPN]]\n");

        assertThat(page("a.md").sections())
                .containsExactly(
                        new WikiPage.Section(List.of("Side bar"), "Text"),
                        new WikiPage.Section(List.of("Under"), "NOTE: Mind the VPN"));
    }

    @Test
    void html_readsItsMainPart() throws IOException {
        file(
                "page.htm",
                "<html><head><meta name=keywords content='vpn, remote'><title>T</title><style>x{}</style></head><body>"
                        + "<nav>Home</nav><main><h1>VPN</h1><p>Caf&eacute;&nbsp;net</p><script>x()</script></main>"
                        + "<footer>(c)</footer></body></html>");

        WikiPage page = page("page.htm");

        assertThat(page.title()).isEqualTo("VPN");
        assertThat(page.labels()).containsExactly("vpn", "remote");
        assertThat(page.sections()).containsExactly(new WikiPage.Section(List.of(), "Café net"));
        assertThat(page.url()).isEqualTo("page.htm");
    }

    @Test
    void restricted_isSeenInHtmlAndInBrokenFrontMatter() throws IOException {
        file("a.html", "<html><head><meta name='visibility' content='Restricted'></head><p>Text</html>");
        file("b.md", "---\ntitle: \"broken\nrestricted: yes\n---\nText");
        file("c.MD", "---\nrestricted: false\ndraft: no\n---\nText");

        assertThat(wiki().pages(null).pages()).extracting(Wiki.Stub::pageId).containsExactly("c.MD");
        assertThat(wiki().read("a.html")).isEmpty();
        assertThat(wiki().read("b.md")).isEmpty();
    }

    @Test
    void hiddenFilesAndLinksThatLeadOutside_areNoPages() throws IOException {
        file(".hidden.md", "Text");
        file(".git/x.md", "Text");
        file("notes.txt", "Text");
        file("inside.md", "Text");
        Path outside = Files.writeString(temporary.resolve("outside.md"), "Secret");
        Files.createSymbolicLink(folder.resolve("link.md"), outside);
        Files.createSymbolicLink(folder.resolve("up"), temporary);
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("dangling.md"), folder.resolve("nowhere.md"));
        Files.createSymbolicLink(folder.resolve("other-name.md"), folder.resolve("inside.md"));

        assertThat(wiki().pages(null).pages())
                .extracting(Wiki.Stub::pageId)
                .containsExactly("inside.md", "other-name.md");
        for (String id : List.of(".hidden.md", ".git/x.md", "notes.txt", "link.md", "up/outside.md", "dangling.md")) {
            assertThat(wiki().read(id)).as(id).isEmpty();
        }
    }

    @Test
    void linkToRestricted_isRestricted() throws IOException {
        file("secret/README.md", "---\nrestricted: true\n---\n");
        Path pay = folder.resolve(file("secret/pay.md", "Text"));
        Files.createSymbolicLink(folder.resolve("pay.md"), pay);

        assertThat(wiki().pages(null).pages()).isEmpty();
        assertThat(wiki().read("pay.md")).isEmpty();
    }

    @Test
    void tooLargeFile_isListedAndNotRead() throws IOException {
        file("log.md", "x".repeat(4 * 1024 * 1024 + 1));
        file("restricted.md", "---\nrestricted: true\n---\n" + "x".repeat(4 * 1024 * 1024));

        OutsideException failure = catchThrowableOfType(OutsideException.class, () -> wiki().read("log.md"));

        assertThat(failure.type()).isEqualTo(FailureType.WIKI_REQUEST);
        assertThat(failure).hasMessageContaining("log.md").hasMessageContaining("4 MB");
        assertThat(wiki().pages(null).pages()).extracting(Wiki.Stub::pageId).containsExactly("log.md");
        assertThat(wiki().read("restricted.md")).isEmpty();
    }

    @Test
    void otherEncodings_areRead() throws IOException {
        Files.write(folder.resolve("old.md"), "Zürich – €5".getBytes(Charset.forName("windows-1252")));
        Files.write(folder.resolve("utf16.md"), "\uFEFFZürich".getBytes(StandardCharsets.UTF_16LE));
        Files.write(folder.resolve("bom.md"), "\uFEFF---\ntitle: T\n---\nText".getBytes(StandardCharsets.UTF_8));
        byte[] noise = new byte[70_000];
        new java.util.Random(7).nextBytes(noise);
        Files.write(folder.resolve("noise.md"), noise);

        assertThat(text("old.md")).isEqualTo("Zürich – €5");
        assertThat(text("utf16.md")).isEqualTo("Zürich");
        assertThat(page("bom.md").title()).isEqualTo("T");
        assertThat(page("noise.md").sections()).isNotEmpty();
    }

    @Test
    void nestedWithoutEnd_neverBreaks() throws IOException {
        file("quotes.md", ">".repeat(20_000) + " deep");
        file("tags.html", "<div>".repeat(100_000) + "deep");
        file("lists.html", "<ul><li>".repeat(20_000) + "deep");

        OutsideException failure = catchThrowableOfType(OutsideException.class, () -> wiki().read("quotes.md"));

        assertThat(failure.type()).isEqualTo(FailureType.WIKI_REQUEST);
        assertThat(failure).hasMessageContaining("quotes.md");
        assertThat(text("tags.html")).contains("deep");
        assertThat(text("lists.html")).contains("deep");
    }

    /** Each of them made a naive pattern look through the rest of the page again, for every place it could begin. */
    @Test
    void markupWithoutEnd_takesNoTime() throws IOException {
        List<String> begins = List.of(
                "{% ",
                "{{ ", "<!-- ", "\n```\n", "[[", "~~a", "`", "{% raw %}", "[a](", "[^", "![", "{:", "<div ", "**a ");
        for (String begin : begins) {
            file("long.md", begin.repeat(40_000));

            assertTimeout(Duration.ofSeconds(15), () -> wiki().read("long.md"), begin);
        }
    }

    @Test
    void textBetweenRules_isNoFrontMatter() throws IOException {
        assertThat(read("---\nA notice\n\n---\n\nText")).isEqualTo("A notice\n\nText");
        assertThat(read("---\ntitle: T\r\n---\r\n\r\nText")).isEqualTo("Text");
        assertThat(read("---\n---\nText")).isEqualTo("Text");
    }

    @Test
    void folderThatIsNotThere_failsInsteadOfBeingEmpty() {
        Wiki missing = new WikiFolder(folder.resolve("nowhere"));

        OutsideException listing = catchThrowableOfType(OutsideException.class, () -> missing.pages(null));
        OutsideException reading = catchThrowableOfType(OutsideException.class, () -> missing.read("a.md"));

        assertThat(listing.type()).isEqualTo(FailureType.WIKI_UNAVAILABLE);
        assertThat(listing).hasMessageContaining("nowhere");
        assertThat(reading.type()).isEqualTo(FailureType.WIKI_UNAVAILABLE);
    }

    @Test
    void pageDeletedBetweenParts_losesNoOther() throws IOException {
        for (int i = 1000; i < 1300; i++) {
            file(i + ".md", "Text");
        }
        Wiki.Listing first = wiki().pages(null);
        Files.delete(folder.resolve(String.valueOf(first.next())));

        Wiki.Listing second = wiki().pages(first.next());

        assertThat(first.pages().size() + second.pages().size()).isEqualTo(300);
        assertThat(second.next()).isNull();
    }

    /** A public handbook of a few hundred pages, for a site generator with shortcodes of its own. */
    @Test
    void realHandbook_readsWithoutMarkup() {
        Path handbook = handbook();
        assumeTrue(handbook != null, "skipped: there is no ../shared/data/handbook beside the project");
        Wiki wiki = new WikiFolder(handbook);
        int pages = 0;
        int empty = 0;

        for (@Nullable String cursor = null; pages == 0 || cursor != null; ) {
            Wiki.Listing listing = wiki.pages(cursor);
            for (Wiki.Stub stub : listing.pages()) {
                WikiPage page = wiki.read(stub.pageId()).orElseThrow();
                pages++;
                // Pages on how to write pages show markup on purpose.
                if (!page.id().startsWith("updating-the-handbook/")) {
                    empty += page.sections().isEmpty() ? 1 : 0;
                    String text = page.sections().stream()
                            .map(section -> section.headings() + "\n" + section.text())
                            .collect(Collectors.joining("\n"));
                    assertThat(text + page.title())
                            .as(page.id())
                            .doesNotContain("](", "{%", "{{", "<div", "</div", "<!--", "&amp;", "[^");
                }
                assertThat(page.title()).as(page.id()).isNotBlank();
            }
            cursor = listing.next();
        }

        assertThat(pages).isGreaterThan(200);
        // Those that only lead to another page.
        assertThat(empty).isLessThan(12);
    }

    /** Beside the project, which the tests run a folder deeper in. */
    private static @Nullable Path handbook() {
        Path project = Path.of("").toAbsolutePath().getParent();
        Path handbook =
                project == null ? null : project.resolveSibling("shared").resolve("data/handbook");
        return handbook != null && Files.isDirectory(handbook) ? handbook : null;
    }

    private String file(String id, String text) throws IOException {
        Path file = folder.resolve(id);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
        return id;
    }

    private String read(String markdown) throws IOException {
        return text(file("page.md", markdown));
    }

    private String text(String id) {
        return page(id).sections().stream().map(WikiPage.Section::text).collect(Collectors.joining("\n\n"));
    }

    private WikiPage page(String id) {
        return wiki().read(id).orElseThrow();
    }
}
