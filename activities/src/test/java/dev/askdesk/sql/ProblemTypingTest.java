package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.askdesk.catalog.Catalog;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.Problem.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's real errors, typed. */
class ProblemTypingTest {
    private static final Catalog CATALOG = Catalogs.catalog(
            List.of(Catalogs.table("companies", "id", "name"), Catalogs.table("rounds", "company_id", "amount")), null);

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE companies(id INTEGER, name VARCHAR)");
            statement.execute("CREATE TABLE rounds(id INTEGER, company_id INTEGER, amount DECIMAL(10,2))");
            statement.execute("INSERT INTO companies VALUES (1, 'Acme')");
        }
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELEC 1 | SYNTAX",
                "SELECT id FROM companies WHERE | SYNTAX",
                "SELECT id FROM companees | UNKNOWN_TABLE",
                "SELECT x.id FROM companies | UNKNOWN_TABLE",
                "SELECT nme FROM companies | UNKNOWN_COLUMN",
                "SELECT c.nme FROM companies c | UNKNOWN_COLUMN",
                "SELECT mediann(id) FROM companies | UNKNOWN_FUNCTION",
                "SELECT id FROM companies JOIN rounds ON company_id = 1 | AMBIGUOUS_COLUMN",
                "SELECT SUM(name) FROM companies | TYPE_MISMATCH",
                "SELECT name + 1 FROM companies | TYPE_MISMATCH",
                "SELECT name::INTEGER FROM companies | TYPE_MISMATCH",
                "SELECT DATE 'yesterday' | TYPE_MISMATCH",
                "SELECT id, COUNT(*) FROM companies | ENGINE",
                "SELECT (SELECT i FROM range(3) r(i)) | ENGINE"
            })
    void engineError_isTyped(String sql, Kind kind) {
        Problem problem = problem(sql);

        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.message()).isNotBlank().hasSizeLessThanOrEqualTo(400).doesNotContain("\n", "LINE 1", "^^");
    }

    @Test
    void unknownColumn_getsTheNearestNames() {
        Problem problem = ProblemTyping.withHints(problem("SELECT amout FROM rounds"), CATALOG);

        assertThat(problem.hints()).contains("rounds.amount");
    }

    @Test
    void unknownTable_getsTheNearestNames() {
        Problem problem = ProblemTyping.withHints(problem("SELECT 1 FROM company"), CATALOG);

        assertThat(problem.hints()).containsExactly("companies");
    }

    @Test
    void unlikeName_getsNoHint() {
        Problem problem = ProblemTyping.withHints(problem("SELECT zzz FROM rounds"), CATALOG);

        assertThat(problem.kind()).isEqualTo(Kind.UNKNOWN_COLUMN);
        assertThat(problem.hints()).isEmpty();
    }

    @Test
    void otherProblem_staysAsItIs() {
        Problem problem = problem("SELECT name::INTEGER FROM companies");

        assertThat(ProblemTyping.withHints(problem, CATALOG)).isEqualTo(problem);
    }

    @Test
    void outOfMemory_isTooLargeWithoutAdviceOnSettings() {
        Problem problem = ProblemTyping.ofDuckDb(new SQLException("Out of Memory Error: failed to allocate data of size"
                + " 16.0 MiB (240.0 MiB/244.1 MiB used)\nDatabase is launched in in-memory mode\n\nPossible"
                + " solutions:\n* Reducing the number of threads (SET threads=X)"));

        assertThat(problem.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(problem.message()).startsWith("Out of Memory Error: failed").doesNotContain("SET", "solutions");
    }

    @Test
    void errorWithoutMessage_isAnEngineProblem() {
        assertThat(ProblemTyping.ofDuckDb(new SQLException()).kind()).isEqualTo(Kind.ENGINE);
    }

    private Problem problem(String sql) {
        SQLException error = catchThrowableOfType(SQLException.class, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery(sql).close();
            }
        });
        return ProblemTyping.ofDuckDb(error);
    }
}
