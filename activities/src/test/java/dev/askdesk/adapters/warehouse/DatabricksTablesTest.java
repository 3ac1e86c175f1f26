package dev.askdesk.adapters.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogCheck;
import dev.askdesk.catalog.CatalogDraft;
import dev.askdesk.databricksdouble.DatabricksDouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Unity Catalog tells of tables, and a catalog that is drafted from it. */
class DatabricksTablesTest {
    private DatabricksDouble databricks;
    private Warehouse warehouse;

    @BeforeEach
    void start() {
        databricks = DatabricksDouble.start();
        databricks.duckdb("CREATE SCHEMA fund.sales");
        databricks.duckdb("CREATE TABLE fund.sales.companies(id INTEGER PRIMARY KEY, name VARCHAR, contact VARCHAR)");
        databricks.duckdb("CREATE TABLE fund.sales.deals(id INTEGER PRIMARY KEY, company_id INTEGER REFERENCES"
                + " companies(id), amount DECIMAL(18,2), closed DATE)");
        databricks.duckdb(
                "INSERT INTO fund.sales.companies SELECT i, 'Company ' || i, 'person ' || i FROM range(50) r(i)");
        databricks.duckdb("INSERT INTO fund.sales.deals SELECT i, i % 50, i * 10.5, DATE '2024-01-01' + i::INTEGER FROM"
                + " range(200) r(i)");
        databricks.duckdb("COMMENT ON TABLE fund.sales.deals IS 'one row is a deal'");
        databricks.duckdb("COMMENT ON COLUMN fund.sales.deals.amount IS 'in dollars'");
        databricks.tag("fund.sales.deals", null, "domain", "sales");
        databricks.tag("fund.sales.companies", "contact", "pii", "");
        databricks.mask("fund.sales.companies", "contact", "mask_contact");
        databricks.rowFilter("fund.sales.deals", "own_region", "company_id");
        warehouse = new DatabricksWarehouse(new DatabricksSettings(
                databricks.url(false),
                Protocol.SQL_API,
                new Credentials.Token(DatabricksDouble.TOKEN),
                null,
                4,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60)));
    }

    @AfterEach
    void stop() {
        warehouse.close();
        databricks.close();
    }

    private List<DatabaseTable> tables(String... patterns) {
        return warehouse.tables(new TablePattern(List.of(patterns)), said -> {});
    }

    @Test
    void tables_haveCommentsKeysTagsMasksAndFilters() {
        DatabaseTable companies = tables("sales.companies").get(0);
        DatabaseTable deals = tables("fund.sales.deals").get(0);

        assertThat(companies.name()).isEqualTo("sales.companies");
        assertThat(companies.primaryKey()).containsExactly("id");
        assertThat(companies.columns().get(2).tags()).containsExactly("pii");
        assertThat(companies.columns().get(2).mask()).contains("mask_contact");
        assertThat(deals.comment()).isEqualTo("one row is a deal");
        assertThat(deals.tags()).containsExactly("domain=sales");
        assertThat(deals.rowFilter()).contains("own_region");
        assertThat(deals.columns().get(2))
                .isEqualTo(new DatabaseTable.DatabaseColumn("amount", "DECIMAL(18,2)", true, "in dollars"));
        assertThat(deals.foreignKeys())
                .containsExactly(new DatabaseTable.ForeignKey(List.of("company_id"), "sales.companies", List.of("id")));
    }

    @Test
    void tenThousandTables_areReadInBatchesWithProgress_orAPartByPattern() {
        databricks.estate(10_000);
        List<String> said = new ArrayList<>();

        List<DatabaseTable> all = warehouse.tables(TablePattern.ALL, said::add);
        List<DatabaseTable> some = tables("t_0012*");

        assertThat(all).hasSizeGreaterThanOrEqualTo(10_000);
        assertThat(all).allSatisfy(table -> assertThat(table.columns()).isNotEmpty());
        assertThat(said).hasSizeGreaterThan(15).anyMatch(line -> line.contains("10,0"));
        assertThat(some).hasSize(10);
    }

    @Test
    void draft_isOfTheWarehousesDialect_andTellsNoMaskedValue() {
        Catalog catalog = CatalogDraft.draft(
                "fund", warehouse, new TablePattern(List.of("sales.*")), Duration.ofMinutes(1), said -> {});

        assertThat(catalog.dialect()).isEqualTo("databricks");
        assertThat(catalog.tables())
                .extracting(Catalog.Table::name)
                .containsExactlyInAnyOrder("sales.companies", "sales.deals");
        Catalog.Table companies = catalog.table("sales.companies").orElseThrow();
        Catalog.Column contact = companies.column("contact").orElseThrow();
        assertThat(contact.lookup()).isNull();
        assertThat(contact.description())
                .contains("Tagged pii", "Masked for some users")
                .doesNotContain("person");
        assertThat(companies.column("name").orElseThrow().lookup()).isNotNull();
        assertThat(catalog.table("sales.deals").orElseThrow().caveats()).anyMatch(text -> text.contains("own_region"));
        assertThat(catalog.joins()).hasSize(1);
        assertThat(CatalogCheck.check(catalog, warehouse, new TablePattern(List.of("sales.*")), said -> {}))
                .isEmpty();
    }

    @Test
    void check_tellsWhatHasChanged() {
        TablePattern sales = new TablePattern(List.of("sales.*"));
        Catalog catalog = CatalogDraft.draft("fund", warehouse, sales, Duration.ofMinutes(1), said -> {});
        databricks.duckdb("ALTER TABLE fund.sales.deals ADD COLUMN stage VARCHAR");
        databricks.duckdb("CREATE TABLE fund.sales.notes(id INTEGER)");
        databricks.mask("fund.sales.companies", "name", "mask_name");

        assertThat(CatalogCheck.check(catalog, warehouse, sales, said -> {}))
                .extracting(CatalogCheck.Finding::message)
                .anyMatch(message -> message.contains("stage"))
                .anyMatch(message -> message.contains("notes"))
                .anyMatch(message -> message.contains("mask_name"));
    }
}
