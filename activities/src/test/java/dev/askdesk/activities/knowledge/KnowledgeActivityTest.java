package dev.askdesk.activities.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.LucenePassages;
import dev.askdesk.adapters.retrieval.MiniLmEmbeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.wiki.WikiFolder;
import dev.askdesk.knowledge.Indexer;
import dev.askdesk.knowledge.PassageSearch;
import dev.askdesk.knowledge.Ranking;
import dev.askdesk.workflows.knowledge.KnowledgeActivity.IndexRequest;
import dev.askdesk.workflows.knowledge.KnowledgeActivity.Indexed;
import dev.askdesk.workflows.knowledge.KnowledgeActivity.Plan;
import dev.askdesk.workflows.triage.AnswerActivity.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeActivityTest {
    /** Counts what it is asked for. */
    private static final class Counted implements Embeddings {
        private final Embeddings model = new MiniLmEmbeddings();
        private int texts;

        @Override
        public String name() {
            return model.name();
        }

        @Override
        public List<float[]> embed(List<String> asked) {
            texts += asked.size();
            return model.embed(asked);
        }
    }

    @TempDir
    private Path folder;

    private final Counted embeddings = new Counted();
    private Path pages;
    private PassageIndex index;
    private KnowledgeActivityImpl activity;

    @BeforeEach
    void open() throws IOException {
        pages = Files.createDirectory(folder.resolve("pages"));
        index = new LucenePassages(folder.resolve("index"), Indexer.version(embeddings));
        activity = new KnowledgeActivityImpl(new WikiFolder(pages), index, new Indexer(embeddings));
        write("vpn.md", "# VPN\n\nInstall the GlobalProtect client to work from home.");
        write("printer.md", "# Printers\n\nThe printer on floor three needs a badge.");
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(pages.resolve(name), text);
    }

    private Plan sync() {
        Plan plan = activity.plan();
        activity.index(new IndexRequest(plan.stale()));
        activity.finish();
        return plan;
    }

    private List<String> found(String question) {
        return new PassageSearch(index, embeddings, Ranking.BEST)
                .search(question, "", 5).stream().map(Passage::text).toList();
    }

    @Test
    void aFirstPass_indexesAll_andASecondEmbedsNothing() {
        assertThat(sync().stale()).containsExactlyInAnyOrder("vpn.md", "printer.md");
        assertThat(found("How do I work from home?").get(0)).contains("GlobalProtect");
        int before = embeddings.texts;
        Plan again = sync();
        assertThat(again.stale()).isEmpty();
        assertThat(again.pages()).isEqualTo(2);
        assertThat(embeddings.texts).isEqualTo(before);
    }

    @Test
    void aPageThatChanged_isFoundInItsNewFormOnly() throws IOException {
        sync();
        write("vpn.md", "# VPN\n\nUse Tailscale to work from home.");
        assertThat(sync().stale()).containsExactly("vpn.md");
        assertThat(String.join("\n", found("How do I work from home?")))
                .contains("Tailscale")
                .doesNotContain("GlobalProtect");
    }

    @Test
    void aPageThatIsDeletedOrRestricted_isFoundNoMore() throws IOException {
        sync();
        Files.delete(pages.resolve("vpn.md"));
        write("printer.md", "---\nrestricted: true\n---\n# Printers\n\nThe printer on floor three needs a badge.");
        assertThat(sync().pruned()).isEqualTo(2);
        assertThat(found("How do I work from home?")).isEmpty();
        assertThat(found("printer badge")).isEmpty();
    }

    @Test
    void aPassThatWasBrokenOff_goesOnWhereItWas() {
        activity.index(new IndexRequest(List.of("vpn.md")));
        int before = embeddings.texts;
        Plan plan = activity.plan();
        assertThat(plan.stale()).containsExactly("printer.md");
        // The same part again, as after a time-out: nothing of it is embedded twice.
        Indexed indexed = activity.index(new IndexRequest(List.of("vpn.md", "printer.md")));
        assertThat(indexed.pages()).isEqualTo(1);
        assertThat(embeddings.texts).isEqualTo(before + 1);
    }

    @Test
    void aPageOfTwentyMegabytes_isLeftOutWithItsReason_andTheOthersAreIndexed() throws IOException {
        write("huge.md", "word ".repeat(4_200_000));
        Plan plan = activity.plan();
        Indexed indexed = activity.index(new IndexRequest(plan.stale()));
        assertThat(indexed.pages()).isEqualTo(2);
        assertThat(indexed.left()).singleElement().satisfies(left -> {
            assertThat(left.pageId()).isEqualTo("huge.md");
            assertThat(left.reason()).contains("MB");
        });
    }

    @Test
    void aWikiThatIsNotThere_failsAndPrunesNothing() throws IOException {
        sync();
        Files.move(pages, folder.resolve("away"));
        assertThatThrownBy(() -> activity.plan()).isInstanceOf(OutsideException.class);
        assertThat(index.pages()).hasSize(2);
    }
}
