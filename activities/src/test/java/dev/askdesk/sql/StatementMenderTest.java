package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogDraft;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.JoinGraph;
import dev.askdesk.sql.StatementMender.Mended;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements as models write them, mended and run on a real engine, on a database that no rule knows. */
class StatementMenderTest {
    @TempDir
    static Path folder;

    private static Warehouse warehouse;
    private static Catalog catalog;
    private static StatementMender mender;
    private static SqlGuard guard;

    @BeforeAll
    static void open() throws Exception {
        Path file = folder.resolve("library.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file)) {
            for (String sql : List.of(
                    "CREATE SCHEMA lib",
                    "CREATE TABLE lib.members (member_id INTEGER PRIMARY KEY, name VARCHAR, town VARCHAR, level VARCHAR)",
                    "CREATE TABLE lib.books (book_id INTEGER PRIMARY KEY, title VARCHAR, pages INTEGER, genre VARCHAR)",
                    "CREATE TABLE lib.loans (loan_id INTEGER PRIMARY KEY, member_id INTEGER REFERENCES lib.members(member_id),"
                            + " book_id INTEGER REFERENCES lib.books(book_id), lent_on DATE, back_on DATE, noted VARCHAR,"
                            + " taken_at TIMESTAMP, brought_at TIMESTAMP, fee DECIMAL(8,2))",
                    "INSERT INTO lib.members VALUES (1,'Ada','York','Gold'),(2,'Ben','Hull','Silver'),(3,'Cy','York','Gold')",
                    "INSERT INTO lib.books VALUES (1,'Dunes',300,'Novel'),(2,'Maps',120,'Travel'),(3,'Peaks',80,'Travel')",
                    "INSERT INTO lib.loans VALUES"
                            + " (1,1,1,current_date - 5,current_date - 1,'2024-03-05','2024-03-05 10:00:00','2024-03-05 12:00:00',1.50),"
                            + " (2,1,2,current_date - 50,NULL,'2024-04-05','2024-04-05 10:00:00','2024-04-05 11:00:00',2.50),"
                            + " (3,2,3,current_date - 400,current_date - 390,'2023-04-05','2023-04-05 10:00:00','2023-04-05 10:30:00',0)")) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
            }
        }
        warehouse = DuckDbWarehouse.open(file);
        catalog = CatalogDraft.draft("library", warehouse);
        mender = new StatementMender(catalog, new JoinGraph(catalog), ValueDictionary.build(catalog, warehouse));
        guard = new SqlGuard(catalog, 100);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // other engines' functions
                "SELECT count(*) FROM lib.loans WHERE lent_on >= DATE_SUB(CURDATE(), INTERVAL 30 DAY) | 1",
                "SELECT count(*) FROM lib.loans WHERE lent_on >= DATEADD(day, -30, GETDATE()) | 1",
                "SELECT count(*) FROM lib.loans WHERE lent_on >= DATE('now', '-30 days') | 1",
                "SELECT DATE_FORMAT(lent_on, '%Y') = strftime(current_date - 5, '%Y') FROM lib.loans WHERE loan_id = 1 | true",
                "SELECT TO_CHAR(taken_at, 'YYYY-MM') FROM lib.loans WHERE loan_id = 1 | 2024-03",
                "SELECT DATEDIFF(back_on, lent_on) FROM lib.loans WHERE loan_id = 1 | 4",
                "SELECT DATEDIFF(day, lent_on, back_on) FROM lib.loans WHERE loan_id = 1 | 4",
                "SELECT ROUND(JULIANDAY(back_on) - JULIANDAY(lent_on)) FROM lib.loans WHERE loan_id = 1 | 4",
                "SELECT TOP 1 title FROM lib.books ORDER BY pages | Peaks",
                // columns with the wrong table, and tables that are missing
                "SELECT l.title FROM lib.loans l JOIN lib.books b ON l.book_id = b.book_id WHERE l.loan_id = 1 | Dunes",
                "SELECT pages FROM lib.loans WHERE loan_id = 1 | 300",
                "SELECT SUM(fee) FROM lib.loans WHERE town = 'York' | 4.00",
                "SELECT sum(fees) FROM lib.loans | 4.00",
                // groups
                "SELECT level, count(*) FROM lib.members WHERE name = 'Ben' | Silver",
                "SELECT town FROM lib.members WHERE count(*) > 1 GROUP BY town | York",
                "SELECT sum(fee) FROM lib.loans ORDER BY lent_on | 4.00",
                // types
                "SELECT YEAR(noted) FROM lib.loans WHERE loan_id = 1 | 2024",
                "SELECT count(*) FROM lib.loans WHERE taken_at LIKE '2024%' | 2",
                "SELECT SUM(brought_at - taken_at) FROM lib.loans | 12600",
                "SELECT EXTRACT(DAY FROM (back_on - lent_on)) FROM lib.loans WHERE loan_id = 1 | 4",
                // names of queries, quotes
                "WITH loans AS (SELECT fee FROM lib.loans) SELECT sum(fee) FROM loans | 4.00",
                "SELECT title FROM `lib`.`books` WHERE book_id = 2 | Maps",
            })
    void statement_isMendedAndRuns(String sql, String expected) throws Exception {
        assertThat(answer(sql)).isEqualTo(expected);
    }

    @Test
    void valueInAnotherSpelling_isTheOneOfItsColumn() throws Exception {
        Optional<Mended> spelled = fitted("SELECT count(*) FROM lib.members WHERE level = 'gold'");
        assertThat(spelled).isPresent();
        assertThat(spelled.get().sql()).contains("'Gold'");
        assertThat(spelled.get().notes()).containsExactly("'gold' is read as 'Gold'.");
    }

    @Test
    void patternsAndTables_areWrittenInFull() {
        Optional<Mended> spelled = fitted("SELECT title FROM books WHERE title LIKE '%map%'");
        assertThat(spelled)
                .hasValueSatisfying(mended ->
                        assertThat(mended.sql()).contains("lib.books", "ILIKE").doesNotContain(" LIKE "));
    }

    /** Joined to its loans, a member would be counted once for each: no figure comes of that. */
    @Test
    void joinThatMultipliesRows_isNotPutIntoASum() {
        assertThat(mend("SELECT count(*) FROM lib.members WHERE fee > 1", "There is no column fee."))
                .isEmpty();
    }

    @Test
    void columnOfSeveralTables_isTheModelsToPlace() {
        assertThat(mend("SELECT member_id FROM lib.books", "There is no column member_id."))
                .isEmpty();
    }

    @Test
    void statementThatWrites_isNotMended() {
        assertThat(mend("DELETE FROM lib.loans", "x")).isEmpty();
        assertThat(mend("SELECT 1; DROP TABLE lib.loans", "x")).isEmpty();
    }

    /** Held against a question that speaks of all that the statement has. */
    private static Optional<Mended> fitted(String sql) {
        return mender.fitted(sql, new Asked(sql + " ids", sql, List.of(), null, Asker.named("ann")));
    }

    private static Optional<Mended> mend(String sql, String message) {
        return mender.mend(sql, Problem.of(Problem.Kind.UNKNOWN_COLUMN, message), Asker.named("ann"));
    }

    /** As the machine does it: guard, engine, and mending in between. */
    private static @Nullable String answer(String written) throws StatementException {
        String sql = fitted(written).map(Mended::sql).orElse(written);
        for (int i = 0; i < 5; i++) {
            Problem problem;
            Admission admission = guard.admit(sql, "ann");
            if (admission.sql() == null) {
                problem = admission.problem();
            } else {
                try {
                    return warehouse
                            .query(admission.sql(), 10, Duration.ofSeconds(10))
                            .rows()
                            .get(0)
                            .get(0);
                } catch (StatementException refused) {
                    problem = refused.problem();
                }
            }
            Optional<Mended> mended = mender.mend(sql, problem, Asker.named("ann"));
            if (mended.isEmpty()) {
                throw new AssertionError("not mended: " + sql + " " + problem);
            }
            sql = mended.get().sql();
        }
        throw new AssertionError("mended for ever: " + sql);
    }
}
