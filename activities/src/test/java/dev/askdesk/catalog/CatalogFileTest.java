package dev.askdesk.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.catalog.Catalog.Access;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.DefaultFilter;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Lookup;
import dev.askdesk.catalog.Catalog.Measure;
import dev.askdesk.catalog.Catalog.Role;
import dev.askdesk.catalog.Catalog.Table;
import dev.askdesk.catalog.Catalog.VerifiedQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFileTest {
    private static final String SHOP = """
            name: shop
            dialect: duckdb
            tables:
            - name: customers
              label: name
              columns:
              - name: id
                type: INTEGER
                key: true
              - name: name
                type: VARCHAR
                lookup: {}
            - name: orders
              date: ordered_on
              columns:
              - name: id
                type: INTEGER
              - name: customer_id
                type: INTEGER
              - name: ordered_on
                type: DATE
              - name: status
                type: VARCHAR
                values:
                  open: [pending]
                  "1":
            joins:
            - many: orders.customer_id
              one: customers.id
            """;

    @Test
    void absentParts_areEmpty() {
        Catalog shop = CatalogFile.parse(SHOP, "shop.yaml");

        assertThat(shop.description()).isEmpty();
        assertThat(shop.currency()).isNull();
        assertThat(shop.measures()).isEmpty();
        assertThat(shop.tables().get(0).synonyms()).isEmpty();
        assertThat(shop.tables().get(0).columns().get(1).lookup()).isEqualTo(new Lookup(null, null, null));
        assertThat(shop.tables().get(1).column("STATUS").orElseThrow().values())
                .isEqualTo(Map.of("open", List.of("pending"), "1", List.of()));
    }

    @Test
    void everyPartWrittenAndRead_isEqual(@TempDir Path folder) throws IOException {
        Catalog full = fullCatalog();
        Path file = folder.resolve("full.yaml");

        CatalogFile.write(full, file);
        String once = Files.readString(file);
        CatalogFile.write(CatalogFile.read(file), file);

        assertThat(CatalogFile.read(file)).isEqualTo(full);
        assertThat(Files.readString(file)).isEqualTo(once);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "~",
                "yes",
                "No",
                "on",
                "true",
                "1e5",
                "0x1F",
                "007",
                "1_000",
                ".5",
                ".inf",
                "2023-01-01",
                "12:30",
                "- a",
                "key: value",
                "a #b",
                "#b",
                "'single",
                "\"double\"",
                "{t}.x = 'a'",
                "[x]",
                "*star",
                "&amp",
                "!bang",
                "%p",
                "@at",
                "`tick`",
                " leading",
                "trailing ",
                "two\nlines\n",
                "tab\there",
                "é ü 日本 \u00a0 😀",
                "? q",
                "=",
                "<<",
                "|",
                ">",
                "a: ",
                "\\n",
                ":",
                "-",
                "--- x",
                "..."
            })
    void anyText_survivesTheRoundTrip(String text) {
        Catalog shop = CatalogFile.parse(SHOP, "shop.yaml");
        Column odd =
                new Column("odd", "VARCHAR", text, List.of(text, "x"), false, null, Map.of(text, List.of(text)), text);
        Table table = new Table("odd", text, List.of(text), null, null, List.of(text), List.of(), List.of(odd));
        Catalog catalog = new Catalog(
                shop.name(),
                text,
                "duckdb",
                null,
                text,
                false,
                List.of(table),
                List.of(),
                List.of(),
                List.of(text),
                List.of(),
                null);

        assertThat(CatalogFile.parse(CatalogFile.toYaml(catalog), "x")).isEqualTo(catalog);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    label: name             | lable: name              | shop.yaml:5: tables[0].lable: unknown key; did you mean "label"?
                    label: name             | label: nam               | shop.yaml:5: tables[0].label: table "customers" has no column "nam"; did you mean "name"?
                    label: name             | label: [name]            | shop.yaml:5: tables[0].label: write a single text here
                    date: ordered_on        | date: day                | shop.yaml:14: tables[1].date: table "orders" has no column "day"; there are: customer_id, id, ordered_on, status
                    key: true               | key: perhaps             | shop.yaml:9: tables[0].columns[0].key: write true or false here
                    one: customers.id       | one: custmers.id         | shop.yaml:29: joins[0].one: unknown table "custmers"; did you mean "customers"?
                    one: customers.id       | one: customers           | shop.yaml:29: joins[0].one: "customers" is no column; write table.column
                    one: customers.id       | one: 'customers.id, customers.name' | shop.yaml:28: joins[0]: joins 1 columns to 2; name as many on each side
                    name: orders            | name: CUSTOMERS          | shop.yaml:13: tables[1].name: table "CUSTOMERS" is there twice; remove one (1 more after this one)
                    name: ordered_on        | name: id                 | shop.yaml:20: tables[1].columns[2].name: column "id" is there twice
                    dialect: duckdb         | dialect: oracle          | shop.yaml:2: dialect: unknown dialect "oracle"; write duckdb, databricks or postgresql
                    dialect: duckdb         | dialect:                 | shop.yaml:2: dialect: missing; write duckdb, databricks or postgresql
                    name: shop              | description: x           | shop.yaml:1: name: missing; write the name that people know the database by
                    name: shop              | tables: []               | shop.yaml:3: not valid YAML: Duplicate field 'tables'
                    lookup: {}              | lookup: {means: names}   | shop.yaml:12: tables[0].columns[1].lookup.means: table "customers" has no column "names"
                    joins:                  | measures: [{name: m, table: orders, sql: SUM(id)}] | shop.yaml:27: measures[0].sql: {t} is missing; write {t}.id
                    joins:                  | access: {roles: {all: {users: [x], hidden: [orders.stat]}}} | access.roles.all.hidden[0]: table "orders" has no column "stat"; did you mean "status"?
                    joins:                  | measures: [{name: m      | shop.yaml:27: not valid YAML:
                    """)
    void wrongCatalog_isRefusedInOneLine(String right, String wrong, String message) {
        String text = SHOP.replaceFirst(
                java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(wrong));
        String whole = right.equals("joins:") ? text.substring(0, text.indexOf(wrong) + wrong.length()) : text;

        assertThatThrownBy(() -> CatalogFile.parse(whole, "shop.yaml"))
                .isInstanceOf(CatalogException.class)
                .message()
                .contains(message)
                .doesNotContain("\n");
    }

    @Test
    void conditionWithoutAlias_isRefused() {
        String text = SHOP.replace(
                "  date: ordered_on\n",
                "  default_filters:\n  - {sql: status = 'open', assumption: Only open orders.}\n");

        assertThatThrownBy(() -> CatalogFile.parse(text, "shop.yaml"))
                .hasMessageContaining("shop.yaml:15: tables[1].default_filters[0].sql: {t} is missing");
    }

    @Test
    void countWithoutColumns_needsNoAlias() {
        String text = SHOP + "measures:\n- {name: orders, table: orders, sql: COUNT(*)}\n";

        assertThat(CatalogFile.parse(text, "shop.yaml").measures()).hasSize(1);
    }

    @Test
    void fileThatCannotBeRead_isNamedWithAdvice(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("missing.yaml");
        assertThatThrownBy(() -> CatalogFile.read(missing)).hasMessageContaining("There is no catalog " + missing);
        assertThatThrownBy(() -> CatalogFile.read(folder)).hasMessageContaining(folder + " cannot be read");
        Path latin = folder.resolve("latin.yaml");
        Files.write(latin, new byte[] {'n', (byte) 0xe9, '\n'});
        assertThatThrownBy(() -> CatalogFile.read(latin)).hasMessageContaining("UTF-8");
        Path empty = Files.createFile(folder.resolve("empty.yaml"));
        assertThatThrownBy(() -> CatalogFile.read(empty))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> CatalogFile.readResource("none.yaml")).hasMessageContaining("none.yaml");
        assertThatThrownBy(() -> CatalogFile.write(fullCatalog(), missing.resolve("x.yaml")))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("cannot be written");
    }

    private static Catalog fullCatalog() {
        Column id = new Column("id", "INTEGER", "", List.of(), true, null, Map.of(), null);
        Column name = new Column(
                "name",
                "VARCHAR",
                "What people call it: short",
                List.of("firm"),
                false,
                new Lookup("active", "Only active ones: yes.", "name"),
                Map.of("b", List.of("bee"), "a", List.of()),
                "EUR");
        Table firms = new Table(
                "main.firms",
                "One row per firm",
                List.of("companies", "firms"),
                "name",
                "name",
                List.of("Some are twice."),
                List.of(new DefaultFilter("{t}.id > 0", "Real ones only.", List.of("all"), true)),
                List.of(id, name));
        return new Catalog(
                "full",
                "Everything",
                "databricks",
                "USD",
                "SELECT 1",
                true,
                List.of(firms),
                List.of(new Join("main.firms.id, firms.name", "firms.id, firms.name", "itself")),
                List.of(new Measure(
                        "count", "How many", List.of("number"), "firms", "COUNT({t}.id)", "{t}.id > 1", "x")),
                List.of("A sentence."),
                List.of(new VerifiedQuestion("How many?", "SELECT COUNT(*)\nFROM main.firms")),
                new Access(Map.of(
                        "all",
                        new Role(List.of("*"), List.of("firms.name", "main.firms"), Map.of("firms", "{t}.id > 2")))));
    }
}
