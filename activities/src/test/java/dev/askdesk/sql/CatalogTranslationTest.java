package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.Measure;
import dev.askdesk.catalog.CatalogException;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.workflows.ask.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogTranslationTest {
    private static Catalog catalog(String dialect, String sql) {
        return new Catalog(
                "test",
                "",
                dialect,
                null,
                null,
                false,
                List.of(Catalogs.table("rounds", List.of(Catalogs.column("amount", "DECIMAL(18,2)")))),
                List.of(),
                List.of(new Measure("figure", "", List.of(), "rounds", sql, null, null)),
                List.of(),
                List.of(),
                null);
    }

    private static String translated(String sql, Dialect dialect) {
        return CatalogTranslation.to(catalog("duckdb", sql), dialect)
                .measures()
                .get(0)
                .sql();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SUM({t}.amount) / COUNT(*) | SUM({t}.amount) / NULLIF(COUNT(*), 0) | SUM({t}.amount) * 1.0 / NULLIF(COUNT(*), 0)",
                "COUNT(*) / NULLIF(SUM({t}.n), 0) | COUNT(*) / NULLIF(SUM({t}.n), 0) | COUNT(*) * 1.0 / NULLIF(SUM({t}.n), 0)",
                "{t}.\"deal name\" = 'O''Brien' | {t}.`deal name` = 'O\\'Brien' | {t}.\"deal name\" = 'O''Brien'",
                "strftime({t}.d, '%Y-%m') | date_format({t}.d, 'yyyy-MM') | to_char({t}.d, 'YYYY-MM')",
                "strftime({t}.d, '%d. %B %Y') | date_format({t}.d, 'dd. MMMM yyyy') | to_char({t}.d, 'DD. FMMonth YYYY')",
                "date_diff('day', {t}.a, {t}.b) | datediff({t}.b, {t}.a) | (CAST({t}.b AS DATE) - CAST({t}.a AS DATE))",
                "date_diff('year', {t}.a, {t}.b) | (year({t}.b) - year({t}.a)) | (EXTRACT(YEAR FROM {t}.b) - EXTRACT(YEAR FROM {t}.a))",
                "year({t}.d) | year({t}.d) | EXTRACT(YEAR FROM {t}.d)",
                "dayofweek({t}.d) | (dayofweek({t}.d) - 1) | EXTRACT(DOW FROM {t}.d)",
                "{t}.d >= CURRENT_DATE - INTERVAL 3 MONTH | {t}.d >= CURRENT_DATE - INTERVAL 3 MONTH | {t}.d >= CURRENT_DATE - INTERVAL '3 MONTH'",
                "median({t}.n) | median({t}.n) | percentile_cont(0.5) WITHIN GROUP (ORDER BY {t}.n)",
                "quantile_cont({t}.n, 0.9) | percentile({t}.n, 0.9) | percentile_cont(0.9) WITHIN GROUP (ORDER BY {t}.n)",
                "arg_max({t}.a, {t}.b) | max_by({t}.a, {t}.b) | (array_agg({t}.a ORDER BY {t}.b DESC NULLS LAST))[1]",
                "count_if({t}.ok) | count_if({t}.ok) | COUNT(*) FILTER (WHERE {t}.ok)",
                "COUNT(*) FILTER (WHERE {t}.ok) | COUNT(*) FILTER (WHERE {t}.ok) | COUNT(*) FILTER (WHERE {t}.ok)",
                "string_agg({t}.a, ', ') | array_join(collect_list({t}.a), ', ') | string_agg({t}.a, ', ')",
                "contains({t}.a, 'x') | contains({t}.a, 'x') | (strpos({t}.a, 'x') > 0)",
                "CAST({t}.a AS VARCHAR) | CAST({t}.a AS STRING) | CAST({t}.a AS VARCHAR)",
                "CAST({t}.a AS DOUBLE) | CAST({t}.a AS DOUBLE) | CAST({t}.a AS DOUBLE PRECISION)",
                "round(AVG({t}.a), 2) | round(AVG({t}.a), 2) | round(CAST(AVG({t}.a) AS NUMERIC), 2)",
                "log({t}.a) | log10({t}.a) | log({t}.a)",
                "concat({t}.a, 'x') | concat_ws('', {t}.a, 'x') | concat({t}.a, 'x')",
                "if({t}.ok, 1, 0) | if({t}.ok, 1, 0) | CASE WHEN {t}.ok THEN 1 ELSE 0 END",
                "{t}.a + to_months({t}.n) | {t}.a + make_interval(0, {t}.n) | {t}.a + ({t}.n * INTERVAL '1 month')",
                "last_day({t}.d) | last_day({t}.d) | CAST(date_trunc('month', {t}.d) + INTERVAL '1 month' - INTERVAL '1 day' AS DATE)"
            })
    void expressionsOfDuckDb_areSaidInOtherDialects(String duckdb, String databricks, String postgresql) {
        assertThat(translated(duckdb, Dialect.DATABRICKS)).isEqualTo(databricks);
        assertThat(translated(duckdb, Dialect.POSTGRESQL)).isEqualTo(postgresql);
        assertThat(translated(duckdb, Dialect.DUCKDB)).isEqualTo(duckdb);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "databricks | date_format(closed, '%Y-%m') | date_format(closed, 'yyyy-MM')",
                "databricks | julianday('now') - 1 |",
                "databricks | strftime('%Y', closed) | date_format(closed, 'yyyy')",
                "databricks | DATE_SUB(closed, INTERVAL 3 MONTH) |",
                "databricks | timestampdiff('day', a, b) |",
                "databricks | ucase(name) |",
                "databricks | strpos(name, 'a') | instr(name, 'a')",
                "postgresql | date_format(closed, '%Y-%m') | to_char(closed, 'YYYY-MM')",
                "postgresql | date_format(closed, 'yyyy-MM') | to_char(closed, 'YYYY-MM')",
                "postgresql | ifnull(amount, 0) | coalesce(amount, 0)",
                "postgresql | nvl(amount, 0) | coalesce(amount, 0)",
                "postgresql | year(closed) | EXTRACT(YEAR FROM closed)",
                "postgresql | datediff(closed, opened) | (CAST(closed AS DATE) - CAST(opened AS DATE))",
                "postgresql | add_months(closed, 3) | (closed + (3 * INTERVAL '1 month'))",
                "postgresql | if(amount > 1, 'a', 'b') | CASE WHEN amount > 1 THEN 'a' ELSE 'b' END",
                "postgresql | iif(amount > 1, 1, 0) | CASE WHEN amount > 1 THEN 1 ELSE 0 END",
                "postgresql | charindex('a', name) | strpos(name, 'a')",
                "postgresql | round(amount, 2) | round(CAST(amount AS NUMERIC), 2)",
                "postgresql | round(amount::numeric, 2) | round(amount::numeric, 2)",
                "postgresql | getdate() | CURRENT_TIMESTAMP",
                "postgresql | closed - current_date() | closed - current_date"
            })
    void functionsOfOtherEngines_areMended(String dialect, String foreign, String own) {
        Catalog catalog = new Catalog(
                "test",
                "",
                dialect,
                null,
                null,
                false,
                List.of(Catalogs.table("rounds", "amount", "closed", "opened", "name", "a", "b")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
        StatementMender mender =
                new StatementMender(catalog, new JoinGraph(catalog), ValueDictionary.of(catalog, List.of()));
        var mended = mender.mend(
                "SELECT " + foreign + " AS x FROM rounds",
                Problem.of(Problem.Kind.UNKNOWN_FUNCTION, "no such function"),
                Asker.named("u"));

        String table = Dialect.of(dialect).quoted("rounds");
        String expected = own == null ? null : "SELECT " + own + " AS x FROM " + table;
        if (expected != null && !own.equals(foreign)) {
            assertThat(mended.orElseThrow().sql()).isEqualTo(expected);
        }
        mended.ifPresent(one -> assertThat(
                        new SqlGuard(catalog, 10).admit(one.sql(), "u").sql())
                .as(one.sql())
                .isNotNull());
    }

    @Test
    void catalogsOfOtherEngines_areTranslatedAsFarAsAllEnginesAgree() {
        Catalog databricks = catalog("databricks", "SUM({t}.`amount`) / COUNT(*)");

        assertThat(CatalogTranslation.to(databricks, Dialect.POSTGRESQL)
                        .measures()
                        .get(0)
                        .sql())
                .isEqualTo("SUM({t}.\"amount\") * 1.0 / NULLIF(COUNT(*), 0)");
        assertThatThrownBy(() ->
                        CatalogTranslation.to(catalog("databricks", "dayofweek(max({t}.closed))"), Dialect.DUCKDB))
                .hasMessageContaining("the function dayofweek may differ");
    }

    @Test
    void whatHasNoTranslation_isNamed() {
        assertThatThrownBy(() -> translated("list_sum(list({t}.a))", Dialect.POSTGRESQL))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("measure \"figure\" has no translation into PostgreSQL")
                .hasMessageContaining("{duckdb: …, postgresql: …}");
    }

    @ParameterizedTest
    @EnumSource
    void theSampleFund_isTranslatedWhole_andItsVerifiedQuestionsAreAdmitted(Dialect dialect) {
        Catalog catalog = CatalogTranslation.to(CatalogFile.readResource(SampleFund.CATALOG.substring(1)), dialect);

        assertThat(catalog.dialect()).isEqualTo(dialect.key());
        SqlGuard guard = new SqlGuard(catalog, 100);
        assertThat(catalog.verified()).isNotEmpty().allSatisfy(verified -> assertThat(
                        guard.admit(verified.sql(), "u").problem())
                .as(verified.sql())
                .isNull());
        assertThat(catalog.measures()).allSatisfy(measure -> assertThat(guard.admit(
                                ("SELECT " + measure.sql() + " AS x FROM " + measure.table() + " AS t"
                                                + (measure.filter() == null ? "" : " WHERE " + measure.filter()))
                                        .replace("{t}", "t"),
                                "u")
                        .problem())
                .as(measure.name())
                .isNull());
        assertThat(CatalogTranslation.readResource(SampleFund.CATALOG.substring(1), dialect))
                .isEqualTo(catalog);
    }

    @Test
    void textsByDialect_areTakenWhereTheyAre_andTranslatedWhereTheyAreNot(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("shop.yaml"), """
                name: Shop
                dialect: duckdb
                as_of: {duckdb: 'SELECT max(d) FROM sales', postgresql: 'SELECT max(d)::date FROM sales'}
                tables:
                  - name: sales
                    default_filters:
                      - sql: {duckdb: "{t}.d < today()", databricks: "{t}.d < curdate()"}
                        assumption: Past sales only.
                    columns:
                      - {name: d, type: DATE}
                      - {name: amount, type: DOUBLE}
                measures:
                  - name: ratio
                    table: sales
                    sql: COUNT(*) / SUM({t}.amount)
                """);

        Catalog own = CatalogFile.read(file);
        Catalog databricks = CatalogTranslation.read(file, Dialect.DATABRICKS);
        Catalog postgresql = CatalogTranslation.read(file, Dialect.POSTGRESQL);

        assertThat(own.asOf()).isEqualTo("SELECT max(d) FROM sales");
        assertThat(own.measures().get(0).sql()).isEqualTo("COUNT(*) / SUM({t}.amount)");
        assertThat(databricks.dialect()).isEqualTo("databricks");
        assertThat(databricks.tables().get(0).defaultFilters().get(0).sql()).isEqualTo("{t}.d < curdate()");
        assertThat(postgresql.tables().get(0).defaultFilters().get(0).sql()).isEqualTo("{t}.d < CURRENT_DATE");
        assertThat(postgresql.asOf()).isEqualTo("SELECT max(d)::date FROM sales");
        assertThat(postgresql.measures().get(0).sql()).isEqualTo("COUNT(*) * 1.0 / NULLIF(SUM({t}.amount), 0)");
        assertThat(postgresql.tables().get(0).columns().get(1).type()).isEqualTo("DOUBLE PRECISION");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sql: {oracle: COUNT(*)} | shop.yaml:9: measures[0].sql: unknown dialect \"oracle\"",
                "sql: {databricks: COUNT(*)} | shop.yaml:9: measures[0].sql: no SQL for duckdb",
                "sql: [COUNT(*)] | shop.yaml:9: measures[0].sql: write a single text here"
            })
    void textsByDialect_thatAreWrong_areToldWithTheirPlace(String sql, String message, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("shop.yaml"), """
                name: Shop
                dialect: duckdb
                tables:
                  - name: sales
                    columns: [{name: d, type: DATE}]
                measures:
                  - name: n
                    table: sales
                    %s
                """.formatted(sql));

        assertThatThrownBy(() -> CatalogFile.read(file))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aTextWithoutTranslation_isToldWithItsPlace(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("shop.yaml"), """
                name: Shop
                dialect: duckdb
                tables:
                  - name: sales
                    columns: [{name: d, type: DATE}]
                measures:
                  - name: n
                    table: sales
                    sql: list_sum(list({t}.d))
                """);

        assertThatThrownBy(() -> CatalogTranslation.read(file, Dialect.POSTGRESQL))
                .hasMessageContaining("shop.yaml:9: measures[0].sql: has no translation into PostgreSQL");
    }
}
