package dev.askdesk.adapters.warehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Credentials;
import dev.askdesk.adapters.warehouse.DatabricksSettings.Protocol;
import dev.askdesk.adapters.warehouse.Values.Value;
import dev.askdesk.databricksdouble.DatabricksDouble;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process, in a time zone of its own, that reads all values from all engines and writes them as lines of JSON. */
final class ValuesProgram {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a cell's type is where its statement was refused; the cell says why. */
    static final String REFUSED = "refused";

    private ValuesProgram() {}

    /**
     * A value as an engine told it.
     *
     * @param by engine and protocol
     * @param type or {@link #REFUSED}
     */
    record Told(
            String by, String name, String type, @Nullable String cell) {}

    static Process start(Path folder, String zone, PostgresServer postgres) throws IOException {
        String name = zone.replace('/', '-');
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.timezone=" + zone,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ValuesProgram.class.getName(),
                        folder.resolve(name + ".jsonl").toString(),
                        folder.resolve(name + ".duckdb").toString(),
                        postgres.url(),
                        postgres.user(),
                        postgres.password())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    /** Args: the file for the lines, one for DuckDB, and PostgreSQL's URL, user and password. */
    public static void main(String[] args) throws Exception {
        DriverManager.getConnection("jdbc:duckdb:" + args[1]).close();
        try (PrintStream out = new PrintStream(args[0], StandardCharsets.UTF_8);
                DatabricksDouble databricks = DatabricksDouble.start()) {
            tell("DuckDB", DuckDbWarehouse.open(Path.of(args[1])), out);
            tell("PostgreSQL", new PostgresWarehouse(args[2], args[3], args[4], 2, PATIENCE, TIMEOUT), out);
            String links = databricks.url(false).replaceAll(DatabricksContract.WITHOUT_LINKS, "");
            tell("Databricks, Arrow", databricks(links, Protocol.SQL_API), out);
            tell("Databricks, JSON", databricks(databricks.url(false), Protocol.SQL_API), out);
            String thrift = databricks.url(true).replaceAll(DatabricksContract.WITHOUT_LINKS, "");
            tell("Databricks, Thrift", databricks(thrift, Protocol.THRIFT), out);
        }
        System.exit(0);
    }

    private static Warehouse databricks(String url, Protocol protocol) {
        return new DatabricksWarehouse(new DatabricksSettings(
                url + ";ConnSchema=main",
                protocol,
                new Credentials.Token(DatabricksDouble.TOKEN),
                null,
                2,
                PATIENCE,
                TIMEOUT));
    }

    private static void tell(String by, Warehouse opened, PrintStream out) {
        long begun = System.nanoTime();
        try (Warehouse warehouse = opened) {
            for (List<Value> section : Values.of(warehouse.dialect()).values()) {
                ask(by, warehouse, section).forEach(told -> out.println(json(told)));
            }
        }
        System.out.println(by + ": " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) + " ms");
    }

    /** All in one statement; each in its own where that is refused, so that one refusal hides no others. */
    private static List<Told> ask(String by, Warehouse warehouse, List<Value> values) {
        List<String> columns = new ArrayList<>();
        for (Value value : values) {
            columns.add(value.expressions().get(warehouse.dialect()) + " AS v" + columns.size());
        }
        List<Told> told = new ArrayList<>();
        try {
            QueryResult result = warehouse.query("SELECT " + String.join(", ", columns), 10, TIMEOUT);
            for (int i = 0; i < values.size(); i++) {
                told.add(new Told(
                        by,
                        values.get(i).name(),
                        result.types().get(i),
                        result.rows().get(0).get(i)));
            }
        } catch (StatementException | RuntimeException refused) {
            if (values.size() == 1) {
                return List.of(new Told(by, values.get(0).name(), REFUSED, refused.getMessage()));
            }
            values.forEach(value -> told.addAll(ask(by, warehouse, List.of(value))));
        }
        return told;
    }

    private static String json(Told told) {
        ObjectNode node = Cells.JSON
                .createObjectNode()
                .put("by", told.by())
                .put("name", told.name())
                .put("type", told.type())
                .put("cell", told.cell());
        return node.toString();
    }

    static Told told(String line) {
        try {
            Map<?, ?> fields = Cells.JSON.readValue(line, Map.class);
            return new Told(
                    (String) fields.get("by"), (String) fields.get("name"), (String) fields.get("type"), (String)
                            fields.get("cell"));
        } catch (IOException e) {
            throw new IllegalStateException(line, e);
        }
    }
}
