package dev.askdesk.activities.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.model.PromptedAnalyst;
import dev.askdesk.adapters.model.Prompts;
import dev.askdesk.adapters.model.offline.OfflineAnalyst;
import dev.askdesk.adapters.results.FileResultStore;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.Query.Limits;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.governance.WarehouseBudget;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.grounding.Ingredient;
import dev.askdesk.sql.Asker;
import dev.askdesk.sql.EmptyResult;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.ExecuteActivity.RunRequest;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.Grounding.Example;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import dev.askdesk.workflows.ask.Problem;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody may not see is not even known to be there: to the model, to what mends its SQL, or to the asker. */
class ViewsTest {
    private static final String CATALOG = """
            name: firm
            description: A firm and its companies. There is a payroll too.
            dialect: duckdb
            complete: true
            tables:
              - name: companies
                description: Companies of the portfolio
                synonyms: [companies, company]
                label: name
                caveats:
                  - Names are in use, such as Zephyrion.
                  - A company that is on the watch list is still counted.
                default_filters:
                  - {sql: '{t}.region <> ''XX''', assumption: Companies of no region are left out.}
                columns:
                  - {name: name, type: VARCHAR, description: 'What it is called. Such as Zephyrion, Inc., Quillbright.', lookup: {}}
                  - {name: region, type: VARCHAR, synonyms: [region]}
                  - {name: sector, type: VARCHAR, values: {Fintech: [fintech], Spacemining: [space mining]}}
                  - {name: invested, type: INTEGER, synonyms: [invested, amount]}
                  - {name: on_watch_list, type: BOOLEAN, description: Watched, synonyms: [watch list]}
              - name: staff
                description: One row is a person. Their base_salary is in euros.
                synonyms: [staff, employees]
                label: name
                caveats:
                  - Those who are about to be fired are there.
                  - People who retired stay in the table.
                default_filters:
                  - {sql: '{t}.about_to_be_fired = false', assumption: Whoever is about to be fired does not count.}
                columns:
                  - name: name
                    type: VARCHAR
                    lookup: {prefer: '{t}.base_salary > 5', assumption: A first name alone means somebody with a salary.}
                  - {name: nickname, type: VARCHAR, lookup: {means: badge_name}}
                  - {name: badge_name, type: VARCHAR}
                  - {name: company, type: VARCHAR}
                  - {name: invested, type: INTEGER}
                  - {name: base_salary, type: INTEGER, description: In euros, synonyms: [salary, pay, salary grade], unit: EUR}
                  - name: about_to_be_fired
                    type: BOOLEAN
                    description: Known to the board alone
                    values: {'true': [doomed], 'false': []}
              - name: payroll
                description: One row is a payment
                synonyms: [payroll, wage slips]
                columns:
                  - {name: iban, type: VARCHAR, description: 'Account. Such as 910001, 455002.', lookup: {}}
                  - {name: payee, type: VARCHAR}
                  - {name: month, type: DATE}
            joins:
              - {many: payroll.payee, one: staff.name, role: paid person}
              - {many: staff.company, one: companies.name}
            measures:
              - {name: wage bill, description: x, table: staff, sql: 'SUM({t}.base_salary)'}
              - {name: head count, description: x, table: staff, sql: COUNT(*)}
              - {name: total invested, description: x, table: companies, sql: 'SUM({t}.invested)'}
              - {name: watched, description: x, table: companies, sql: COUNT(*), filter: '{t}.on_watch_list'}
            assumptions:
              - Salary means base salary.
              - We means the firm.
            verified:
              - {question: 'How much did we invest in Zephyrion?', sql: 'SELECT invested FROM companies WHERE name = ''Zephyrion'''}
              - {question: 'Who has the highest wage?', sql: 'SELECT name FROM staff ORDER BY base_salary DESC LIMIT 1'}
              - {question: 'How many people do we have?', sql: 'SELECT count(*) AS n FROM staff'}
            access:
              roles:
                europe:
                  users: [eve, may]
                  hidden: [payroll, staff.invested, staff.base_salary, staff.about_to_be_fired, staff.badge_name, companies.on_watch_list]
                  rows: {companies: "{t}.region = 'EU'"}
                asia:
                  users: [may]
                  hidden: [payroll, staff.invested, staff.base_salary, staff.about_to_be_fired, staff.badge_name, companies.on_watch_list]
                  rows: {companies: "{t}.region = 'AS'"}
                watcher:
                  users: [wim]
                  hidden: [companies.on_watch_list]
                all: {users: [ann]}
            """;

    /** What tells of something that eve may not see. */
    private static final List<String> SECRETS = List.of(
            "payroll",
            "wage",
            "iban",
            "910001",
            "455002",
            "salary",
            "pay",
            "fired",
            "doomed",
            "badge",
            "watch",
            "zephyrion",
            "quillbright",
            "spacemining");

    @TempDir
    private Path folder;

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private Path database;
    private Warehouse warehouse;
    private Views views;
    private ScreenActivityImpl screen;
    private ExecuteActivityImpl execute;

    @BeforeEach
    void open() throws Exception {
        database = folder.resolve("firm.duckdb");
        write(
                "CREATE TABLE companies (name VARCHAR, region VARCHAR, sector VARCHAR, invested INTEGER, on_watch_list BOOLEAN)",
                "INSERT INTO companies VALUES ('Quillware', 'EU', 'Fintech', 5, true),"
                        + " ('Zephyrion', 'US', 'Spacemining', 7, false), ('Quillbright', 'US', 'Fintech', 9, false),"
                        + " ('Tanukisoft', 'AS', NULL, 1, false)",
                "CREATE TABLE staff (name VARCHAR, nickname VARCHAR, badge_name VARCHAR, company VARCHAR,"
                        + " base_salary INTEGER, about_to_be_fired BOOLEAN)",
                "INSERT INTO staff VALUES ('Bertram Vole', 'Bertie', 'badge7', 'Quillware', 9, true)",
                "CREATE TABLE payroll (iban VARCHAR, payee VARCHAR, month DATE)",
                "INSERT INTO payroll VALUES ('910001', 'Bertram Vole', DATE '2025-01-01')");
        Catalog catalog = CatalogFile.read(Files.writeString(folder.resolve("firm.yaml"), CATALOG));
        warehouse = DuckDbWarehouse.open(database);
        views = Views.of(
                catalog,
                warehouse,
                (seen, dictionary) -> {
                    made.incrementAndGet();
                    return view(seen, dictionary);
                },
                clock());
        FileResultStore results = new FileResultStore(folder.resolve("results"));
        screen = new ScreenActivityImpl(views, new SqlGuard(catalog, 100), results);
        execute = new ExecuteActivityImpl(
                warehouse,
                catalog,
                views,
                results,
                Limits.of(100, Duration.ofSeconds(10)),
                new WarehouseBudget(folder.resolve("time"), null, Clock.systemUTC()));
    }

    private Clock clock() {
        InstantSource source = now::get;
        return source.withZone(ZoneOffset.UTC);
    }

    private void write(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static Views.View view(Catalog catalog, ValueDictionary dictionary) {
        Grounder grounder = new Grounder(
                catalog,
                dictionary,
                2_000,
                Set.<Ingredient>of(),
                () -> List.of(
                        new Catalog.VerifiedQuestion(
                                "Is Zephyrion in our region?", "SELECT region FROM companies WHERE name = 'Zephyrion'"),
                        new Catalog.VerifiedQuestion("List our people", "SELECT name FROM staff")));
        return new Views.View(
                grounder,
                new StatementMender(catalog, grounder.joins(), dictionary),
                new OfflineAnalyst(grounder),
                new EmptyResult(catalog, dictionary));
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Test
    void nameInARowThatIsNotTheirs_isNotMatched() {
        assertThat(matched("ann", null)).contains("Zephyrion");
        assertThat(matched("eve", null)).isEmpty();
        assertThat(matched("U1", List.of("all"))).contains("Zephyrion");
        assertThat(matched("U1", List.of("europe"))).isEmpty();
        assertThat(matched("U1", List.of())).isEmpty();
    }

    @Test
    void nameThatIsTheirs_isMatched() {
        Grounding grounding = ground("How much did we invest in Quillware?", "eve", null);

        assertThat(grounding.values()).extracting(ValueMatch::value).containsExactly("Quillware");
    }

    @Test
    void nearestNames_areTheirsAlone() {
        String sql = "SELECT invested FROM companies WHERE name = 'Zephyrio'";
        assertThat(hints(sql, "ann")).anyMatch(hint -> hint.contains("Zephyrion"));
        assertThat(hints(sql, "eve")).noneMatch(hint -> hint.contains("Zephyrion"));
        assertThat(hints("SELECT 1 AS one FROM payroll WHERE iban = '91000'", "eve"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "eve, How many companies are there?",
        "eve, List the people by company",
        "eve, 'How many people do we have, and how much is invested?'",
        "may, How much did we invest by region?"
    })
    void prompt_tellsNothingOfWhatIsHidden(String user, String question) {
        String prompt = prompt(question, user).toLowerCase(Locale.ROOT);

        assertThat(prompt).contains("create table companies").contains("create table staff");
        assertThat(SECRETS.stream().filter(prompt::contains)).isEmpty();
    }

    @Test
    void prompt_ofWhoSeesAll_tellsEverything() {
        String prompt = prompt("How many companies are there?", "ann").toLowerCase(Locale.ROOT);

        assertThat(SECRETS.stream().filter(prompt::contains))
                .contains("payroll", "910001", "salary", "fired", "badge", "zephyrion", "spacemining");
    }

    @Test
    void prompt_keepsWhatTellsNothing() {
        assertThat(prompt("List the people by company", "eve"))
                .contains("People who retired stay in the table.")
                .contains("Companies of no region are left out.")
                .contains("We means the firm.")
                .contains("One row is a person.")
                .contains("'Fintech'")
                .contains("staff.company = companies.name");
    }

    @Test
    void rolesTogether_seeWhatEitherSees() {
        assertThat(ground("Tanukisoft and Quillware", "may", null).values())
                .extracting(ValueMatch::value)
                .containsExactlyInAnyOrder("Tanukisoft", "Quillware");
        assertThat(ground("Tanukisoft and Quillware", "eve", null).values())
                .extracting(ValueMatch::value)
                .containsExactly("Quillware");
        assertThat(ground("Which companies are on the watch list?", "x", List.of("watcher", "all"))
                        .withheld())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is the average base salary? | base salary",
                "What is the SALARY of our staff? | SALARY",
                "How large is the wage bill? | wage bill",
                "Show the wage slips by month | wage slips",
                "Which companies are on the watch list? | watch list",
                "Who is about to be fired? | about to be fired"
            })
    void wordsForWhatIsHidden_areWithheldAsTheyWereSaid(String question, String words) {
        Grounding grounding = ground(question, "eve", null);

        assertThat(grounding.withheld()).containsExactly(words);
        assertThat(grounding.unknown()).isEmpty();
        assertThat(grounding.foreign()).isFalse();
        assertThat(ground(question, "ann", null).withheld()).isEmpty();
    }

    /** To say that a value is withheld would say that it is there; a word with a meaning that is theirs has that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "How much did we invest in Zephyrion?",
                "Is anybody doomed?",
                "What happened to 910001?",
                "How much did we invest by month?",
                "How much did we pay for Databricks?",
                "What is the name of each company?"
            })
    void valuesAndWordsOfTheirOwn_areNotWithheld(String question) {
        assertThat(ground(question, "eve", null).withheld()).isEmpty();
    }

    /** Another column of that name would answer another question. */
    @Test
    void hiddenColumn_isNotMendedToOneThatIsTheirs() {
        String sql = "SELECT s.name, s.invested FROM staff AS s";
        Problem unknown = Problem.of(Problem.Kind.UNKNOWN_COLUMN, "There is no column s.invested.");

        assertThat(views.of(Asker.named("eve")).mender().mend(sql, unknown, Asker.named("eve")))
                .isEmpty();
        assertThat(views.of(Asker.named("eve"))
                        .mender()
                        .mend(sql.replace("invested", "sector"), unknown, Asker.named("eve")))
                .isPresent();
    }

    @Test
    void wordsThatOverlap_areSaidAsOne() {
        assertThat(ground("Show the payroll wage slips list", "eve", null).withheld())
                .containsExactly("payroll", "wage slips");
        assertThat(ground("Show the base salary grade", "eve", null).withheld()).containsExactly("base salary grade");
    }

    @Test
    void replyToWhatWasAskedBack_isHeldAgainstTheirRightsToo() {
        UserMessage message = new UserMessage("1", "eve", "What is the average?", Instant.EPOCH);
        Grounding grounding = screen.ground(new GroundRequest(
                message, List.of(), List.of(new Exchange("of the salary", null, "Average of what?"))));

        assertThat(grounding.withheld()).containsExactly("salary");
    }

    @Test
    void verifiedQuestions_areToldToWhoMaySeeAllThatTheySay() {
        assertThat(ground("How much did we invest in Zephyrion?", "ann", null).verifiedSql())
                .isNotNull();
        assertThat(ground("How much did we invest in Zephyrion?", "eve", null).verifiedSql())
                .isNull();
        assertThat(ground("Is Zephyrion in our region?", "eve", null).verifiedSql())
                .isNull();
        assertThat(ground("How many people do we have?", "eve", null).verifiedSql())
                .isNotNull();
        assertThat(ground("Is Quillware in our region now?", "eve", null).examples())
                .extracting(Example::sql)
                .noneMatch(sql -> sql.contains("companies"));
        assertThat(ground("Is Quillware in our region now?", "ann", null).examples())
                .extracting(Example::sql)
                .anyMatch(sql -> sql.contains("Zephyrion"));
    }

    @Test
    void valueOfAList_isKnownWhereTheirRowsHaveIt() {
        assertThat(understood("How much did we invest in fintech?", "eve")).contains("Fintech");
        assertThat(understood("How much did we invest in space mining?", "eve")).doesNotContain("Spacemining");
        assertThat(understood("How much did we invest in space mining?", "ann")).contains("Spacemining");
    }

    @Test
    void nobody_isShownNothing() {
        assertThat(ground("How many companies are there?", "U1", List.of()).tables())
                .isEmpty();
    }

    @Test
    void view_isMadeOnceForEachCombinationOfRoles() {
        ground("How many companies are there?", "eve", null);
        ground("How many companies are there?", "U1", List.of("europe"));
        ground("How many companies are there?", "ann", null);
        ground("How many companies are there?", "may", null);

        assertThat(made).hasValue(3);
    }

    @Test
    void askersAtOnce_readOnce() {
        List<CompletableFuture<Views.View>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> views.of(Asker.named("eve"))))
                .toList();

        assertThat(all.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        assertThat(made).hasValue(2);
    }

    @Test
    void viewOfSomeRows_isReadAgainAfterAWhile() {
        Views.View first = views.of(Asker.named("eve"));
        now.set(now.get().plus(Views.KEPT).minusSeconds(1));
        assertThat(views.of(Asker.named("eve"))).isSameAs(first);

        now.set(now.get().plusSeconds(1));
        assertThat(views.of(Asker.named("eve"))).isNotSameAs(first);
    }

    @Test
    void viewOfAllRows_sharesWhatWasReadAndStays() {
        Views.View first = views.of(Asker.named("wim"));
        now.set(now.get().plus(Views.KEPT).plusSeconds(1));

        assertThat(views.of(Asker.named("wim"))).isSameAs(first).isNotSameAs(views.whole());
        assertThat(ground("Zephyrion", "wim", null).values()).isNotEmpty();
        assertThat(prompt("How many companies are there?", "wim")).doesNotContain("watch");
    }

    private List<String> matched(String user, @Nullable List<String> roles) {
        return ground("How much did we invest in Zephyrion?", user, roles).values().stream()
                .map(ValueMatch::value)
                .toList();
    }

    private Grounding ground(String question, String user, @Nullable List<String> roles) {
        return screen.ground(new GroundRequest(message(question, user, roles), List.of(), List.of()));
    }

    private static UserMessage message(String question, String user, @Nullable List<String> roles) {
        return new UserMessage("1", user, question, Instant.EPOCH, roles);
    }

    private UnderstandRequest asked(String question, String user) {
        return new UnderstandRequest(
                message(question, user, null), List.of(), List.of(), ground(question, user, null), List.of(), 0);
    }

    /** All that a model is sent but the question. */
    private String prompt(String question, String user) {
        Catalog catalog = views.of(Asker.named(user)).grounder().catalog();
        return String.join("\n", PromptedAnalyst.prompt(asked(question, user), catalog, Prompts.BEST));
    }

    private String understood(String question, String user) {
        Decision decision = views.of(Asker.named(user))
                .analyst()
                .understand(asked(question, user))
                .decision();
        return decision.toString();
    }

    private List<String> hints(String sql, String user) {
        Execution execution = execute.run(new RunRequest(sql, "h/" + user, user, null));
        return execution.problem() == null ? List.of() : execution.problem().hints();
    }
}
