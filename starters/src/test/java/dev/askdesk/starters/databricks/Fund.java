package dev.askdesk.starters.databricks;

import dev.askdesk.adapters.warehouse.sample.SampleFund;
import dev.askdesk.databricksdouble.DatabricksDouble;
import dev.askdesk.workers.AskWorkers;
import dev.askdesk.workers.Settings;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The sample fund on a Databricks of its own, with a home and a task queue for the workers that ask it. */
final class Fund implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int STOP_SECONDS = 10;

    final DatabricksDouble databricks;
    final Path home;
    final Map<String, String> set = new LinkedHashMap<>();
    private final WorkflowClient client;
    private final String temporal;
    private final List<AskWorkers> workers = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    private Fund(TemporalServer server, Path home, DatabricksDouble databricks) {
        this.client = server.client;
        this.temporal = server.address;
        this.home = home;
        this.databricks = databricks;
    }

    /** Without workers; the driver in its own ways, which are Arrow and links. */
    static Fund open(TemporalServer server, Path home, boolean thrift) throws IOException {
        Files.createDirectories(home);
        Path file = home.resolve("fund.duckdb");
        SampleFund.writeTo(file);
        Path catalog = home.resolve("catalog-of-fund.yaml");
        try (InputStream written = SampleFund.class.getResourceAsStream(SampleFund.CATALOG)) {
            Files.copy(written, catalog);
        }
        Fund fund = new Fund(server, home, DatabricksDouble.start(file.toString()));
        fund.databricks.readOnly(true);
        fund.set.put("home", home.toString());
        fund.set.put("task.queue", String.valueOf(home.getFileName()));
        fund.set.put("catalog", catalog.toString());
        fund.set.put("warehouse.protocol", thrift ? "thrift" : "sql_api");
        fund.set.put("warehouse.token", DatabricksDouble.TOKEN);
        fund.set.put(
                "database",
                fund.databricks.url(thrift).replaceAll(";(UseBoundedSeaApi|EnableQueryResultDownload)=0", "")
                        + ";ConnSchema=main");
        return fund;
    }

    /** The same, with workers in this process. */
    static Fund asked(TemporalServer server, Path home, boolean thrift, Map<String, String> more) throws IOException {
        Fund fund = open(server, home, thrift);
        fund.set.putAll(more);
        fund.workers.add(AskWorkers.start(fund.client, fund.settings()));
        return fund;
    }

    Settings settings() {
        return Settings.read(set);
    }

    /** Workers in a process of their own, whose output is in a file. */
    Process startWorkers(Path output, List<String> flags) throws IOException {
        Process process = java(output, flags, WorkersProgram.class.getName(), temporal);
        processes.add(process);
        return process;
    }

    /** Any program with these settings as variables. */
    Process java(Path output, List<String> flags, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        set.forEach((key, value) ->
                builder.environment().put("ASKDESK_" + key.replace('.', '_').toUpperCase(Locale.ROOT), value));
        return builder.start();
    }

    /** As {@code kill -9} does. */
    static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("not killed");
        }
    }

    Talk talk(String name, String user) {
        return new Talk(client, settings(), name, user);
    }

    /** Statements of a conversation, in the order in which they came. */
    List<DatabricksDouble.Executed> statements(Talk talk) {
        String tag = "/* askdesk workflow=" + talk.id() + " ";
        return databricks.statements().stream()
                .filter(statement -> statement.sql().startsWith(tag))
                .toList();
    }

    /** Those that were run and not only planned. */
    List<DatabricksDouble.Executed> runs(Talk talk) {
        return statements(talk).stream().filter(statement -> !isPlan(statement)).toList();
    }

    static boolean isPlan(DatabricksDouble.Executed statement) {
        return statement.sql().contains("*/ EXPLAIN ");
    }

    /** Holds a conversation's next statement to be run, and none before it: in the queue, while it runs, or while its rows are fetched. */
    void hold(Talk talk, String moment) {
        // A plan that is held while it runs goes on when the queue is held, and the statement after it is caught there.
        await("a plan", () -> statements(talk).stream()
                .anyMatch(one -> isPlan(one) && one.state().equals("RUNNING")));
        databricks.holdQueued();
        await("a statement", () -> runs(talk).stream()
                .anyMatch(one -> one.state().equals("PENDING")));
        if (moment.equals("running")) {
            databricks.holdRunning();
            await("its start", () -> runs(talk).stream()
                    .anyMatch(one -> one.state().equals("RUNNING")));
        } else if (moment.equals("fetching")) {
            databricks.holdFetching();
            await("its rows", () -> databricks.fetching() > 0);
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE + ": " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        databricks.release();
        for (Process process : processes) {
            kill(process);
        }
        workers.forEach(AskWorkers::close);
        databricks.close();
    }
}
