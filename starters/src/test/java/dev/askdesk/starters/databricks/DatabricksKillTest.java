package dev.askdesk.starters.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.databricksdouble.DatabricksDouble.Executed;
import dev.askdesk.workflows.ask.Reply;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.client.WorkflowUpdateHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills the worker whose statement is on Databricks; another one is there to go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(360)
@Tag("long")
class DatabricksKillTest {
    private static final String MANY_ROWS = "List all companies";
    private static final int CHUNK = 10;

    /** The heartbeat time-out and what comes around it. */
    private static final Duration TAKEN_OVER = Duration.ofSeconds(40);

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
    @CsvSource({"thrift, running", "sql_api, queued", "sql_api, running", "sql_api, fetching"})
    void workerKilledDuringItsStatement_anotherTakesItOver(String protocol, String moment, @TempDir Path folder)
            throws Exception {
        boolean isSqlApi = protocol.equals("sql_api");
        try (Fund fund = Fund.open(server, folder.resolve(protocol + "-" + moment), !isSqlApi)) {
            fund.databricks.chunkRows(CHUNK);
            List<Process> workers = workers(fund);
            Talk talk = fund.talk("killed", "ann@harbourpeak.example");
            fund.databricks.holdRunning();
            WorkflowUpdateHandle<Reply> said = talk.says(MANY_ROWS);
            fund.hold(talk, moment);
            String sent = fund.runs(talk).get(0).id();
            // What the killed one has reported by then is all that the other one knows.
            Thread.sleep(1_000);

            String doing = pending(talk).getLastWorkerIdentity();
            long killed = System.nanoTime();
            for (Process worker : workers) {
                if (doing.startsWith(worker.pid() + "@")) {
                    Fund.kill(worker);
                }
            }
            assertThat(workers).filteredOn(Process::isAlive).hasSize(1);
            Fund.await(
                    "another try",
                    () -> pending(talk).getAttempt() == 2
                            && pending(talk).getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED);
            Duration silent = Duration.ofNanos(System.nanoTime() - killed);
            Thread.sleep(1_000);
            fund.databricks.release();
            Reply.Answer answer = Talk.answered(Talk.reply(said));

            System.out.println("Killed over " + protocol + " while " + moment + ": taken over after "
                    + silent.toMillis() + " ms, answered after "
                    + Duration.ofNanos(System.nanoTime() - killed).toMillis() + " ms.");
            assertThat(silent).isLessThan(TAKEN_OVER);
            assertThat(answer.evidence().rowCount()).isEqualTo(expected(fund));
            List<Executed> runs = fund.runs(talk);
            if (isSqlApi) {
                assertThat(runs).extracting(Executed::id).containsExactly(sent);
                assertThat(answer.evidence().use().statementId()).isEqualTo(sent);
            } else {
                assertThat(runs).hasSize(2);
            }
            assertThat(runs).extracting(Executed::state).doesNotContain("PENDING", "RUNNING", "SUCCEEDED");
            assertThat(fund.databricks.running()).isZero();
            assertThat(talk.transcript().turns()).hasSize(1);
        }
    }

    private static long expected(Fund fund) throws Exception {
        return Long.parseLong(String.valueOf(fund.talk("counted", "ann@harbourpeak.example")
                .answer("How many portfolio companies do we have?")
                .preview()
                .rows()
                .get(0)
                .get(0)));
    }

    private static PendingActivityInfo pending(Talk talk) {
        List<PendingActivityInfo> all = talk.pending();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    /** Two that are ready, each in a process of its own. */
    private static List<Process> workers(Fund fund) throws IOException {
        Path one = fund.home.resolve("one.log");
        Path other = fund.home.resolve("other.log");
        List<Process> both = List.of(fund.startWorkers(one, List.of()), fund.startWorkers(other, List.of()));
        Fund.await(
                "two workers",
                () -> (isReady(one) && isReady(other)) || both.stream().noneMatch(Process::isAlive));
        assertThat(both).allMatch(Process::isAlive);
        return both;
    }

    private static boolean isReady(Path output) {
        try {
            return Files.readString(output).contains(WorkersProgram.READY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
