package dev.askdesk.adapters.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.retrieval.PassageIndex.Candidates;
import dev.askdesk.adapters.retrieval.PassageIndex.Chunk;
import dev.askdesk.adapters.retrieval.PassageIndex.Hit;
import dev.askdesk.adapters.retrieval.PassageIndex.IndexedPage;
import dev.askdesk.adapters.retrieval.PassageIndex.PageHit;
import dev.askdesk.adapters.retrieval.PassageIndex.Query;
import dev.askdesk.adapters.retrieval.PassageIndex.Terms;
import dev.askdesk.knowledge.EnglishTerms;
import dev.askdesk.workflows.wire.FailureType;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every index of passages does, whatever holds it. */
abstract class PassageIndexContract {
    private static final Offset<Double> NEARLY = Offset.offset(1e-4);

    private final List<PassageIndex> open = new ArrayList<>();

    /** The index of a version; the same again for the same version. */
    abstract PassageIndex index(String version);

    private PassageIndex opened(String version) {
        PassageIndex index = index(version);
        open.add(index);
        return index;
    }

    @AfterEach
    void close() {
        open.forEach(PassageIndex::close);
    }

    @Test
    void searchBeforeFinish_saysThatTheIndexIsMissing() {
        PassageIndex index = opened("v1");
        assertMissing(index);
        index.replace(List.of(page("a", "1", "Wifi", "Join the guest network.")));
        assertMissing(index);
        index.finish();
        assertThat(index.finishedAt()).isPresent();
        assertThat(search(index, "guest", 0).byTerms()).hasSize(1);
    }

    private static void assertMissing(PassageIndex index) {
        assertThat(index.finishedAt()).isEmpty();
        assertThatThrownBy(() -> search(index, "wifi", 0))
                .isInstanceOfSatisfying(OutsideException.class, failure -> assertThat(failure.type())
                        .isEqualTo(FailureType.INDEX_MISSING));
    }

    @Test
    void words_findPassagesAndPagesByStem() {
        PassageIndex index = finished(
                page("vpn", "1", "VPN", "Install the client.", "Connecting from abroad needs a token."),
                page("wifi", "1", "Wifi", "Join the guest network."));
        Candidates found = search(index, "How do I connect abroad?", 0);
        assertThat(found.byTerms().get(0).chunk().key()).isEqualTo("vpn#1");
        assertThat(found.byTerms().get(0).chunk().text()).isEqualTo("Connecting from abroad needs a token.");
        assertThat(found.pagesByTerms().stream().map(PageHit::pageId)).containsExactly("vpn");
    }

    @Test
    void aWordInTheTitle_isFound_andCountsLessThanInTheText() {
        PassageIndex index = finished(
                page("title", "1", "Badge", "Where the door is."), page("text", "1", "Doors", "The badge opens it."));
        assertThat(search(index, "badge", 0).byTerms().stream()
                        .map(hit -> hit.chunk().pageId()))
                .containsExactly("text", "title");
    }

    @Test
    void vectors_comeNearestFirstWithTheirCosine() {
        PassageIndex index = finished(page("a", "1", "A", "zero", "one", "two"));
        List<Hit> near = search(index, "nothing of it", 1).byVector();
        assertThat(near.stream().map(hit -> hit.chunk().place())).startsWith(1);
        assertThat(near.get(0).score()).isCloseTo(1, NEARLY);
        assertThat(near.get(1).score()).isCloseTo(0, NEARLY);
    }

    @Test
    void aQueryWithoutWords_isSearchedByVectorAlone() {
        Candidates found = search(finished(page("a", "1", "A", "zero", "one")), "", 1);
        assertThat(found.byTerms()).isEmpty();
        assertThat(found.byVector()).hasSize(2);
    }

    @Test
    void aReplacedPage_isNotFoundInItsOldForm() {
        PassageIndex index =
                finished(page("a", "1", "Old", "alpha beta", "gamma", "delta"), page("b", "1", "Other", "alpha too"));
        index.replace(List.of(page("a", "2", "New", "epsilon")));
        assertThat(index.pages()).containsOnlyKeys("a", "b").containsEntry("a", "2");
        assertThat(search(index, "alpha beta gamma delta old", 0).byTerms().stream()
                        .map(hit -> hit.chunk().pageId()))
                .containsExactly("b");
        assertThat(search(index, "epsilon", 0).byVector()).hasSize(2);
        assertThat(search(index, "epsilon", 0).pagesByTerms())
                .singleElement()
                .extracting(PageHit::pageId)
                .isEqualTo("a");
    }

    @Test
    void aRemovedPage_isNotFound() {
        PassageIndex index = finished(page("a", "1", "A", "alpha"), page("b", "1", "B", "alpha"));
        index.remove(List.of("a", "never there"));
        assertThat(index.pages()).containsOnlyKeys("b");
        Candidates found = search(index, "alpha", 0);
        assertThat(found.byTerms()).hasSize(1);
        assertThat(found.byVector()).hasSize(1);
        assertThat(found.pagesByTerms()).hasSize(1);
        assertThat(found.pagesByVector()).hasSize(1);
    }

    @Test
    void oddTextsAndIds_comeBackAsTheyWere() {
        String odd = "Zoë said \"hi\" \\ {{x}} \n- \u65e5\u672c \uD83D\uDE80 & <b>";
        PassageIndex index = finished(page("dir/odd \"page\".md", "1", odd, odd));
        Hit hit = search(index, "zoë", 0).byTerms().get(0);
        assertThat(hit.chunk().text()).isEqualTo(odd);
        assertThat(hit.chunk().title()).isEqualTo(odd);
        assertThat(hit.chunk().pageId()).isEqualTo("dir/odd \"page\".md");
        assertThat(hit.chunk().headings()).containsExactly("First \"part\"", "Second");
        assertThat(index.pages()).containsOnlyKeys("dir/odd \"page\".md");
    }

    @Test
    void manyPages_areAllListed() {
        PassageIndex index = opened("v1");
        List<IndexedPage> pages = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            pages.add(page("page-" + i, "v" + i, "Page " + i, "text " + i));
        }
        index.replace(pages);
        assertThat(index.pages()).hasSize(1_100).containsEntry("page-1099", "v1099");
    }

    @Test
    void anotherModelsIndex_isSwappedInWhenItIsWhole() {
        PassageIndex old = finished(page("a", "1", "A", "alpha"));
        PassageIndex fresh = opened("v2");
        fresh.replace(List.of(page("b", "1", "B", "beta")));
        assertThat(search(old, "alpha", 0).byTerms()).hasSize(1);
        fresh.finish();
        assertThat(search(fresh, "beta", 0).byTerms()).hasSize(1);
        assertThat(opened("v1").pages()).isEmpty();
    }

    @Test
    void anIndexThatIsFinishedAgain_keepsItsPages() {
        PassageIndex index = finished(page("a", "1", "A", "alpha"));
        index.finish();
        assertThat(index.pages()).hasSize(1);
        assertThat(search(index, "alpha", 0).byTerms()).hasSize(1);
    }

    private PassageIndex finished(IndexedPage... pages) {
        PassageIndex index = opened("v1");
        index.replace(List.of(pages));
        index.finish();
        return index;
    }

    private static Candidates search(PassageIndex index, String words, int axis) {
        return index.search(new Query(EnglishTerms.line(words), vector(axis), 20));
    }

    /** Passages of it point along the axes: the first along axis 0, and so on. */
    static IndexedPage page(String id, String version, String title, String... texts) {
        List<Chunk> chunks = new ArrayList<>();
        for (String text : texts) {
            Terms terms = new Terms(EnglishTerms.line(title), EnglishTerms.line("part"), EnglishTerms.line(text));
            chunks.add(
                    new Chunk(chunks.size(), List.of("First \"part\"", "Second"), text, terms, vector(chunks.size())));
        }
        Terms whole = new Terms(EnglishTerms.line(title), "", EnglishTerms.line(String.join(" ", texts)));
        return new IndexedPage(id, version, title, "https://wiki/" + id, whole, vector(0), chunks);
    }

    private static float[] vector(int axis) {
        float[] vector = new float[8];
        vector[axis] = 1;
        return vector;
    }
}
