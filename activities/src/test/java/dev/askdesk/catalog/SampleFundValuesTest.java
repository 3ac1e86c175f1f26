package dev.askdesk.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.ValueDictionary.Candidate;
import dev.askdesk.catalog.ValueDictionary.Kind;
import dev.askdesk.catalog.ValueDictionary.Match;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFundValuesTest {
    @TempDir
    private static Path folder;

    private static DuckDbWarehouse warehouse;
    private static Catalog catalog;
    private static ValueDictionary dictionary;

    @BeforeAll
    static void build() {
        Path file = folder.resolve("fund.duckdb");
        SampleFund.writeTo(file);
        warehouse = DuckDbWarehouse.open(file);
        catalog = CatalogFile.readResource(SampleFund.CATALOG);
        long before = System.nanoTime();
        dictionary = ValueDictionary.build(catalog, warehouse);
        System.out.printf("dictionary of the sample fund: %d ms%n", (System.nanoTime() - before) / 1_000_000);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void firstName_namesBothPartners() {
        Match adam = dictionary.find("What did Adam invest in last year?").get(0);

        assertThat(adam.kind()).isEqualTo(Kind.TOKEN);
        assertThat(adam.candidates()).hasSizeGreaterThan(1);
        assertThat(adam.best())
                .allMatch(candidate ->
                        candidate.table().equals("staff") && candidate.value().startsWith("Adam "));
        assertThat(dictionary.find("Stone").get(0).candidates())
                .extracting(Candidate::value)
                .containsExactly("Adam Stone");
    }

    @Test
    void company_isFoundUnderEverySpelling() {
        for (String spelling : List.of("databricks", "Databricks, Inc.", "data bricks", "Databriks")) {
            assertThat(dictionary
                            .find("How much have we put into " + spelling + "?")
                            .get(0)
                            .candidates())
                    .anyMatch(candidate -> candidate.table().equals("companies")
                            && candidate.value().equals("Databricks"));
        }
    }

    @Test
    void questionWithoutNames_namesNothing() {
        for (String question : List.of(
                "What are the top 10 companies by fair value?",
                "How much did we invest each year?",
                "What is the average check size by sector?",
                "Show the capital calls in Q3 2025")) {
            assertThat(dictionary.find(question)).as(question).isEmpty();
        }
    }

    @Test
    void sampleCatalog_holds() {
        assertThat(CatalogCheck.check(catalog, warehouse)).isEmpty();
    }

    @Test
    void draft_findsTheJoinsThatAnAnalystWrote() {
        Catalog draft = CatalogDraft.draft("draft", warehouse);

        assertThat(draft.joins().stream().map(SampleFundValuesTest::columns))
                .containsAll(catalog.joins().stream()
                        .map(SampleFundValuesTest::columns)
                        .toList());
        assertThat(CatalogCheck.check(draft, warehouse)).isEmpty();
    }

    private static String columns(Join join) {
        return join.many() + " = " + join.one();
    }
}
