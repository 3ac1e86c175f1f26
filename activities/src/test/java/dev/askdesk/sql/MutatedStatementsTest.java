package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Good statements cut up and mixed with hostile ones. The judge of what the guard lets through is the engine's own
 * parser: it must see one query that reads catalogued tables and calls known functions only.
 */
class MutatedStatementsTest {
    private static final int MUTATIONS = 3_000;
    private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|\"[^\"]*\"|\\w+|\\s+|.", Pattern.DOTALL);
    private static final Set<String> TABLES = Set.of("companies", "rounds", "legal.contracts");

    private static final List<String> GOOD = List.of(
            "SELECT c.name, SUM(r.amount) AS total FROM companies c JOIN rounds r ON r.company_id = c.id WHERE r.amount > 5"
                    + " GROUP BY c.name HAVING SUM(r.amount) > 10 ORDER BY total DESC LIMIT 5",
            "WITH t AS (SELECT company_id, SUM(amount) AS total FROM rounds GROUP BY company_id) SELECT * FROM t JOIN"
                    + " companies ON companies.id = t.company_id",
            "SELECT name FROM companies WHERE id IN (SELECT company_id FROM legal.contracts WHERE \"signed by\" = 'it''s')",
            "SELECT id FROM companies UNION ALL SELECT id FROM rounds ORDER BY 1",
            "SELECT x.id FROM (SELECT id, name FROM companies) x, LATERAL (SELECT amount FROM rounds WHERE company_id ="
                    + " x.id) y",
            "SELECT CASE WHEN amount > 1 THEN 'a' ELSE 'b' END, DATE_TRUNC('month', closed) AS m FROM rounds GROUP BY ALL",
            "SELECT s.d FROM generate_series(1, 10) AS s(d) CROSS JOIN (SELECT MAX(id) AS m FROM companies) k",
            "SELECT * FROM companies NATURAL JOIN rounds QUALIFY row_number() OVER (PARTITION BY id ORDER BY closed) = 1");

    private static final List<String> HOSTILE = List.of(
            "; DROP TABLE companies; --",
            "/*",
            "*/",
            "--",
            "'",
            "\"",
            "\\",
            "$$",
            "`",
            ";",
            "(",
            ")",
            "\u00a0",
            "\u0000",
            "E'",
            "U&'",
            "x'",
            " salaries ",
            " , salaries ",
            " JOIN salaries USING (id) ",
            " UNION SELECT salary FROM salaries ",
            " (SELECT MAX(salary) FROM salaries) ",
            " EXISTS (TABLE salaries) ",
            " main.salaries ",
            " read_csv('/etc/passwd') ",
            " FROM 'x.csv' ",
            " \"x.csv\" ",
            " getenv('HOME') ",
            " duckdb_settings() ",
            " information_schema.tables ",
            " query('SELECT 1') ",
            " INTO x ",
            " FOR UPDATE ",
            " RETURNING * ",
            " RECURSIVE ",
            " companies AS MATERIALIZED (SELECT * FROM salaries) ",
            " AS salaries ",
            " salaries AS (SELECT 1) ",
            " PIVOT ",
            " TABLESAMPLE 10% ",
            " AT (VERSION => 1) ",
            " COLUMNS('.*') ",
            " #1 ",
            " ? ",
            " ::regclass ",
            " COLLATE nocase ",
            " -> ",
            " |> ",
            " FROM ",
            " SELECT ",
            " WITH ",
            " VALUES ",
            " DELETE FROM companies ");

    private final Random random = new Random(20240917);

    @Test
    void whatIsAdmitted_readsCataloguedTablesOnly() throws Exception {
        SqlGuard guard = new SqlGuard(
                Catalogs.catalog(
                        List.of(
                                Catalogs.table("companies", "id", "name"),
                                Catalogs.table("rounds", "id", "company_id", "amount", "closed"),
                                Catalogs.table("legal.contracts", "id", "company_id", "signed by")),
                        null),
                100);
        int admitted = 0;
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                PreparedStatement parser = engine.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            for (int i = 0; i < MUTATIONS; i++) {
                String sql = mutated();
                Admission admission = guard.admit(sql, "anyone");
                if (admission.sql() != null) {
                    admitted++;
                    assertHarmless(sql, admission.sql(), parse(parser, admission.sql()));
                }
            }
        }
        assertThat(admitted).isBetween(MUTATIONS / 50, MUTATIONS / 2);
    }

    private static JsonNode parse(PreparedStatement parser, String sql) throws Exception {
        parser.setString(1, sql);
        try (ResultSet rows = parser.executeQuery()) {
            rows.next();
            return new ObjectMapper().readTree(rows.getString(1));
        }
    }

    private static void assertHarmless(String sql, String admitted, JsonNode parsed) {
        String context = sql + " >>> " + admitted + " >>> "
                + parsed.path("error_message").asText();
        if (parsed.path("error").asBoolean()) {
            // The engine refuses it as it stands: nothing runs.
            assertThat(parsed.path("error_type").asText()).as(context).isEqualTo("parser");
            return;
        }
        assertThat(parsed.get("statements")).as(context).hasSize(1);
        Set<String> withQueries = new TreeSet<>();
        parsed.findValues("cte_map").forEach(map -> map.get("map")
                .forEach(entry -> withQueries.add(entry.get("key").asText().toLowerCase(java.util.Locale.ROOT))));
        for (String table : tables(parsed)) {
            assertThat(TABLES.contains(table) || withQueries.contains(table))
                    .as(table + " in " + context)
                    .isTrue();
        }
        parsed.findValuesAsText("function_name").stream()
                .filter(name -> name.matches("[a-z_]+"))
                .filter(name -> !Set.of("list_value", "struct_pack", "count_star", "ltrim", "array_extract")
                        .contains(name))
                .forEach(name -> FunctionRules.check(name, Dialect.DUCKDB));
    }

    private static List<String> tables(JsonNode node) {
        List<String> tables = new ArrayList<>();
        if (node.path("type").asText().equals("BASE_TABLE")) {
            List<String> path = new ArrayList<>();
            node.path("qualified_name").path("path").forEach(part -> path.add(part.asText()));
            tables.add(String.join(".", path).toLowerCase(java.util.Locale.ROOT));
        }
        node.forEach(child -> tables.addAll(tables(child)));
        return tables;
    }

    private String mutated() {
        List<String> tokens = tokens(pick(GOOD));
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(tokens.size());
            switch (random.nextInt(5)) {
                case 0 -> tokens.add(at, pick(HOSTILE));
                case 1 -> tokens.set(at, pick(HOSTILE));
                case 2 -> tokens.set(at, pick(tokens(pick(GOOD))));
                case 3 -> tokens.set(at, pick(tokens(pick(HOSTILE))));
                default -> tokens.add(at, pick(tokens(pick(GOOD))));
            }
        }
        return String.join("", tokens);
    }

    private static List<String> tokens(String sql) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
