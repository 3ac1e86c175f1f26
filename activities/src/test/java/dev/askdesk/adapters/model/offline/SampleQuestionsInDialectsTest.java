package dev.askdesk.adapters.model.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.warehouse.DatabaseTable;
import dev.askdesk.adapters.warehouse.DuckDbWarehouse;
import dev.askdesk.adapters.warehouse.PostgresServer;
import dev.askdesk.adapters.warehouse.Query;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.adapters.warehouse.RowSink;
import dev.askdesk.adapters.warehouse.StatementException;
import dev.askdesk.adapters.warehouse.TablePattern;
import dev.askdesk.adapters.warehouse.Warehouse;
import dev.askdesk.adapters.warehouse.Watch;
import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.catalog.Catalog;
import dev.askdesk.catalog.CatalogFile;
import dev.askdesk.catalog.ValueDictionary;
import dev.askdesk.dialect.Dialect;
import dev.askdesk.evaluation.ExecutionAccuracy;
import dev.askdesk.grounding.Grounder;
import dev.askdesk.sql.CatalogTranslation;
import dev.askdesk.sql.SqlGuard;
import dev.askdesk.workflows.ask.Decision;
import dev.askdesk.workflows.ask.Grounding;
import dev.askdesk.workflows.ask.ScreenActivity.Admission;
import dev.askdesk.workflows.ask.ScreenActivity.GroundRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UserMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions about the sample fund, on engines that its catalog was not written for. */
class SampleQuestionsInDialectsTest {
    private static final Instant ASKED = Instant.parse("2026-11-23T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Path file;
    private static DuckDbWarehouse warehouse;
    private static Catalog original;
    private static ValueDictionary dictionary;

    @BeforeAll
    static void open() {
        file = folder.resolve("sample.duckdb");
        SampleFund.writeTo(file);
        warehouse = DuckDbWarehouse.open(file);
        original = CatalogFile.readResource(SampleFund.CATALOG.substring(1));
        dictionary = ValueDictionary.build(original, warehouse);
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void databricks_admitsWhatTheOfflineModelWrites() throws Exception {
        Map<String, String> admitted = admitted(Dialect.DATABRICKS);

        assertThat(admitted).hasSizeGreaterThan(80);
        assertThat(admitted.values()).noneMatch(sql -> sql.contains("\"") || sql.contains("''"));
    }

    @Test
    void databricks_namesOfThreeParts_areFoundWithoutTheirCatalogAndSchema() throws Exception {
        Catalog inSchema = inSchema(CatalogTranslation.to(original, Dialect.DATABRICKS), "main.fund-eu.");
        Map<String, String> admitted = admitted(inSchema, ValueDictionary.build(inSchema, new Unprefixed(warehouse)));

        assertThat(admitted).hasSameSizeAs(admitted(Dialect.DATABRICKS));
        assertThat(admitted.values()).allSatisfy(sql -> assertThat(sql).contains(" `main`.`fund-eu`.`"));
    }

    /** The sample fund's own database under the names that the catalog has. */
    private record Unprefixed(Warehouse warehouse) implements Warehouse {
        @Override
        public String dialect() {
            return "databricks";
        }

        @Override
        public void dryRun(Query query, Watch watch) throws StatementException {
            warehouse.dryRun(duckdb(query), watch);
        }

        @Override
        public Outcome query(Query query, RowSink sink, Watch watch) throws StatementException {
            return warehouse.query(duckdb(query), sink, watch);
        }

        private static Query duckdb(Query query) {
            return new Query(duckdb(query.sql()), query.limits(), query.origin(), query.earlier());
        }

        private static String duckdb(String sql) {
            return Dialect.DATABRICKS.read(sql.replace("`main`.`fund-eu`.", ""));
        }

        @Override
        public List<DatabaseTable> tables(TablePattern pattern, Consumer<String> progress) {
            return warehouse.tables(pattern, progress);
        }

        @Override
        public void close() {}
    }

    private static Catalog inSchema(Catalog catalog, String prefix) {
        return new Catalog(
                catalog.name(),
                catalog.description(),
                catalog.dialect(),
                catalog.currency(),
                catalog.asOf(),
                catalog.complete(),
                catalog.tables().stream()
                        .map(table -> new Catalog.Table(
                                prefix + table.name(),
                                table.description(),
                                table.synonyms(),
                                table.label(),
                                table.date(),
                                table.caveats(),
                                table.defaultFilters(),
                                table.columns()))
                        .toList(),
                catalog.joins().stream()
                        .map(join -> new Catalog.Join(
                                prefix + join.many().replace(", ", ", " + prefix),
                                prefix + join.one().replace(", ", ", " + prefix),
                                join.role()))
                        .toList(),
                catalog.measures().stream()
                        .map(measure -> new Catalog.Measure(
                                measure.name(),
                                measure.description(),
                                measure.synonyms(),
                                prefix + measure.table(),
                                measure.sql(),
                                measure.filter(),
                                measure.unit()))
                        .toList(),
                catalog.assumptions(),
                catalog.verified(),
                catalog.access());
    }

    @Test
    void postgresql_givesTheRowsThatDuckDbGives() throws Exception {
        Map<String, String> admitted = admitted(Dialect.POSTGRESQL);
        Map<String, String> duckdb = admitted(Dialect.DUCKDB);
        List<String> wrong = new ArrayList<>();
        assertThat(admitted).hasSizeGreaterThan(80).hasSameSizeAs(duckdb);
        try (PostgresServer server = PostgresServer.start(folder)) {
            try (Connection connection = DriverManager.getConnection(server.url(), server.user(), server.password())) {
                copyTo(connection);
                for (Map.Entry<String, String> question : admitted.entrySet()) {
                    QueryResult due = warehouse.query(
                            Objects.requireNonNull(duckdb.get(question.getKey())), 10_000, Duration.ofSeconds(20));
                    try {
                        QueryResult rows = rows(connection, question.getValue());
                        if (!ExecutionAccuracy.tolerant(due, rows, false)) {
                            wrong.add(question + "\n" + due.rows() + "\n" + rows.rows());
                        }
                    } catch (SQLException e) {
                        wrong.add(question + "\n" + e.getMessage());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** By question, what the guard of the dialect makes of the offline model's SQL, and of verified questions. */
    private static Map<String, String> admitted(Dialect dialect) throws IOException {
        return admitted(CatalogTranslation.to(original, dialect), dictionary);
    }

    private static Map<String, String> admitted(Catalog catalog, ValueDictionary dictionary) throws IOException {
        Grounder grounder = new Grounder(catalog, dictionary, 3_000);
        OfflineAnalyst analyst = new OfflineAnalyst(grounder);
        SqlGuard guard = new SqlGuard(catalog, 10_000);
        Map<String, String> admitted = new LinkedHashMap<>();
        for (String question : questions()) {
            UserMessage message = new UserMessage("m", "finance@harbourpeak.example", question, ASKED);
            Grounding grounding = grounder.ground(new GroundRequest(message, List.of(), List.of()));
            String sql = grounding.verifiedSql();
            if (sql == null
                    && grounding.ambiguity() == null
                    && analyst.understand(new UnderstandRequest(message, List.of(), List.of(), grounding, List.of(), 0))
                                    .decision()
                            instanceof Decision.SqlQuery query) {
                sql = query.sql();
            }
            if (sql != null) {
                Admission admission = guard.admit(sql, "finance@harbourpeak.example");
                assertThat(admission.sql())
                        .as(question + " " + sql + " " + admission.problem())
                        .isNotNull();
                admitted.put(question, admission.sql());
            }
        }
        return admitted;
    }

    private static void copyTo(Connection target) throws SQLException {
        Catalog catalog = CatalogTranslation.to(original, Dialect.POSTGRESQL);
        try (Connection source = DriverManager.getConnection("jdbc:duckdb:");
                Statement read = source.createStatement();
                Statement write = target.createStatement()) {
            read.execute("ATTACH '" + file + "' AS fund (READ_ONLY)");
            for (Catalog.Table table : catalog.tables()) {
                String columns = table.columns().stream()
                        .map(column -> Dialect.POSTGRESQL.quoted(column.name()) + " " + column.type())
                        .collect(Collectors.joining(", "));
                write.execute("CREATE TABLE " + table.name() + " (" + columns + ")");
                String names = table.columns().stream()
                        .map(column -> Dialect.POSTGRESQL.quoted(column.name()))
                        .collect(Collectors.joining(", "));
                String marks = table.columns().stream().map(column -> "?").collect(Collectors.joining(", "));
                try (ResultSet rows = read.executeQuery("SELECT " + names + " FROM fund." + table.name());
                        PreparedStatement insert = target.prepareStatement(
                                "INSERT INTO " + table.name() + " (" + names + ") VALUES (" + marks + ")")) {
                    while (rows.next()) {
                        for (int i = 1; i <= table.columns().size(); i++) {
                            insert.setObject(i, rows.getObject(i));
                        }
                        insert.addBatch();
                    }
                    insert.executeBatch();
                }
            }
        }
    }

    private static QueryResult rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            ResultSetMetaData about = rows.getMetaData();
            List<String> names = new ArrayList<>();
            List<String> types = new ArrayList<>();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                names.add(about.getColumnLabel(i));
                types.add(about.getColumnTypeName(i));
            }
            List<List<String>> cells = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= names.size(); i++) {
                    Object cell = rows.getObject(i);
                    row.add(cell == null ? null : cell.toString());
                }
                cells.add(row);
            }
            return new QueryResult(names, types, cells, false);
        }
    }

    private static List<String> questions() throws IOException {
        List<String> questions = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                SampleQuestionsInDialectsTest.class.getResourceAsStream("/dev/askdesk/sample/questions.jsonl"),
                StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    JsonNode question = JSON.readTree(line);
                    questions.add(question.get("question").asText());
                }
            }
        }
        return questions;
    }
}
