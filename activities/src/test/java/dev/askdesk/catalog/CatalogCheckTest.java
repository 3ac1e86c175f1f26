package dev.askdesk.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.catalog.CatalogCheck.Finding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogCheckTest {
    private static final List<String> SQL = List.of(
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, name VARCHAR, region INTEGER, vip BOOLEAN)",
            "INSERT INTO customers VALUES (1, 'Ann', 1, true), (2, 'Bob', 1, false)",
            "CREATE TABLE orders (id BIGINT, customer_id INTEGER, day DATE, status VARCHAR, amount DECIMAL(10,2))",
            "INSERT INTO orders VALUES (1, 1, DATE '2023-01-01', 'open', 5), (2, 2, NULL, 'lost', 5), (3, 9, NULL, 'open', 1), (4, 1, NULL, 'open', 1)",
            "CREATE TABLE extra (a INTEGER)");

    private static final String CATALOG = """
            name: shop
            dialect: duckdb
            as_of: SELECT max(day) FROM orders
            tables:
            - name: customers
              label: name
              columns:
              - {name: id, type: INTEGER, key: true}
              - {name: name, type: VARCHAR, lookup: {prefer: "vip"}}
              - {name: region, type: INTEGER}
              - {name: vip, type: BOOLEAN, values: {"true": [favourite], "false": []}}
            - name: main.orders
              date: day
              default_filters:
              - {sql: "{t}.status <> 'lost'", assumption: Lost orders are left out.}
              columns:
              - {name: id, type: BIGINT, key: true}
              - {name: customer_id, type: INTEGER}
              - {name: day, type: DATE}
              - {name: status, type: VARCHAR, values: {open: [], lost: []}}
              - {name: amount, type: "DECIMAL(10,2)"}
            joins:
            - {many: orders.customer_id, one: customers.id}
            measures:
            - {name: revenue, table: orders, sql: "SUM({t}.amount)", filter: "{t}.status = 'open'"}
            verified:
            - {question: "How many?", sql: SELECT count(*) FROM orders}
            access: {roles: {all: {users: ["*"], rows: {orders: "{t}.id > 0"}}}}
            """;

    @TempDir
    private Path folder;

    @Test
    void catalogOfTheDatabase_hasOnlyWarnings() throws Exception {
        assertThat(check(CATALOG))
                .containsExactly(
                        "WARNING tables: The catalog leaves out 1 table: extra. Add those that people may ask about.",
                        "WARNING join orders.customer_id = customers.id: 25.0 % of the rows of orders (1 of 4) have no row in"
                                + " customers, and a join drops them. Mention it as a caveat of the table if it matters.");
    }

    @Test
    void whatTheDatabaseLacks_isNamedWithTheNearest() throws Exception {
        assertThat(check(CATALOG.replace("- name: customers", "- name: custmers")
                        .replace("customers.id", "custmers.id")))
                .contains("ERROR custmers: The database has no such table. Did you mean \"customers\"?");
        assertThat(check(CATALOG.replace("{name: region,", "{name: regio,")))
                .contains("ERROR customers.regio: The table has no such column. Did you mean \"region\"?")
                .contains(
                        "WARNING customers: The catalog leaves out 1 column: region. Add those that people may ask about.");
    }

    @Test
    void typesThatChanged_areFound() throws Exception {
        assertThat(check(CATALOG.replace("{name: region, type: INTEGER}", "{name: region, type: DATE}")))
                .contains("ERROR customers.region: The column is INTEGER, the catalog says DATE. Write type: INTEGER.");
        assertThat(check(CATALOG.replace("{name: region, type: INTEGER}", "{name: region, type: BIGINT, lookup: {}}")))
                .contains(
                        "WARNING customers.region: The column is INTEGER, the catalog says BIGINT. Write type: INTEGER.")
                .contains(
                        "WARNING customers.region: The column is looked up by value, but holds no text. Remove its lookup.");
        assertThat(check(CATALOG.replace("label: name", "label: id").replace("date: day", "date: status")))
                .contains("ERROR customers: The label id holds no text. Name a text column as label, or remove it.")
                .contains(
                        "ERROR main.orders: The date status holds no date. Name a column of dates as date, or remove it.");
    }

    @Test
    void joinToWhatIsNotUnique_isAnError() throws Exception {
        assertThat(check(CATALOG.replace(
                        "many: orders.customer_id, one: customers.id", "many: customers.id, one: orders.customer_id")))
                .anyMatch(finding -> finding.startsWith(
                        "ERROR join customers.id = orders.customer_id: 1 keys are in orders more than once"));
    }

    @Test
    void sqlThatDoesNotRun_isFoundWhereverItIs() throws Exception {
        assertThat(check(CATALOG.replace("SUM({t}.amount)", "SUM({t}.amout)")))
                .anyMatch(finding -> finding.startsWith("ERROR measure revenue:"));
        assertThat(check(CATALOG.replace("{t}.status <> 'lost'", "{t}.state <> 'lost'")))
                .anyMatch(finding -> finding.startsWith("ERROR main.orders:"));
        assertThat(check(CATALOG.replace("prefer: \"vip\"", "prefer: \"vop\"")))
                .anyMatch(finding -> finding.startsWith("ERROR customers.name:"));
        assertThat(check(CATALOG.replace("count(*) FROM orders", "count(*) FROM order")))
                .anyMatch(finding -> finding.startsWith("ERROR verified"));
        assertThat(check(CATALOG.replace("{t}.id > 0", "{t}.nr > 0")))
                .anyMatch(finding -> finding.startsWith("ERROR role all:"));
        assertThat(check(CATALOG.replace("max(day)", "max(days)")))
                .anyMatch(finding -> finding.startsWith("ERROR as_of:"));
        assertThat(check(CATALOG.replace("max(day) FROM", "NULL FROM")))
                .anyMatch(finding -> finding.startsWith("WARNING as_of:"));
    }

    @Test
    void valuesThatChanged_areFound() throws Exception {
        assertThat(check(CATALOG.replace("lost: []", "closed: []")))
                .contains(
                        "WARNING main.orders.status: The data does not have 1 value: closed. Correct or remove them, unless they are still to come.")
                .contains(
                        "WARNING main.orders.status: The catalog does not have 1 value: lost. Add them to the column's values.");
    }

    @Test
    void otherDialect_isAnError() throws Exception {
        assertThat(check(CATALOG.replace("dialect: duckdb", "dialect: databricks"))
                        .get(0))
                .startsWith("ERROR dialect:");
    }

    private List<String> check(String yaml) throws Exception {
        try (DuckDbWarehouse warehouse = DuckDbWarehouse.open(DuckDbFiles.of(folder, SQL))) {
            return CatalogCheck.check(CatalogFile.parse(yaml, "shop.yaml"), warehouse).stream()
                    .map(CatalogCheckTest::line)
                    .toList();
        }
    }

    private static String line(Finding finding) {
        return finding.severity() + " " + finding.where() + ": " + finding.message() + " " + finding.advice();
    }
}
