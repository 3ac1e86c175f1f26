package dev.askdesk.starters.databricks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.Executing;
import dev.askdesk.workflows.ask.Reply;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowUpdateHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that wait for Databricks, or are stopped while they do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class DatabricksStopTest {
    private static final String ANN = "ann@harbourpeak.example";
    private static final String MANY_ROWS = "List all companies";
    private static final int CHUNK = 10;
    private static final Set<String> IN_WORK = Set.of("PENDING", "RUNNING", "SUCCEEDED");

    /** Within a second, and what a machine that is busy with other tests adds to it. */
    private static final Duration SOON = Duration.ofMillis(2_500);

    private final Map<String, Fund> funds = new LinkedHashMap<>();
    private TemporalServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TemporalServer.start(folder);
        funds.put("sql_api", Fund.asked(server, folder.resolve("sql_api"), false, Map.of()));
        funds.put("thrift", Fund.asked(server, folder.resolve("thrift"), true, Map.of()));
        funds.values().forEach(fund -> fund.databricks.chunkRows(CHUNK));
    }

    @AfterEach
    void release() {
        funds.values().forEach(fund -> fund.databricks.release());
    }

    @AfterAll
    void stop() throws Exception {
        for (Fund fund : funds.values()) {
            fund.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sql_api, planning", "sql_api, queued", "sql_api, running", "sql_api, fetching",
        "thrift, planning", "thrift, queued", "thrift, running", "thrift, fetching"
    })
    void questionThatIsStopped_leavesNothingOnTheWarehouse(String protocol, String moment) throws Exception {
        Fund fund = fund(protocol);
        Talk talk = fund.talk("stop-" + moment, ANN);
        if (moment.equals("planning")) {
            fund.databricks.holdQueued();
        } else {
            fund.databricks.holdRunning();
        }
        WorkflowUpdateHandle<Reply> said = talk.says(MANY_ROWS);
        if (moment.equals("planning")) {
            Fund.await("a plan", () -> !fund.statements(talk).isEmpty());
        } else {
            fund.hold(talk, moment);
        }

        long stopped = System.nanoTime();
        talk.cancel();
        Fund.await("the end of all statements", () -> fund.statements(talk).stream()
                .noneMatch(statement -> IN_WORK.contains(statement.state())));
        Duration took = Duration.ofNanos(System.nanoTime() - stopped);
        Reply reply = Talk.reply(said);
        Duration replied = Duration.ofNanos(System.nanoTime() - stopped);

        System.out.println("Stopped over " + protocol + " while " + moment + ": nothing is left after "
                + took.toMillis() + " ms, the reply is there after " + replied.toMillis() + " ms.");
        assertThat(took).isLessThan(SOON);
        assertThat(reply).isInstanceOfSatisfying(Reply.Failed.class, failed -> assertThat(failed.reason())
                .isEqualTo("CANCELLED"));
        assertThat(fund.databricks.running()).isZero();
        fund.databricks.release();
        assertThat(talk.asks("How many funds are there?")).isInstanceOf(Reply.Answer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sql_api", "thrift"})
    void sleepingWarehouse_isWaitedForInOneTry_andPeopleAreTold(String protocol) throws Exception {
        Fund fund = fund(protocol);
        Talk talk = fund.talk("asleep", ANN);
        fund.databricks.sleeps(Duration.ofSeconds(15));

        WorkflowUpdateHandle<Reply> said = talk.says("How many funds are there?");
        Fund.await("the phase", () -> talk.phase().equals(Executing.WAKING));
        Reply.Answer answer = Talk.answered(Talk.reply(said));

        assertThat(answer.preview().rows()).hasSize(1);
        assertThat(talk.scheduled("DryRun")).isEqualTo(2);
        assertThat(talk.mostTries()).isEqualTo(1);
        assertThat(talk.history())
                .extracting(HistoryEvent::getEventType)
                .doesNotContain(
                        EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED, EventType.EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT);
    }

    private Fund fund(String protocol) {
        Fund fund = funds.get(protocol);
        assertThat(fund).isNotNull();
        return fund;
    }
}
