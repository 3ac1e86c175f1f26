package dev.askdesk.starters.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.databricksdouble.DatabricksDouble;
import dev.askdesk.starters.cli.Main;
import dev.askdesk.workflows.ask.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lets Askdesk and people in at Databricks is nowhere else: workers run with all logs on, and all they leave is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class DatabricksSecretsTest {
    private static final String ANN = "ann@harbourpeak.example";
    private static final String BOB = "bob@harbourpeak.example";
    private static final String HOW_MANY = "How many funds are there?";
    private static final String CLIENT = "client-of-askdesk";
    private static final String SECRET = "dose-secret-of-the-client";
    private static final String VOUCHED = "eyVouched.for-ann.by-the-identity-provider";
    private static final String ALL_LOGS =
            "handlers=java.util.logging.ConsoleHandler\n.level=ALL\n" + "java.util.logging.ConsoleHandler.level=ALL\n";

    private TemporalServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TemporalServer.start(folder);
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_api", "thrift"})
    void token_isNowhere_evenWhenItHasExpired(String protocol, @TempDir Path folder) throws Exception {
        try (Fund fund = Fund.open(server, folder.resolve("token-" + protocol), protocol.equals("thrift"))) {
            Path log = loud(fund, folder);
            Talk talk = fund.talk("token", ANN);
            Reply answer = talk.asks(HOW_MANY);
            fund.databricks.expire(DatabricksDouble.TOKEN);
            Reply refused = talk.asks("How many portfolio companies do we have?");

            assertThat(answer).isInstanceOf(Reply.Answer.class);
            assertThat(refused).isInstanceOfSatisfying(Reply.Failed.class, failed -> {
                assertThat(failed.reason()).isEqualTo("WAREHOUSE_CREDENTIALS");
                assertThat(failed.text()).contains("refuses the credentials");
            });
            assertNowhere(left(fund, log, folder, List.of(talk)), DatabricksDouble.TOKEN);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_api", "thrift"})
    void clientAndPeoplesTokens_areNowhere(String protocol, @TempDir Path folder) throws Exception {
        try (Fund fund = Fund.open(server, folder.resolve("client-" + protocol), protocol.equals("thrift"))) {
            Path people = Files.createDirectories(folder.resolve("people"));
            Files.writeString(people.resolve(ANN), VOUCHED + "\n");
            Files.writeString(people.resolve(BOB), VOUCHED + "-that-nobody-takes\n");
            fund.databricks.client(CLIENT, SECRET);
            fund.databricks.subject(VOUCHED, ANN);
            fund.set.remove("warehouse.token");
            fund.set.put("warehouse.client.id", CLIENT);
            fund.set.put("warehouse.client.secret", SECRET);
            fund.set.put("warehouse.run.as", "user");
            fund.set.put("warehouse.user.tokens", people.toString());
            Path log = loud(fund, folder);
            Talk ofAnn = fund.talk("ann", ANN);
            Talk ofBob = fund.talk("bob", BOB);
            Reply answer = ofAnn.asks(HOW_MANY);
            Reply refused = ofBob.asks(HOW_MANY);

            assertThat(answer).isInstanceOf(Reply.Answer.class);
            assertThat(refused).isNotInstanceOf(Reply.Answer.class);
            String basic = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
            // With what all tokens begin that the workspace gives.
            String given = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString("{\"alg\":\"RS256\"".getBytes(StandardCharsets.UTF_8))
                    .substring(0, 18);
            assertNowhere(left(fund, log, folder, List.of(ofAnn, ofBob)), SECRET, basic, VOUCHED, given);
        }
    }

    /** Starts workers that log all there is to log. */
    private static Path loud(Fund fund, Path folder) throws IOException {
        Path logging = Files.writeString(folder.resolve("logging.properties"), ALL_LOGS);
        Path log = folder.resolve("workers.log");
        Process workers = fund.startWorkers(
                log,
                List.of(
                        "-Djava.util.logging.config.file=" + logging,
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"));
        Fund.await("workers", () -> contains(log, WorkersProgram.READY) || !workers.isAlive());
        assertThat(workers.isAlive()).isTrue();
        return log;
    }

    /** Everything that anybody could read, by where it is. */
    private static Map<String, String> left(Fund fund, Path log, Path folder, List<Talk> talks) throws Exception {
        Map<String, String> all = new LinkedHashMap<>();
        Path shown = folder.resolve("config.txt");
        Process config = fund.java(shown, List.of(), Main.class.getName(), "config");
        assertThat(config.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(shown)).contains("warehouse.protocol", "********");
        all.put("askdesk config", Files.readString(shown));
        for (Talk talk : talks) {
            all.put("history of " + talk.id(), talk.history().toString());
            all.put("transcript of " + talk.id(), talk.transcript().toString());
        }
        try (Stream<Path> files = Files.walk(fund.home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.put(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        all.put("log", Files.readString(log, StandardCharsets.ISO_8859_1));
        assertThat(all.get("log")).contains("TRACE", "DEBUG", "FINE");
        return all;
    }

    private static void assertNowhere(Map<String, String> all, String... secrets) {
        for (String secret : secrets) {
            all.forEach((where, text) -> {
                int at = text.indexOf(secret);
                String around = at < 0 ? "" : text.substring(Math.max(0, at - 200), at);
                assertThat(at).as("%s in %s after: %s", secret, where, around).isNegative();
            });
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }
}
