package dev.askdesk.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.TablePattern;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Lookup;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.catalog.CatalogCheck.Finding;
import dev.askdesk.catalog.CatalogCheck.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CatalogDraftTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("dev.askdesk.catalog.SqlEvalDatabases#NAMES")
    void databaseNeverSeen_getsACatalogThatHolds(String name) throws Exception {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.open(SqlEvalDatabases.load(name, folder))) {
            long before = System.nanoTime();
            Catalog catalog = CatalogDraft.draft(name, warehouse);
            System.out.printf("%s drafted in %d ms%n", name, (System.nanoTime() - before) / 1_000_000);
            catalog.joins().forEach(join -> System.out.println("  " + join.many() + " -> " + join.one()));
            List<Finding> findings = CatalogCheck.check(catalog, warehouse);
            findings.forEach(finding -> System.out.println("  " + finding));

            assertThat(findings).noneMatch(finding -> finding.severity() == Severity.ERROR);
            assertThat(CatalogFile.parse(CatalogFile.toYaml(catalog), name)).isEqualTo(catalog);
            assertThat(CatalogDraft.draft(name, warehouse)).isEqualTo(catalog);
            assertThat(ValueDictionary.build(catalog, warehouse).incomplete()).isEmpty();
        }
    }

    @Test
    void joinsWithoutForeignKeys_needNameAndValues() throws Exception {
        Catalog catalog = draft(
                "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR)",
                "INSERT INTO customers SELECT range, 'Customer ' || range FROM range(1, 101)",
                "CREATE TABLE dim_product (product_code VARCHAR, title VARCHAR)",
                "INSERT INTO dim_product SELECT 'p' || range, 'Product ' || range FROM range(1, 21)",
                "CREATE TABLE Employees (employeeId BIGINT, fullName VARCHAR, managerId BIGINT)",
                "INSERT INTO Employees SELECT range, 'Person ' || range, CASE WHEN range > 1 THEN 1 END FROM range(1, 31)",
                "CREATE TABLE regions (id INTEGER PRIMARY KEY)",
                "INSERT INTO regions SELECT range FROM range(1, 6)",
                "CREATE TABLE orders (id INTEGER PRIMARY KEY, billing_customer_id INTEGER, shipping_customer_id INTEGER,"
                        + " product_code VARCHAR, employee_id INTEGER, region_id INTEGER, quantity INTEGER, sender_id INTEGER)",
                "INSERT INTO orders SELECT range, range % 100 + 1, range % 50 + 1, 'p' || (range % 20 + 1), range % 30 + 1,"
                        + " range % 10 + 1, range % 5 + 1, range % 5 + 1 FROM range(1, 301)");

        // region_id has values that regions lacks; quantity and sender_id have values that every key has.
        assertThat(catalog.joins())
                .containsExactlyInAnyOrder(
                        new Join("orders.billing_customer_id", "customers.id", "billing"),
                        new Join("orders.shipping_customer_id", "customers.id", "shipping"),
                        new Join("orders.product_code", "dim_product.product_code", null),
                        new Join("orders.employee_id", "Employees.employeeId", null),
                        new Join("Employees.managerId", "Employees.employeeId", "manager"));
    }

    @Test
    void declaredForeignKeys_areJoinsOfAllTheirColumns() throws Exception {
        Catalog catalog = draft(
                "CREATE TABLE flights (carrier VARCHAR, number INTEGER, PRIMARY KEY (carrier, number))",
                "CREATE TABLE legs (id INTEGER, carrier VARCHAR, number INTEGER,"
                        + " FOREIGN KEY (carrier, number) REFERENCES flights (carrier, number))");

        assertThat(catalog.joins())
                .containsExactly(new Join("legs.carrier, legs.number", "flights.carrier, flights.number", null));
    }

    @Test
    void columns_areDescribedByWhatTheyHold() throws Exception {
        Table people = draft(
                        "CREATE TABLE people (id INTEGER PRIMARY KEY, full_name VARCHAR, status VARCHAR, email VARCHAR,"
                                + " phone VARCHAR, device UUID, ip VARCHAR, home_page VARCHAR, about VARCHAR, city VARCHAR,"
                                + " password_hash VARCHAR, api_key VARCHAR, ssn INTEGER, joined_on DATE, updated_at TIMESTAMP)",
                        "INSERT INTO people SELECT range, 'Person ' || range, CASE WHEN range % 3 = 0 THEN 'left_us' ELSE 'active' END,"
                                + " 'p' || range || '@example.org', '+1 555 ' || (1000 + range), gen_random_uuid(),"
                                + " '10.0.0.' || (range % 200), 'https://example.org/' || range, repeat('long story ', 9) || range,"
                                + " 'City ' || (range % 40), md5(range::VARCHAR), 'k' || range, range,"
                                + " CASE WHEN range % 4 > 0 THEN DATE '2023-01-01' + range::INTEGER END, now()::TIMESTAMP FROM range(1, 121)")
                .tables()
                .get(0);

        assertThat(people.description()).isEqualTo("One row per person; 120 rows.");
        assertThat(people.label()).isEqualTo("full_name");
        assertThat(people.date()).isEqualTo("joined_on");
        assertThat(people.columns().stream()
                        .filter(column -> column.lookup() != null)
                        .map(Column::name))
                .containsExactly("full_name", "city");
        assertThat(people.column("status").orElseThrow().values())
                .isEqualTo(Map.of("active", List.of(), "left_us", List.of()));
        assertThat(people.column("full_name").orElseThrow().synonyms()).containsExactly("full name");
        assertThat(people.column("city").orElseThrow().lookup()).isEqualTo(new Lookup(null, null, null));
        assertThat(people.column("joined_on").orElseThrow().description()).isEqualTo("Missing in 25 % of rows.");
        assertThat(people.caveats())
                .containsExactly(
                        "password_hash, api_key, ssn look like secrets or numbers of persons: never show them.");
        assertThat(CatalogFile.toYaml(new Catalog(
                        "x",
                        "",
                        "duckdb",
                        null,
                        null,
                        false,
                        List.of(people),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null)))
                .doesNotContain("example.org", "555", "k17");
    }

    @Test
    void tableNames_becomeWhatPeopleSay() throws Exception {
        Catalog catalog = draft(
                "CREATE TABLE wallet_transactions_daily (tx_amt INTEGER)",
                "CREATE TABLE payments_made (a INTEGER)",
                "CREATE TABLE dimCustomerAddress (custId INTEGER)",
                "CREATE SCHEMA \"odd one\"",
                "CREATE TABLE \"odd one\".\"order\" (\"select\" INTEGER, \"ünï code\" VARCHAR)",
                "INSERT INTO \"odd one\".\"order\" VALUES (1, 'x')",
                "CREATE TABLE \"%\" (\"_\" VARCHAR, \"#\" INTEGER)");

        assertThat(catalog.table("wallet_transactions_daily").orElseThrow().synonyms())
                .containsExactly("wallet transactions", "wallet transactions daily", "transactions");
        assertThat(catalog.table("wallet_transactions_daily")
                        .orElseThrow()
                        .column("tx_amt")
                        .orElseThrow()
                        .synonyms())
                .containsExactly("transaction amount");
        assertThat(catalog.table("payments_made").orElseThrow().synonyms()).containsExactly("payments made");
        assertThat(catalog.table("payments_made").orElseThrow().description())
                .isEqualTo("One row per payment made; no rows.");
        assertThat(catalog.table("dimCustomerAddress").orElseThrow().synonyms())
                .containsExactly("customer addresses", "dim customer address", "addresses");
        assertThat(catalog.table("odd one.order").orElseThrow().description()).isEqualTo("One row per order; 1 row.");
    }

    @Test
    void newestDate_isNotInTheFuture() throws Exception {
        List<String> sql = List.of(
                "CREATE TABLE sales (id INTEGER, sale_date DATE)",
                "INSERT INTO sales VALUES (1, DATE '2020-05-01'), (2, DATE '2999-01-01')");
        try (DuckDbWarehouse warehouse = warehouse(sql)) {
            Catalog catalog = CatalogDraft.draft("x", warehouse);

            assertThat(warehouse
                            .query(String.valueOf(catalog.asOf()), 1, Duration.ofSeconds(5))
                            .rows())
                    .containsExactly(List.of("2020-05-01"));
        }
        assertThat(draft("CREATE TABLE plans (d DATE)", "INSERT INTO plans VALUES (DATE '2999-01-01')")
                        .asOf())
                .isNull();
    }

    @Test
    void timeUp_stillGivesTheSchema() throws Exception {
        try (DuckDbWarehouse warehouse = warehouse(List.of("CREATE TABLE t (id INTEGER PRIMARY KEY, name VARCHAR)"))) {
            List<String> seen = new ArrayList<>();
            Catalog catalog = CatalogDraft.draft("x", warehouse, TablePattern.ALL, Duration.ZERO, seen::add);

            assertThat(seen).containsExactly("Looking at t");
            assertThat(catalog.description()).contains("too short");
            assertThat(catalog.tables().get(0).columns()).hasSize(2);
        }
    }

    @Test
    void emptyDatabase_isRefused() {
        assertThatThrownBy(() -> draft("CREATE SCHEMA s"))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("no table");
    }

    private Catalog draft(String... sql) throws Exception {
        try (DuckDbWarehouse warehouse = warehouse(List.of(sql))) {
            return CatalogDraft.draft("x", warehouse);
        }
    }

    private DuckDbWarehouse warehouse(List<String> sql) throws Exception {
        return DuckDbWarehouse.open(DuckDbFiles.of(folder, sql));
    }
}
