package dev.askdesk.starters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Commands as a shell runs them: arguments in; exit code, output and one line of error out. */
class CommandLineTest {
    @TempDir
    Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine commandLine = AskdeskCommand.commandLine(false);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }

    private String[] atHome(String... args) {
        return Stream.concat(Stream.of(args), Stream.of("--set", "home=" + home))
                .toArray(String[]::new);
    }

    private void assertOneErrorLine(String... parts) {
        String line = err.toString().strip();
        assertThat(line).startsWith("askdesk: ").doesNotContain("\n", "\tat ");
        assertThat(parts).allSatisfy(part -> assertThat(line).contains(part));
        assertThat(out.toString()).isEmpty();
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("ask"),
                List.of("chat"),
                List.of("worker"),
                List.of("slack"),
                List.of("slack", "check"),
                List.of("slack", "manifest"),
                List.of("catalog", "draft"),
                List.of("catalog", "check"),
                List.of("config"),
                List.of("models"),
                List.of("rate"),
                List.of("triage", "rate"),
                List.of("export"),
                List.of("feedback", "list"),
                List.of("feedback", "show"),
                List.of("feedback", "accept"),
                List.of("feedback", "reject"),
                List.of("feedback", "undo"),
                List.of("feedback", "cases"),
                List.of("doctor"),
                List.of("sample"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_hasExamplesAndExitCodes(List<String> command) {
        String[] args = Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new);

        assertThat(run(args)).isZero();
        assertThat(out.toString())
                .contains("Usage: askdesk " + String.join(" ", command), "Exit codes:", "Examples:")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ask",
                "ask|--nope|x",
                "ask|one|two",
                "nope",
                "catalog",
                "ask|",
                "ask|hi|--server|nowhere",
                "ask|hi|--conversation|a b",
                "ask|hi|--embedded|--server|localhost:7233",
                "doctor|--set|x",
                "rate|sideways|--conversation|q3",
                "rate|up|--embedded",
                "triage|rate|7|sideways",
                "triage|rate|7",
                "rate|up|--embedded|--conversation|q3",
                "feedback",
                "feedback|list|--state|old",
                "export|--out|x|--kind|songs",
                "export|--out|x|--validation|1"
            })
    void wrongUsage_isOneLineAndExitCode2(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split("\\|", -1))).isEqualTo(2);
        assertOneErrorLine();
    }

    @Test
    void longQuestion_isRefusedWithItsLength() {
        assertThat(run("ask", "x".repeat(100_000))).isEqualTo(2);
        assertOneErrorLine("100000 characters", "4000");
    }

    @Test
    void missingDatabase_isOneLine_andNothingIsWritten() throws IOException {
        assertThat(run(atHome(
                        "ask",
                        "--embedded",
                        "--database",
                        home.resolve("none.duckdb").toString(),
                        "hi")))
                .isEqualTo(1);
        assertOneErrorLine("none.duckdb");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void missingKey_isOneLineWithTheVariable() {
        assertThat(run(atHome("ask", "--embedded", "--model", "some-model", "hi")))
                .isEqualTo(1);
        assertOneErrorLine("ASKDESK_MODEL_API_KEY");
    }

    @Test
    void unreachableServer_isOneLineWithinSeconds() throws IOException {
        long began = System.nanoTime();
        assertThat(run(atHome("ask", "--server", "127.0.0.1:" + closedPort(), "hi")))
                .isEqualTo(1);
        assertOneErrorLine("No Temporal server answers at 127.0.0.1:");
        assertThat(System.nanoTime() - began).isLessThan(8_000_000_000L);
    }

    @Test
    void unknownSetting_isOneLine() {
        assertThat(run("config", "--set", "row.limits=5")).isEqualTo(1);
        assertOneErrorLine("row.limits");
    }

    @Test
    void config_showsValueAndSource_butNoSecret() throws IOException {
        assertThat(run(atHome(
                        "config", "--json", "--embedded", "--set", "row-limit=7", "--set", "model.api.key=sk-1234567")))
                .isZero();
        JsonNode settings = new ObjectMapper().readTree(out.toString());

        assertThat(out.toString()).doesNotContain("sk-1234567");
        assertThat(settings).anySatisfy(setting -> {
            assertThat(setting.path("name").asText()).isEqualTo("row.limit");
            assertThat(setting.path("value").asText()).isEqualTo("7");
            assertThat(setting.path("source").asText()).isEqualTo("command line");
        });
    }

    @Test
    void models_printsRoutesPricesBudgetsAndWhatIsSpent() throws IOException {
        Files.writeString(
                home.resolve("models.yaml"),
                "models: {big: {url: 'http://127.0.0.1:1/v1', usd_per_million: {input: 1, output: 2}}, p: {kind: offline}}\n"
                        + "routes: {understand: [big, p]}\nbudgets: {day: {usd: 5}}\n");
        assertThat(run(atHome("models", "--json"))).isZero();
        JsonNode models = new ObjectMapper().readTree(out.toString());
        assertThat(models.at("/routes/understand/1").asText()).isEqualTo("p");
        assertThat(models.at("/models/0/usd_per_million/output").asDouble()).isEqualTo(2);
        assertThat(models.at("/budgets/day/usd").asDouble()).isEqualTo(5);
        assertThat(models.at("/spent_today/all/tokens").asLong()).isZero();
        out.getBuffer().setLength(0);
        assertThat(run(atHome("models"))).isZero();
        assertThat(out.toString()).contains("big, then p", "$5.00", "$1.0 read", "0 tokens, $0.0000");
        out.getBuffer().setLength(0);
        assertThat(run(atHome("doctor", "--embedded"))).isEqualTo(1);
        assertThat(out.toString()).contains("big: ", "p: the offline model");
    }

    @Test
    void modelsFileThatIsWrong_isOneLine() throws IOException {
        Files.writeString(home.resolve("models.yaml"), "models: {a: {api_key: sk-123, url: 'http://h/v1'}}");
        assertThat(run(atHome("models"))).isEqualTo(1);
        assertOneErrorLine("models.yaml", "api_key");
    }

    @Test
    void doctor_withEverythingMissing_saysWhatAndFails() throws IOException {
        assertThat(run(atHome(
                        "doctor",
                        "--json",
                        "--database",
                        home.resolve("none.duckdb").toString(),
                        "--model",
                        "m",
                        "--server",
                        "127.0.0.1:" + closedPort())))
                .isEqualTo(1);
        JsonNode parts = new ObjectMapper().readTree(out.toString());

        assertThat(parts.findValuesAsText("part"))
                .containsExactly(
                        "java",
                        "settings",
                        "home",
                        "database",
                        "catalog",
                        "model",
                        "helpdesk",
                        "wiki",
                        "index",
                        "temporal");
        assertThat(parts.findValuesAsText("verdict"))
                .containsExactly("ok", "ok", "ok", "fail", "fail", "fail", "ok", "ok", "warn", "fail");
    }

    @Test
    void doctor_withTheSample_findsNothingWrong() {
        assertThat(run(atHome("doctor", "--embedded"))).isZero();
        assertThat(out.toString())
                .contains("ok    database")
                .contains("ok    catalog")
                .doesNotContain("fail");
    }

    @Test
    void catalogDraft_doesNotReplaceAFile_unlessToldTo() throws IOException {
        Path file = Files.writeString(home.resolve("mine.yaml"), "mine");

        assertThat(run(atHome("catalog", "draft", "--out", file.toString()))).isEqualTo(2);
        assertOneErrorLine("--force");
        assertThat(file).hasContent("mine");
    }

    @Test
    void sample_isMadeOnce_andItsPathPrinted() {
        assertThat(run(atHome("sample"))).isZero();
        assertThat(Path.of(out.toString().strip())).isRegularFile().hasParentRaw(home);
    }

    @Test
    void question_isAnsweredEndToEnd_asJson() throws IOException {
        assertThat(run(atHome("ask", "--embedded", "--json", "How many companies are there?")))
                .isZero();
        JsonNode reply = new ObjectMapper().readTree(out.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(reply.path("outcome").asText()).isEqualTo("answer");
        assertThat(reply.path("rows").size())
                .isEqualTo(reply.path("evidence").path("rowCount").asInt());
        assertThat(reply.path("workflowId").asText()).startsWith("ask/cli/");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
