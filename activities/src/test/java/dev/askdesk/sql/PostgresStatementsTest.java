package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.adapters.warehouse.PostgresServer;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.Catalog.Measure;
import dev.askdesk.catalog.ColumnValues;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard writes for PostgreSQL, run by PostgreSQL. */
class PostgresStatementsTest {
    private static final List<Catalog.Table> TABLES = List.of(
            Catalogs.table(
                    "companies",
                    List.of(
                            Catalogs.column("id", "INTEGER"),
                            Catalogs.column("name", "VARCHAR"),
                            Catalogs.column("tags", "VARCHAR[]"),
                            Catalogs.column("founded", "DATE"),
                            Catalogs.column("user", "VARCHAR"))),
            Catalogs.table(
                    "rounds",
                    List.of(
                            Catalogs.column("id", "INTEGER"),
                            Catalogs.column("company_id", "INTEGER"),
                            Catalogs.column("amount", "DOUBLE"),
                            Catalogs.column("closed", "DATE"))),
            Catalogs.table(
                    "legal.Deals",
                    List.of(
                            Catalogs.column("id", "INTEGER"),
                            Catalogs.column("Stage", "VARCHAR"),
                            Catalogs.column("signed by", "VARCHAR"))));

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static Connection connection;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.start(folder);
        connection = DriverManager.getConnection(server.url(), server.user(), server.password());
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE companies(id int, name text, tags text[], founded date, \"user\" text,"
                    + " password text, \"Name\" text)");
            statement.execute("INSERT INTO companies VALUES (1, 'O''Brien', '{a,b}', '2020-01-15', 'someone', 's3cret',"
                    + " 's3cret'), (2, 'back\\slash', '{}', '2021-03-01', null, 's3cret', 's3cret')");
            statement.execute("CREATE TABLE rounds(id int, company_id int, amount float8, closed date)");
            statement.execute("INSERT INTO rounds VALUES (1, 1, 10, '2024-01-31'), (2, 1, 30, '2024-02-29'),"
                    + " (3, 2, NULL, '2023-05-01'), (4, 2, 20, NULL)");
            statement.execute("CREATE SCHEMA legal");
            statement.execute("CREATE TABLE legal.\"Deals\"(id int, \"Stage\" text, \"signed by\" text, stage text)");
            statement.execute("INSERT INTO legal.\"Deals\" VALUES (1, 'Open', 'Eve', 's3cret')");
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (connection != null) {
            connection.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private static Catalog catalog(Catalog.Access access) {
        return new Catalog(
                "test",
                "",
                "postgresql",
                null,
                null,
                false,
                TABLES,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                access);
    }

    private static List<List<String>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private static List<List<String>> admitted(String sql) throws SQLException {
        Admission admission = new SqlGuard(catalog(null), 1000).admit(sql, "u");
        assertThat(admission.sql()).as(String.valueOf(admission.problem())).isNotNull();
        return rows(admission.sql());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT to_char(closed, 'YYYY-MM') AS month, SUM(amount) FROM rounds GROUP BY 1",
                "SELECT date_trunc('month', closed) AS m, count(*) FROM rounds GROUP BY m ORDER BY m DESC",
                "SELECT CURRENT_DATE - founded AS days FROM companies",
                "SELECT * FROM rounds WHERE closed >= CURRENT_DATE - INTERVAL '12 months'",
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FROM rounds",
                "SELECT EXTRACT(YEAR FROM closed) AS y, SUM(amount) FROM rounds GROUP BY 1 ORDER BY 1",
                "SELECT count(*) FILTER (WHERE amount > 1) AS n FROM rounds",
                "SELECT DISTINCT ON (company_id) company_id, amount FROM rounds ORDER BY company_id, amount DESC",
                "SELECT string_agg(name, ', ' ORDER BY name) FROM companies",
                "SELECT d::date FROM generate_series(DATE '2024-01-01', DATE '2024-12-01', INTERVAL '1 month') AS s(d)",
                "SELECT c.id, t.tag FROM companies c, LATERAL unnest(c.tags) AS t(tag)",
                "SELECT \"signed by\", \"Stage\" FROM legal.\"Deals\"",
                "SELECT d.stage, count(*) FROM deals d GROUP BY d.stage",
                "SELECT x.stage FROM (SELECT stage FROM legal.deals) AS x",
                "SELECT public.companies.name FROM public.companies",
                "SELECT name, rank() OVER (ORDER BY id DESC) FROM companies",
                "SELECT substring(name FROM 1 FOR 3), position('a' IN name), trim(both ' ' FROM name) FROM companies",
                "WITH r AS (SELECT company_id, SUM(amount) AS total FROM rounds GROUP BY company_id)"
                        + " SELECT c.name, r.total FROM companies AS C JOIN r ON r.company_id = C.id ORDER BY R.total DESC",
                "SELECT name AS \"Company Name\" FROM companies ORDER BY \"Company Name\"",
                "SELECT * FROM companies NATURAL JOIN (SELECT 1 AS id) AS one"
            })
    void admittedStatements_run(String sql) throws SQLException {
        admitted(sql);
    }

    @Test
    void theLargest_doNotBeginWithRowsThatHaveNoSize() throws SQLException {
        assertThat(admitted("SELECT amount FROM rounds ORDER BY amount DESC LIMIT 2"))
                .containsExactly(List.of("30"), List.of("20"));
        assertThat(admitted(
                        "SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY company_id ORDER BY amount DESC)"
                                + " AS n FROM rounds) AS r WHERE n = 1 ORDER BY id"))
                .containsExactly(List.of("2"), List.of("4"));
    }

    @Test
    void hiddenColumnsWhoseNamesDifferInCaseOnly_cannotBeRead() throws SQLException {
        assertThat(admitted("SELECT \"Name\" FROM companies WHERE id = 1")).containsExactly(List.of("O'Brien"));
        assertThat(admitted("SELECT stage FROM legal.deals")).containsExactly(List.of("Open"));
        assertThat(admitted("SELECT (SELECT \"Name\" FROM (SELECT id FROM rounds LIMIT 1) AS y) FROM companies"))
                .doesNotContain(List.of("s3cret"));
        assertThat(admitted("SELECT * FROM companies").toString()).doesNotContain("s3cret");
        assertThat(admitted("SELECT companies FROM companies").toString()).doesNotContain("s3cret");
        assertThat(admitted("SELECT row_number() OVER (), c.* FROM companies c").toString())
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT (c).password FROM companies c",
                "SELECT (c.*).password FROM companies c",
                "SELECT (companies).\"Name\", companies FROM companies",
                "SELECT row_to_json(c) FROM companies c",
                "SELECT to_json(c) FROM companies c",
                "SELECT to_jsonb(c) FROM companies c",
                "SELECT json_agg(c) FROM companies c",
                "SELECT c::text FROM companies c",
                "SELECT CAST(c AS text) FROM companies c",
                "SELECT array_agg(companies) FROM companies",
                "SELECT x.* FROM companies c, LATERAL (SELECT c.*) AS x",
                "SELECT max(c::text) FROM companies c",
                "SELECT c.name FROM companies c WHERE c.text LIKE '%s3cret%'",
                "SELECT count(*) FROM companies c WHERE c = c AND c::text LIKE '%s3cret%'"
            })
    void wholeRows_showNothingHidden(String sql) throws SQLException {
        Admission admission = new SqlGuard(catalog(null), 1000).admit(sql, "u");
        if (admission.sql() != null) {
            try {
                List<List<String>> rows = rows(admission.sql());
                assertThat(rows.toString()).doesNotContain("s3cret");
                if (sql.contains("count(*)")) {
                    assertThat(rows).containsExactly(List.of("0"));
                }
            } catch (SQLException refusedByTheEngine) {
                assertThat(refusedByTheEngine.getMessage()).doesNotContain("s3cret");
            }
        }
    }

    @Test
    void textsAndRowRules_areTheSameToTheServer() throws SQLException {
        assertThat(admitted("SELECT id FROM companies WHERE name = 'O''Brien'")).containsExactly(List.of("1"));
        assertThat(admitted("SELECT id FROM companies WHERE name = 'back\\slash'"))
                .containsExactly(List.of("2"));
        assertThat(admitted("SELECT \"user\" FROM companies WHERE id = 1")).containsExactly(List.of("someone"));
        assertThat(admitted("SELECT user FROM companies WHERE id = 1")).containsExactly(List.of("someone"));
        Catalog.Access access = Catalogs.roles(
                Map.of("all", Catalogs.role(List.of("*"), List.of(), Map.of("Deals", "{t}.\"Stage\" <> 'Open'"))));
        Admission admission = new SqlGuard(catalog(access), 10).admit("SELECT count(*) FROM legal.deals", "u");
        assertThat(rows(admission.sql())).containsExactly(List.of("0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SUM(amount) / COUNT(*)",
                "COUNT(amount) / COUNT(*)",
                "median(amount)",
                "quantile_cont(amount, 0.9)",
                "arg_max(id, amount)",
                "count_if(amount > 10)",
                "max(strftime(closed, '%Y-%m'))",
                "max(date_diff('day', closed, DATE '2024-12-31'))",
                "max(date_diff('week', closed, DATE '2024-12-31'))",
                "max(date_diff('month', closed, DATE '2024-12-31'))",
                "max(date_diff('quarter', closed, DATE '2024-12-31'))",
                "max(date_diff('year', closed, DATE '2024-12-31'))",
                "max(date_diff('hour', closed, DATE '2024-12-31'))",
                "max(year(closed) * 100 + month(closed))",
                "max(last_day(closed))",
                "max(dayofweek(closed) + isodow(closed) + week(closed))",
                "max(monthname(closed))",
                "round(AVG(amount), 2)",
                "max(CAST(closed + INTERVAL 3 MONTH AS DATE))",
                "max(CAST(closed + to_months(3) AS DATE))",
                "max(if(amount > 10, 1, 0))",
                "string_agg(CAST(id AS VARCHAR), ',')",
                "SUM(amount) / 0"
            })
    void measuresOfDuckDb_giveTheSameFigureHere(String sql) throws SQLException {
        Catalog duckdb = new Catalog(
                "test",
                "",
                "duckdb",
                null,
                null,
                false,
                TABLES,
                List.of(),
                List.of(new Measure("m", "", List.of(), "rounds", sql, null, null)),
                List.of(),
                List.of(),
                null);
        String translated = CatalogTranslation.to(duckdb, Dialect.POSTGRESQL)
                .measures()
                .get(0)
                .sql();

        List<List<String>> here = rows("SELECT " + translated + " FROM rounds");

        assertThat(number(here.get(0).get(0))).as(translated).isEqualTo(number(ofDuckDb(sql)));
    }

    private static String ofDuckDb(String sql) throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = memory.createStatement()) {
            statement.execute("CREATE TABLE rounds(id int, company_id int, amount double, closed date)");
            statement.execute("INSERT INTO rounds VALUES (1, 1, 10, '2024-01-31'), (2, 1, 30, '2024-02-29'),"
                    + " (3, 2, NULL, '2023-05-01'), (4, 2, 20, NULL)");
            try (ResultSet result = statement.executeQuery("SELECT " + sql + " FROM rounds")) {
                result.next();
                return result.getString(1);
            }
        }
    }

    private static Object number(String cell) {
        try {
            double value = Double.parseDouble(cell);
            return Double.isFinite(value) ? Math.round(value * 1_000_000) / 1e6 : "none";
        } catch (NumberFormatException text) {
            return cell;
        } catch (NullPointerException missing) {
            return "none";
        }
    }

    @Test
    void aRatioOfCounts_keepsItsFraction_andMendedFunctionsRun() throws SQLException {
        StatementMender mender = new StatementMender(
                catalog(null), new JoinGraph(catalog(null)), ValueDictionary.of(catalog(null), List.of()));
        Asked asked = new Asked("What share of rounds has an amount?", "", List.of(), null, Asker.named("u"));
        String fitted = mender.fitted("SELECT COUNT(amount) / COUNT(*) AS share FROM rounds", asked)
                .orElseThrow()
                .sql();
        assertThat(Double.parseDouble(admitted(fitted).get(0).get(0))).isEqualTo(0.75);

        String mended = mender.mend(
                        "SELECT IFNULL(MAX(YEAR(closed)), 0) AS y, ROUND(AVG(amount), 1) AS a FROM rounds",
                        Problem.of(Problem.Kind.UNKNOWN_FUNCTION, "no such function"),
                        Asker.named("u"))
                .orElseThrow()
                .sql();
        assertThat(admitted(mended)).containsExactly(List.of("2024", "20.0"));
    }

    @Test
    void anEmptyResult_isExplainedByTheValueThatTheColumnHas() {
        Catalog.Column looked = new Catalog.Column(
                "name", "VARCHAR", "", List.of(), false, new Catalog.Lookup(null, null, null), Map.of(), null);
        for (String dialect : List.of("postgresql", "databricks")) {
            Catalog catalog = new Catalog(
                    "test",
                    "",
                    dialect,
                    null,
                    null,
                    false,
                    List.of(Catalogs.table("companies", List.of(looked))),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    null);
            ValueDictionary dictionary =
                    ValueDictionary.of(catalog, List.of(ColumnValues.of("companies", "name", "O'Brien & Sons")));
            String sql = new SqlGuard(catalog, 10)
                    .admit("SELECT name FROM companies WHERE name = 'O''Brien and Son'", "u")
                    .sql();

            Problem problem = new EmptyResult(catalog, dictionary)
                    .explain(sql, new QueryResult(List.of("name"), List.of("text"), List.of(), false));

            assertThat(problem).as(sql).isNotNull();
            assertThat(problem.message()).contains("O'Brien and Son");
            assertThat(problem.hints()).containsExactly("name has 'O'Brien & Sons'");
        }
    }

    @Test
    void anotherDatabasesObjects_staySecret() {
        assertThatThrownBy(() -> rows("SELECT 'nothing'::regclass")).isInstanceOf(SQLException.class);
        assertThat(new SqlGuard(catalog(null), 10)
                        .admit("SELECT 'companies'::regclass", "u")
                        .sql())
                .isNull();
    }
}
