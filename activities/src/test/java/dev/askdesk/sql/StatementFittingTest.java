package dev.askdesk.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.grounding.Ingredient;
import dev.askdesk.sql.StatementMender.Mended;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that run and answer another question than the one that was asked. */
class StatementFittingTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    static Path folder;

    private static Warehouse warehouse;
    private static Catalog catalog;
    private static ValueDictionary dictionary;
    private static Grounder grounder;
    private static StatementMender mender;

    @BeforeAll
    static void open() throws Exception {
        Path file = folder.resolve("zoo.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "CREATE TABLE keepers (keeper_id INTEGER PRIMARY KEY, full_name VARCHAR)",
                    "CREATE TABLE visitors (visitor_id INTEGER PRIMARY KEY, full_name VARCHAR)",
                    "CREATE TABLE animals (animal_id INTEGER PRIMARY KEY, name VARCHAR, keeper_id INTEGER, diet VARCHAR)",
                    "CREATE TABLE feedings (feeding_id INTEGER PRIMARY KEY, animal_id INTEGER, keeper_id INTEGER,"
                            + " fed_on DATE, kilos DECIMAL(8,2))",
                    "CREATE TABLE weighings (weighing_id INTEGER PRIMARY KEY, animal_id INTEGER, weighed_on DATE,"
                            + " weight DECIMAL(8,2))",
                    "INSERT INTO keepers VALUES (1,'Ada Osei'),(2,'Bruno Sala')",
                    "INSERT INTO visitors VALUES (1,'Cleo Park')",
                    "INSERT INTO animals VALUES (1,'Zurika',1,'Meat'),(2,'Köppel',2,'Plants'),(3,'Tambo',1,'Plants')",
                    "INSERT INTO feedings VALUES (1,1,1,'2025-03-01',5),(2,1,2,'2026-02-01',7),(3,2,2,'2025-12-31',11),"
                            + "(4,3,1,'2024-06-30',13),(5,3,1,'2026-11-01',17)",
                    "INSERT INTO weighings VALUES (1,1,'2025-01-01',100),(2,1,'2026-01-01',120),(3,2,'2026-01-01',300)")) {
                statement.execute(sql);
            }
        }
        warehouse = DuckDbWarehouse.open(file);
        catalog = CatalogFile.readResource("/dev/askdesk/sql/zoo.yaml");
        dictionary = ValueDictionary.build(catalog, warehouse);
        grounder = new Grounder(catalog, dictionary, 1600);
        mender = new StatementMender(catalog, grounder.joins(), dictionary);
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
                // values: spelling, column, out of the air
                "What did Koppel eat? | SELECT SUM(kilos) FROM feedings f JOIN animals a USING (animal_id) WHERE a.name = 'Koppel' | 11.00",
                "How much food did Ada Osei give? | SELECT SUM(f.kilos) FROM feedings f JOIN animals a ON f.animal_id = a.animal_id WHERE a.name = 'Ada Osei' | 35.00",
                "How much food did Bruno give? | SELECT SUM(f.kilos) FROM feedings f JOIN animals a ON f.animal_id = a.animal_id WHERE a.name = 'Zurika' | 18.00",
                "How much food in all? | SELECT SUM(f.kilos) FROM feedings f JOIN animals a ON f.animal_id = a.animal_id WHERE a.name = 'Tambo' | 53.00",
                "How many hunters? | SELECT COUNT(*) FROM animals WHERE diet = 'Meat' | 1",
                // a subquery that reads the outer column
                "How many meals did Ada Osei give? | SELECT COUNT(*) FROM feedings WHERE keeper_id IN (SELECT keeper_id FROM animals WHERE name = 'x') OR animal_id = (SELECT animal_id FROM keepers WHERE full_name = 'Ada Osei') | 5",
                "How much was given by Ada Osei? | SELECT SUM(kilos) FROM feedings WHERE keeper_id = (SELECT kilos FROM keepers WHERE full_name = 'Ada Osei') | 35.00",
                // time
                "How much food last year? | SELECT SUM(kilos) FROM feedings WHERE fed_on >= CURRENT_DATE - INTERVAL 1 YEAR | 16.00",
                "How much food in Q2 2024? | SELECT SUM(kilos) FROM feedings WHERE fed_on BETWEEN '2024-04-01' AND '2024-06-01' | 13.00",
                "How much food after 2025? | SELECT SUM(kilos) FROM feedings WHERE fed_on > '2025-01-01' | 24.00",
                "How much food in December 2025? | SELECT SUM(kilos) FROM feedings WHERE YEAR(fed_on) = 2025 AND MONTH(fed_on) = 12 | 11.00",
                // what holds by default
                "How heavy are the animals together? | SELECT SUM(weight) FROM weighings | 420.00",
                "How heavy were the animals together in 2025? | SELECT SUM(weight) FROM weighings WHERE YEAR(weighed_on) = 2025 | 100.00",
                "Sum of all weights over time | SELECT SUM(weight) FROM weighings | 520.00",
                "How heavy is each of Tambo and Zurika? | SELECT a.name, w.weight FROM animals a LEFT JOIN weighings w ON w.animal_id = a.animal_id WHERE a.name = 'Tambo' OR a.name = 'Zurika' | Tambo,null;Zurika,120.00",
                "How heavy are Tambo and Zurika? | SELECT SUM(w.weight) FROM weighings w JOIN animals a ON w.animal_id = a.animal_id WHERE a.name = 'Tambo' OR a.name = 'Zurika' | 120.00",
                "How many meals on Saturdays in 2025? | SELECT COUNT(*) FROM feedings WHERE YEAR(fed_on) = 2025 AND DAYOFWEEK(fed_on) = 6 | 1",
                "How many meals in the first half of March 2025? | SELECT COUNT(*) FROM feedings WHERE fed_on BETWEEN '2025-03-01' AND '2025-03-15' | 1",
                "How many meals were not in 2025? | SELECT COUNT(*) FROM feedings WHERE YEAR(fed_on) <> 2025 | 3",
                "Meals of 2025 versus 2026? | SELECT COUNT(*) FROM feedings WHERE YEAR(fed_on) = 2026 | 2",
                "How much food but that of Zurika? | SELECT SUM(f.kilos) FROM feedings f JOIN animals a ON f.animal_id = a.animal_id WHERE a.name <> 'Zurika' | 41.00",
                // names
                "Which keeper gave the most food? | SELECT keeper_id FROM feedings GROUP BY keeper_id ORDER BY SUM(kilos) DESC LIMIT 1 | 1,Ada Osei",
                "Which keeper id gave the most food? | SELECT keeper_id FROM feedings GROUP BY keeper_id ORDER BY SUM(kilos) DESC LIMIT 1 | 1",
                "What was the biggest meal? | SELECT animal_id, kilos FROM feedings ORDER BY kilos DESC LIMIT 1 | 3,17.00,Tambo",
                "Food of each keeper | SELECT SUM(kilos) FROM feedings GROUP BY keeper_id ORDER BY 1 | 18.00,2,Bruno Sala;35.00,1,Ada Osei",
            })
    void statement_answersItsQuestion(String question, String sql, String expected) throws Exception {
        String fitted = mender.fitted(sql, asked(question)).map(Mended::sql).orElse(sql);
        assertThat(rows(fitted)).as(fitted).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT SUM(kilos) FROM feedings WHERE fed_on > DATE '2025-01-01' OR kilos > 5",
                "SELECT a.name FROM animals a WHERE a.name = 'Zurika'",
                "SELECT COUNT(*) FROM weighings WHERE weighed_on = (SELECT MIN(weighed_on) FROM weighings)"
            })
    void statementThatFits_staysAsItIs(String sql) {
        assertThat(mender.fitted(sql, asked("What about Zurika in 2025, history?")))
                .isEmpty();
    }

    @Test
    void whatIsDoneToTheMeaning_isSaid() {
        Mended mended = mender.fitted(
                        "SELECT SUM(kilos) FROM feedings f JOIN animals a ON f.animal_id = a.animal_id"
                                + " WHERE a.name = 'Tambo' AND YEAR(fed_on) = 2024",
                        asked("How much food last year?"))
                .orElseThrow();
        assertThat(mended.notes())
                .containsExactlyInAnyOrder(
                        "No condition on name = 'Tambo': the question does not speak of it.",
                        "“last year” is fed_on from 2025-01-01 to before 2026-01-01.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "How much did Zurika eat? | SELECT SUM(kilos) FROM feedings | animals.name = 'Zurika'",
                "How much did Zurika eat? | SELECT SUM(kilos) FROM feedings f JOIN keepers k USING (keeper_id) WHERE k.full_name = 'Zurika' | animals.name = 'Zurika'",
                "How much food in 2025? | SELECT SUM(kilos) FROM feedings | feedings.fed_on",
                "How much food per keeper? | SELECT SUM(kilos) FROM feedings | “keeper”",
                "How much food by month? | SELECT SUM(kilos) FROM feedings | “month”",
                "Which animal ate most? | SELECT MAX(kilos) FROM feedings | Which animal",
                "What is our latest meal? | SELECT MAX(fed_on) FROM feedings | meal itself",
                "Who gave how many meals? | SELECT v.full_name, COUNT(*) FROM feedings f JOIN visitors v ON f.keeper_id = v.visitor_id GROUP BY 1 | ",
                "How many meals did carers' animals get? | SELECT COUNT(*) FROM feedings f JOIN animals a ON f.animal_id = a.keeper_id | cannot be equal",
                "How much food was eaten by animals that were weighed? | SELECT SUM(f.kilos) FROM feedings f JOIN weighings w ON f.animal_id = w.animal_id | counted several times",
                "What is the consumption of the zoo? | SELECT kilos FROM feedings | SUM(feedings.kilos)",
            })
    void whatIsLeftOut_isNamed(String question, String sql, String named) {
        Optional<Problem> omission = mender.omission(sql, asked(question));
        if (named == null) {
            // Of two tables that no join knows, nothing can be told.
            assertThat(omission).isEmpty();
            return;
        }
        assertThat(omission).hasValueSatisfying(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.INCOMPLETE);
            assertThat(problem.message()).contains(named);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "How many meals were given by keepers? | SELECT COUNT(*) FROM feedings",
                "AMK per keeper? AMK = average kilos per keeper | SELECT keeper_id, AVG(kilos) FROM feedings GROUP BY keeper_id",
                "What is the AMK? AMK = average kilos per keeper | SELECT AVG(kilos) FROM feedings",
                "Which year saw the last meal? | SELECT MAX(YEAR(fed_on)) FROM feedings",
                "How many different animals ate in 2025? | SELECT COUNT(DISTINCT f.animal_id) FROM feedings f JOIN weighings w ON f.animal_id = w.animal_id WHERE YEAR(f.fed_on) = 2025",
                "What were the largest meals by consumption? | SELECT kilos FROM feedings ORDER BY kilos DESC LIMIT 3",
                "When did Zurika eat, and how much each time? | SELECT f.fed_on, f.kilos FROM feedings f JOIN animals a ON f.animal_id = a.animal_id WHERE a.name = 'Zurika'",
            })
    void whatIsAllThere_isNoOmission(String question, String sql) {
        assertThat(mender.omission(sql, asked(question))).isEmpty();
    }

    @Test
    void fitting_canBeLeftOut() {
        StatementMender without =
                new StatementMender(catalog, grounder.joins(), dictionary, Set.of(Ingredient.FITTING));
        assertThat(without.fitted("SELECT SUM(weight) FROM weighings", asked("How heavy?")))
                .isEmpty();
        assertThat(without.omission("SELECT SUM(kilos) FROM feedings", asked("What did Zurika eat?")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "How many customers does the zoo have? | customers",
                "What is the salary of Ada Osei? | salary",
                "Who won the world cup? | world,cup",
                "What is the ROI of our animals? | ROI",
            })
    void whatACompleteCatalogDoesNotKnow_isTold(String question, String unknown) {
        assertThat(ground(question).unknown()).containsExactly(unknown.split(","));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How much food did Zurika's keeper give last month?",
                "At the moment, how many carnivores do we look after altogether?",
                "Wie viele Tiere haben wir?",
                "How many meals over 5kg in Q2 2024?"
            })
    void whatItKnows_isNotDeclined(String question) {
        assertThat(ground(question).unknown()).isEmpty();
    }

    private static Grounding ground(String question) {
        return grounder.ground(new GroundRequest(new UserMessage("m", "u", question, NOW), List.of(), List.of()));
    }

    private static Asked asked(String question) {
        return Asked.of(new UnderstandRequest(
                new UserMessage("m", "u", question, NOW), List.of(), List.of(), ground(question), List.of(), 0));
    }

    private static String rows(String sql) throws StatementException {
        Set<String> rows = new TreeSet<>();
        warehouse.query(sql, 100, Duration.ofSeconds(10)).rows().forEach(row -> rows.add(String.join(",", row)));
        return String.join(";", rows);
    }
}
