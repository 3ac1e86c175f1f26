package dev.askdesk.adapters.warehouse.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.Column;
import dev.askdesk.catalog.Catalog.DefaultFilter;
import dev.askdesk.catalog.Catalog.Join;
import dev.askdesk.catalog.Catalog.Lookup;
import dev.askdesk.catalog.Catalog.Measure;
import dev.askdesk.catalog.Catalog.Table;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog of the sample fund, held against its database. */
class SampleCatalogTest {
    @TempDir
    static Path folder;

    private static final Catalog CATALOG = SampleDatabase.catalog();
    private static SampleDatabase database;

    @BeforeAll
    static void write() throws SQLException {
        Path file = folder.resolve("sample.duckdb");
        SampleFund.writeTo(file);
        database = new SampleDatabase(file);
    }

    @AfterAll
    static void close() throws SQLException {
        database.close();
    }

    @Test
    void tables_areThoseOfTheDatabaseWithTheirColumnsTypesAndKeys() {
        assertThat(CATALOG.tables().stream().map(Table::name)).containsExactlyInAnyOrderElementsOf(database.tables());
        for (Table table : CATALOG.tables()) {
            List<String> described = new ArrayList<>();
            for (Column column : table.columns()) {
                described.add(column.name() + " " + column.type() + (column.key() ? " key" : ""));
            }
            assertThat(described).as(table.name()).containsExactlyInAnyOrderElementsOf(actual(table.name()));
            assertThat(table.label() == null || table.column(table.label()).isPresent())
                    .isTrue();
            assertThat(table.date() == null
                            || table.column(table.date()).orElseThrow().type().equals("DATE"))
                    .isTrue();
        }
    }

    private static List<String> actual(String table) {
        List<String> keys = database.column("SELECT unnest(constraint_column_names) FROM duckdb_constraints()"
                + " WHERE constraint_type = 'PRIMARY KEY' AND table_name = '" + table + "'");
        return database
                .query("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '" + table + "'")
                .stream()
                .map(row -> row.get(0) + " " + row.get(1) + (keys.contains(row.get(0)) ? " key" : ""))
                .toList();
    }

    @Test
    void joins_leadToOneRowAtMostAndLoseNoRowThatNamesAnother() {
        for (Join join : CATALOG.joins()) {
            String one = join.one().replace(join.oneTable() + ".", "");
            String many = join.many().replace(join.manyTable() + ".", "");
            assertThat(database.number("SELECT count(*) - count(DISTINCT (" + one + ")) FROM " + join.oneTable()))
                    .as(join.one())
                    .isZero();
            assertThat(database.number("SELECT count(*) FROM " + join.manyTable() + " WHERE " + many
                            + " IS NOT NULL AND " + many + " NOT IN (SELECT " + one + " FROM " + join.oneTable() + ")"))
                    .as(join.many())
                    .isZero();
        }
    }

    @Test
    void twoJoinsOfTheSameTables_haveRoles() {
        for (Join join : CATALOG.joins()) {
            boolean alone = CATALOG.joins().stream()
                            .filter(other -> other.manyTable().equals(join.manyTable())
                                    && other.oneTable().equals(join.oneTable()))
                            .count()
                    == 1;
            assertThat(alone || join.role() != null).as(join.toString()).isTrue();
        }
    }

    @Test
    void measures_giveAFigure() {
        assertThat(CATALOG.measures()).hasSizeGreaterThan(15);
        for (Measure measure : CATALOG.measures()) {
            String filter = measure.filter() == null ? "" : " WHERE " + measure.filter();
            String sql = "SELECT " + measure.sql() + " FROM " + measure.table() + " AS x" + filter;
            assertThat(database.column(sql.replace("{t}", "x")).get(0))
                    .as(measure.name())
                    .isNotNull();
        }
    }

    @Test
    void defaultFilters_keepSomeRowsAndDropSome() {
        int filters = 0;
        for (Table table : CATALOG.tables()) {
            for (DefaultFilter filter : table.defaultFilters()) {
                filters++;
                String sql = "SELECT count(*) FROM " + table.name() + " AS x WHERE ";
                assertThat(database.number(sql + filter.sql().replace("{t}", "x")))
                        .as(filter.sql())
                        .isBetween(1L, database.number(sql + "true") - 1);
            }
        }
        assertThat(filters).isPositive();
    }

    @Test
    void shortLists_nameEveryValueThatTheColumnHas() {
        for (Table table : CATALOG.tables()) {
            for (Column column : table.columns()) {
                if (!column.values().isEmpty()) {
                    String sql = "SELECT DISTINCT CAST(" + column.name() + " AS VARCHAR) FROM " + table.name()
                            + " WHERE " + column.name() + " IS NOT NULL";
                    assertThat(column.values().keySet())
                            .as(table.name() + "." + column.name())
                            .containsExactlyInAnyOrderElementsOf(database.column(sql));
                }
            }
        }
    }

    @Test
    void lookups_preferAndMeanWhatIsThere() {
        for (Table table : CATALOG.tables()) {
            for (Column column : table.columns()) {
                Lookup lookup = column.lookup();
                if (lookup != null && lookup.means() != null) {
                    assertThat(table.column(lookup.means())).as(column.name()).isPresent();
                }
                if (lookup != null && lookup.prefer() != null) {
                    assertThat(database.number("SELECT count(*) FROM " + table.name() + " WHERE " + lookup.prefer()))
                            .isPositive();
                    assertThat(lookup.assumption()).isNotBlank();
                }
            }
        }
    }

    @Test
    void asOfAndVerifiedQuestions_run() {
        assertThat(database.column(CATALOG.asOf())).containsExactly(SampleFund.AS_OF.toString());
        CATALOG.verified().forEach(verified -> assertThat(database.query(verified.sql()))
                .as(verified.question())
                .isNotEmpty());
    }

    @Test
    void access_hidesPayAndBankDetailsFromAllButFinance() {
        assertThat(CATALOG.access().roles().get("everybody").users()).containsExactly("*");
        assertThat(CATALOG.access().roles().get("finance").hidden()).isEmpty();
        List<String> hidden = CATALOG.access().roles().get("everybody").hidden();
        assertThat(hidden).contains("staff.base_salary_usd", "limited_partners.bank_account");
        assertThat(hidden).allSatisfy(name -> assertThat(
                        CATALOG.table(name.split("\\.")[0]).flatMap(table -> table.column(name.split("\\.")[1])))
                .isPresent());
    }

    @Test
    void synonyms_areWordsAndNotTypedByYamlAsSomethingElse() {
        List<String> words = CATALOG.tables().stream()
                .flatMap(table -> table.columns().stream())
                .flatMap(column -> column.synonyms().stream())
                .collect(Collectors.toList());
        assertThat(words)
                .noneMatch(word -> Arrays.asList("true", "false", "null").contains(word) || word.isBlank());
    }
}
