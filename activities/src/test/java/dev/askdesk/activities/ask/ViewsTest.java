package dev.askdesk.activities.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.model.offline.OfflineAnalyst;
import dev.askdesk.adapters.results.FileResultStore;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.sql.EmptyResult;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.sql.StatementMender;
import dev.askdesk.workflows.ask.ExecuteActivity.Execution;
import dev.askdesk.workflows.ask.ExecuteActivity.RunRequest;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.Grounding.ValueMatch;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name that somebody may not see is not even known to be there. */
class ViewsTest {
    private static final String CATALOG = """
            name: firm
            description: A firm
            dialect: duckdb
            tables:
              - name: companies
                description: Companies of the portfolio
                synonyms: [companies, company]
                label: name
                columns:
                  - {name: name, type: VARCHAR, lookup: {}}
                  - {name: region, type: VARCHAR}
                  - {name: invested, type: INTEGER}
            access:
              roles:
                europe: {users: [eve], rows: {companies: "{t}.region = 'EU'"}}
                all: {users: [ann]}
            """;

    @TempDir
    private Path folder;

    private Warehouse warehouse;
    private ScreenActivityImpl screen;
    private ExecuteActivityImpl execute;

    @BeforeEach
    void open() throws Exception {
        Path database = folder.resolve("firm.duckdb");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE companies (name VARCHAR, region VARCHAR, invested INTEGER)");
            statement.execute("INSERT INTO companies VALUES ('Quillware', 'EU', 5), ('Zephyrion', 'US', 7),"
                    + " ('Quillbright', 'US', 9)");
        }
        Catalog catalog = CatalogFile.read(Files.writeString(folder.resolve("firm.yaml"), CATALOG));
        warehouse = DuckDbWarehouse.open(database);
        Views views = Views.of(catalog, warehouse, dictionary -> view(catalog, dictionary));
        FileResultStore results = new FileResultStore(folder.resolve("results"));
        screen = new ScreenActivityImpl(views, new SqlGuard(catalog, 100), results);
        execute = new ExecuteActivityImpl(warehouse, catalog, views, results, 100, Duration.ofSeconds(10));
    }

    private static Views.View view(Catalog catalog, ValueDictionary dictionary) {
        Grounder grounder = new Grounder(catalog, dictionary, 2_000);
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
    }

    private List<String> matched(String user, @Nullable List<String> roles) {
        return ground("How much did we invest in Zephyrion?", user, roles).values().stream()
                .map(ValueMatch::value)
                .toList();
    }

    private Grounding ground(String question, String user, @Nullable List<String> roles) {
        UserMessage message = new UserMessage("1", user, question, Instant.EPOCH, roles);
        return screen.ground(new GroundRequest(message, List.of(), List.of()));
    }

    private List<String> hints(String sql, String user) {
        Execution execution = execute.run(new RunRequest(sql, "h/" + user, user, null));
        return execution.problem() == null ? List.of() : execution.problem().hints();
    }
}
