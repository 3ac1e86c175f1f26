package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.Problem.Kind;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard on Databricks and PostgreSQL: what it admits, what it writes, and what must not get through. */
class DialectGuardTest {
    private static final List<Catalog.Table> DATABRICKS = List.of(
            Catalogs.table("main.fund.companies", "id", "name", "year", "tags", "founded", "user"),
            Catalogs.table("main.fund.rounds", "id", "company_id", "amount", "closed"),
            Catalogs.table("main.fund.deal flow", "id", "stage of deal"),
            Catalogs.table("stream", "id"));

    private static final List<Catalog.Table> POSTGRESQL = List.of(
            Catalogs.table("companies", "id", "name", "year", "tags", "founded", "user"),
            Catalogs.table("rounds", "id", "company_id", "amount", "closed"),
            Catalogs.table("Deals", "id", "Stage", "amount"),
            Catalogs.table("only", "id"));

    private static Catalog catalog(String dialect, List<Catalog.Table> tables, Catalog.Access access) {
        return new Catalog(
                "test", "", dialect, null, null, false, tables, List.of(), List.of(), List.of(), List.of(), access);
    }

    private static Admission databricks(String sql) {
        return new SqlGuard(catalog("databricks", DATABRICKS, null), 1000).admit(sql, "anyone");
    }

    private static Admission postgres(String sql) {
        return new SqlGuard(catalog("postgresql", POSTGRESQL, null), 1000).admit(sql, "anyone");
    }

    private static void assertAdmitted(Admission admission) {
        assertThat(admission.sql()).as(String.valueOf(admission.problem())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT date_format(closed, 'yyyy-MM') AS month, SUM(amount) FROM rounds GROUP BY 1",
                "SELECT datediff(current_date(), founded) AS days FROM main.fund.companies",
                "SELECT datediff(DAY, founded, current_date()) AS days FROM companies",
                "SELECT * FROM rounds WHERE closed >= add_months(current_date(), -12)",
                "SELECT percentile_approx(amount, 0.5) FROM fund.rounds",
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FROM rounds",
                "SELECT name, amount FROM companies c JOIN rounds r ON r.company_id = c.id"
                        + " QUALIFY row_number() OVER (PARTITION BY c.id ORDER BY r.amount DESC) = 1",
                "SELECT company_id, collect_list(amount) AS amounts FROM rounds GROUP BY ALL",
                "SELECT array_join(collect_set(name), ', ') FROM companies",
                "SELECT count(*) FILTER (WHERE amount > 1) AS n FROM rounds",
                "SELECT `name` FROM `main`.`fund`.`companies` WHERE name ILIKE 'a%'",
                "SELECT date_trunc('MONTH', closed) AS m, count(*) FROM rounds GROUP BY date_trunc('MONTH', closed)",
                "SELECT `deal flow`.`stage of deal` FROM main.fund.`deal flow`",
                "SELECT id, tag FROM companies LATERAL VIEW explode(tags) t AS tag",
                "SELECT id, tag FROM companies LATERAL VIEW OUTER posexplode(tags) t AS pos, tag",
                "SELECT c.id, e.tag FROM companies c, LATERAL explode(c.tags) AS e(tag)",
                "SELECT * EXCEPT (name) FROM companies",
                "SELECT transform(tags, x -> upper(x)) AS t FROM companies",
                "SELECT aggregate(tags, 0, (acc, x) -> acc + length(x)) AS n FROM companies",
                "SELECT try_divide(SUM(amount), COUNT(DISTINCT company_id)) FROM rounds",
                "SELECT name FROM companies WHERE name = \"O'Brien\"",
                "SELECT name FROM companies WHERE name RLIKE '^A' ORDER BY name LIMIT 5",
                "SELECT max_by(company_id, amount) AS id, if(SUM(amount) > 1, 'a', 'b') FROM rounds",
                "SELECT CAST(amount AS DECIMAL(18, 2)), try_cast(id AS STRING), amount::double FROM rounds",
                "WITH r AS (SELECT company_id, SUM(amount) AS total FROM rounds GROUP BY company_id)"
                        + " SELECT c.name, r.total FROM companies c JOIN r ON r.company_id = c.id ORDER BY r.total DESC",
                "SELECT name, amount, CASE WHEN amount > 1 THEN 'big' ELSE 'small' END AS size"
                        + " FROM companies JOIN rounds ON rounds.company_id = companies.id",
                "SELECT id FROM companies EXCEPT SELECT company_id FROM rounds",
                "SELECT year(closed) AS y, quarter(closed) AS q, SUM(amount) FROM rounds GROUP BY y, q",
                "SELECT element_at(split(name, ' '), 1) AS first FROM companies",
                "SELECT /*+ BROADCAST(c) */ c.id FROM companies c",
                "SELECT sum(amount) AS `Total (USD)` FROM rounds"
            })
    void databricks_itsOwnQueries_areAdmitted(String sql) {
        assertAdmitted(databricks(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT to_char(closed, 'YYYY-MM') AS month, SUM(amount) FROM rounds GROUP BY 1",
                "SELECT date_trunc('month', closed) AS m, count(*) FROM rounds GROUP BY m",
                "SELECT CURRENT_DATE - founded AS days FROM companies",
                "SELECT * FROM rounds WHERE closed >= CURRENT_DATE - INTERVAL '12 months'",
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FROM rounds",
                "SELECT EXTRACT(YEAR FROM closed) AS y, SUM(amount) FROM rounds GROUP BY 1 ORDER BY 1",
                "SELECT count(*) FILTER (WHERE amount > 1) AS n FROM rounds",
                "SELECT name FROM companies WHERE name ILIKE 'a%'",
                "SELECT name FROM companies WHERE name ~* '^a'",
                "SELECT DISTINCT ON (company_id) company_id, amount FROM rounds ORDER BY company_id, amount DESC",
                "SELECT string_agg(name, ', ' ORDER BY name) FROM companies",
                "SELECT d::date FROM generate_series(DATE '2024-01-01', DATE '2024-12-01', INTERVAL '1 month') AS s(d)",
                "SELECT c.id, t.tag FROM companies c, LATERAL unnest(c.tags) AS t(tag)",
                "SELECT round(AVG(amount)::numeric, 2) FROM rounds",
                "SELECT \"Stage\", SUM(amount) FROM \"Deals\" GROUP BY \"Stage\"",
                "SELECT stage FROM deals",
                "SELECT public.companies.name FROM public.companies",
                "SELECT age(founded), make_date(2024, 1, 1), date_part('year', founded) FROM companies",
                "SELECT name, rank() OVER (ORDER BY id DESC) FROM companies",
                "SELECT COALESCE(SUM(amount), 0) AS total, NULLIF(COUNT(*), 0) FROM rounds",
                "SELECT initcap(lower(name)), split_part(name, ' ', 1), left(name, 3) FROM companies",
                "SELECT substring(name FROM 1 FOR 3), position('a' IN name), trim(both ' ' FROM name) FROM companies",
                "SELECT id FROM companies EXCEPT SELECT company_id FROM rounds",
                "SELECT name FROM companies WHERE id = ANY(ARRAY[1, 2])"
            })
    void postgresql_itsOwnQueries_areAdmitted(String sql) {
        assertAdmitted(postgres(sql));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM delta.`/mnt/secret`",
                "SELECT * FROM parquet.`s3://bucket/x`",
                "SELECT * FROM csv.`/Volumes/a/b/c`",
                "SELECT * FROM text.`/etc/passwd`",
                "SELECT * FROM read_files('/Volumes/a/b')",
                "SELECT * FROM TABLE(read_files('/x'))",
                "SELECT * FROM cloud_files_state('/x')",
                "SELECT * FROM event_log('x')",
                "SELECT * FROM table_changes('main.fund.companies', 1)",
                "SELECT * FROM remote_query('c', query => 'select 1')",
                "SELECT * FROM vector_search(index => 'x', query => 'y')",
                "SELECT * FROM IDENTIFIER('main.fund.salaries')",
                "SELECT * FROM main.fund.salaries",
                "SELECT * FROM system.access.audit",
                "SELECT * FROM information_schema.tables",
                "SELECT * FROM main.information_schema.columns",
                "SELECT * FROM global_temp.x",
                "SELECT id FROM companies MINUS SELECT company_id FROM rounds",
                "SELECT * FROM STREAM(companies)",
                "SELECT secret('scope', 'key') FROM companies",
                "SELECT try_secret('scope', 'key') FROM companies",
                "SELECT http_request(conn => 'c', method => 'GET', path => '/') FROM companies",
                "SELECT ai_query('model', name) FROM companies",
                "SELECT ai_gen(name) FROM companies",
                "SELECT reflect('java.lang.System', 'getenv', 'HOME') FROM companies",
                "SELECT java_method('java.lang.Runtime', 'getRuntime') FROM companies",
                "SELECT current_user() FROM companies",
                "SELECT current_user FROM companies",
                "SELECT session_user() FROM companies",
                "SELECT current_catalog() FROM companies",
                "SELECT is_account_group_member('x') FROM companies",
                "SELECT input_file_name() FROM companies",
                "SELECT _metadata.file_path FROM companies",
                "SELECT raise_error('x') FROM companies",
                "SELECT version() FROM companies",
                "SELECT main.fund.my_udf(id) FROM companies",
                "EXECUTE IMMEDIATE 'DROP TABLE x'",
                "SELECT * FROM companies VERSION AS OF 3",
                "SELECT * FROM companies TIMESTAMP AS OF '2024-01-01'",
                "SELECT * FROM companies@v1",
                "SELECT * FROM companies TABLESAMPLE (10 PERCENT)",
                "SELECT * FROM companies PIVOT (count(*) FOR name IN ('a'))",
                "SELECT id FROM companies LATERAL VIEW explode(sequence(1, 100000000)) t AS x",
                "SELECT id FROM companies LATERAL VIEW json_tuple(name, 'a') t AS x",
                "SELECT explode(sequence(1, 1000000000)) AS n",
                "SELECT array_repeat('x', 1000000000) FROM companies",
                "SELECT repeat('x', 1000000000) FROM companies",
                "SELECT TRANSFORM(id) USING 'cat /etc/passwd' FROM companies",
                "SELECT name:secret FROM companies",
                "SELECT id FROM companies WHERE name = 'x' 'y'",
                "SELECT id FROM companies; DROP TABLE companies",
                "SELECT id FROM companies /* /* */ UNION SELECT salary FROM salaries */",
                "SELECT id FROM `companies` WHERE ` = 1",
                "SELECT `password` FROM companies",
                "SELECT companies.`password` FROM `main`.`fund`.`companies`",
                "SELECT x '1F' FROM companies",
                "SELECT ${env:HOME} FROM companies",
                "SELECT :name FROM companies",
                "SELECT id FROM companies WHERE id = ?",
                "SELECT `main.fund.salaries`.id FROM `main.fund.salaries`",
                "WITH companies AS (SELECT 1 AS id) SELECT * FROM companies",
                "SHOW TABLES",
                "DESCRIBE companies",
                "CACHE SELECT 1",
                "COPY INTO companies FROM '/x'",
                "MERGE INTO companies USING rounds ON true WHEN MATCHED THEN DELETE",
                "SELECT DISTINCT ON (id) id FROM companies",
                "SELECT * FROM companies LEFT SEMI JOIN rounds ON companies.id = rounds.company_id",
                "SELECT * EXCLUDE (name) FROM companies"
            })
    void databricks_hostileOrForeign_isRefused(String sql) {
        Admission admission = databricks(sql);

        assertThat(admission.sql()).isNull();
        assertThat(admission.problem().message()).isNotBlank().hasSizeLessThan(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_read_file('/etc/passwd') FROM companies",
                "SELECT pg_sleep(1000) FROM companies",
                "SELECT * FROM pg_ls_dir('/')",
                "SELECT lo_import('/etc/passwd')",
                "SELECT * FROM dblink('dbname=x', 'select 1') AS t(a int)",
                "SELECT query_to_xml('select * from salaries', true, true, '') FROM companies",
                "SELECT database_to_xml(true, true, '')",
                "SELECT table_to_xml('salaries', true, true, '')",
                "SELECT set_config('a', 'b', false)",
                "SELECT current_setting('data_directory')",
                "SELECT current_user, name FROM companies",
                "SELECT current_schema() FROM companies",
                "SELECT inet_server_addr()",
                "SELECT version()",
                "SELECT * FROM pg_catalog.pg_class",
                "SELECT relname FROM pg_class",
                "SELECT * FROM information_schema.tables",
                "SELECT 'salaries'::regclass FROM companies",
                "SELECT CAST('salaries' AS regclass) FROM companies",
                "SELECT ctid FROM companies",
                "SELECT tableoid FROM companies",
                "SELECT * FROM ONLY salaries",
                "SELECT id FROM companies WHERE name = E'\\' OR 1=1 --'",
                "SELECT id FROM companies WHERE name = $$x$$",
                "SELECT id FROM companies WHERE name = $a$x$a$",
                "SELECT U&\"p\\0061ssword\" FROM companies",
                "SELECT id FROM companies WHERE name = U&'\\0027'",
                "SELECT id FROM companies /* /* */ */",
                "SELECT id FROM companies; DELETE FROM rounds",
                "SELECT password FROM companies",
                "SELECT \"Password\" FROM companies",
                "SELECT id FROM companies FOR UPDATE",
                "SELECT id INTO stolen FROM companies",
                "WITH x AS (DELETE FROM companies RETURNING *) SELECT * FROM x",
                "SELECT * FROM ROWS FROM (generate_series(1, 3)) AS s",
                "SELECT * FROM generate_series(1, 1000000000) AS s",
                "SELECT repeat('x', 1000000000) FROM companies",
                "SELECT format('%1000000000s', name) FROM companies",
                "SELECT id FROM companies QUALIFY row_number() OVER (ORDER BY id) = 1",
                "SELECT name, count(*) FROM companies GROUP BY ALL",
                "SELECT id FROM companies TABLESAMPLE SYSTEM (10)",
                "SELECT * EXCEPT (name) FROM companies",
                "SELECT 1 OPERATOR(pg_catalog.+) 2",
                "SELECT nextval('s')",
                "SELECT public.my_function(id) FROM companies",
                "COPY companies TO PROGRAM 'cat'",
                "SELECT id FROM companies WHERE id = $1"
            })
    void postgresql_hostileOrForeign_isRefused(String sql) {
        Admission admission = postgres(sql);

        assertThat(admission.sql()).isNull();
        assertThat(admission.problem().message()).isNotBlank().hasSizeLessThan(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "SELECT name FROM companies WHERE name = 'O''Brien'"
                        + "| SELECT name FROM `main`.`fund`.`companies` WHERE name = 'O\\'Brien' LIMIT 1001",
                "SELECT name FROM companies WHERE name = \"it's\""
                        + "| SELECT name FROM `main`.`fund`.`companies` WHERE name = 'it\\'s' LIMIT 1001",
                "SELECT name FROM companies WHERE name = '${env:HOME}'"
                        + "| SELECT name FROM `main`.`fund`.`companies` WHERE name = '$\\{env:HOME}' LIMIT 1001",
                "SELECT name FROM companies -- 'x\\\\' ; DROP TABLE y"
                        + "| SELECT name FROM `main`.`fund`.`companies` LIMIT 1001",
                "SELECT id FROM stream t" + "| SELECT id FROM `stream` `t` LIMIT 1001",
                "SELECT id FROM STREAM salaries" + "| SELECT id FROM `stream` `salaries` LIMIT 1001",
                "SELECT id FROM companies WHERE name = 'a\\' OR 1=1 -- '"
                        + "| SELECT id FROM `main`.`fund`.`companies` WHERE name = 'a\\' OR 1=1 -- ' LIMIT 1001",
                "SELECT id FROM companies WHERE name = \"a\\\" UNION SELECT password FROM salaries -- \""
                        + "| SELECT id FROM `main`.`fund`.`companies` WHERE name = 'a\" UNION SELECT password FROM salaries -- ' LIMIT 1001",
                "SELECT user FROM companies" + "| SELECT `user` FROM `main`.`fund`.`companies` LIMIT 1001",
                "SELECT id FROM rounds ORDER BY amount DESC LIMIT 5"
                        + "| SELECT id FROM `main`.`fund`.`rounds` ORDER BY amount DESC NULLS LAST LIMIT 5",
                "SELECT id FROM rounds ORDER BY amount NULLS FIRST"
                        + "| SELECT id FROM `main`.`fund`.`rounds` ORDER BY amount NULLS FIRST LIMIT 1001",
                "SELECT rank() OVER (ORDER BY amount DESC) AS r FROM rounds"
                        + "| SELECT rank() OVER (ORDER BY amount DESC NULLS LAST) AS r FROM `main`.`fund`.`rounds` LIMIT 1001"
            })
    void databricks_isWrittenSoThatItIsReadInOneWay(String sql, String written) {
        Admission admission = databricks(sql);

        assertAdmitted(admission);
        assertThat(admission.sql().replaceAll("\\s+", " ")).isEqualTo(written);
    }

    @Test
    void databricks_columnsOfALateralView_areThoseThatItNames() {
        assertThat(databricks(
                                "SELECT id, pos, tag FROM companies LATERAL VIEW posexplode(tags) t AS pos, tag WHERE pos = 0")
                        .sql())
                .contains("LATERAL VIEW posexplode(tags)");
        assertThat(databricks("SELECT id, other FROM companies LATERAL VIEW explode(tags) t AS tag")
                        .problem()
                        .kind())
                .isEqualTo(Kind.UNKNOWN_COLUMN);
    }

    @Test
    void postgresql_namesWithCapitals_areReachedThroughADerivedTable() {
        assertThat(postgres("SELECT \"Stage\" FROM \"Deals\" WHERE \"Stage\" = 'a''b'")
                        .sql())
                .isEqualTo(
                        "SELECT \"stage\" FROM (SELECT \"id\", \"Stage\" AS \"stage\", \"amount\" FROM \"Deals\" AS fenced)"
                                + " AS \"deals\" WHERE \"stage\" = 'a''b' LIMIT 1001");
    }

    @Test
    void postgresql_wordsOfItsOwn_areNamesWhereTheCatalogHasThem() {
        assertThat(postgres("SELECT user FROM companies").sql()).startsWith("SELECT \"user\" FROM \"companies\"");
        assertThat(postgres("SELECT id FROM \"only\" c").sql()).startsWith("SELECT id FROM \"only\" \"c\"");
    }

    @Test
    void rowRules_areReadAsTheDialectHasThem() {
        Catalog.Access access = Catalogs.roles(Map.of(
                "all",
                Catalogs.role(List.of("*"), List.of(), Map.of("main.fund.companies", "{t}.`name` <> 'O\\'Brien'"))));
        Admission admission =
                new SqlGuard(catalog("databricks", DATABRICKS, access), 1000).admit("SELECT id FROM companies", "u");

        assertAdmitted(admission);
        assertThat(admission.sql())
                .contains("FROM `main`.`fund`.`companies` AS fenced WHERE ((fenced.`name` <> 'O\\'Brien'))");
    }
}
