package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.workflows.ask.RecordedHistoriesTest.AnotherWorkflow;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link RecordedHistoriesTest}, of conversations in threads of a chat program. {@link RecordThreads} writes them. */
class RecordedThreadsTest {
    private static final String FOLDER = "dev/askdesk/workflows/ask/threads/";

    private static TestWorkflowEnvironment server;

    @BeforeAll
    static void open() {
        server = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build())
                .build());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void history_replays(RecordedThread path) throws Exception {
        Worker worker = worker(AskWorkflowImpl.class, AskCommandWorkflowImpl.class);

        WorkflowReplayer.replayWorkflowExecutionFromResource(FOLDER + path.fileName(), worker);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "COMMAND.*")
    void historyOfAChangedWorkflow_doesNotReplay(RecordedThread path) {
        Worker changed = worker(AnotherWorkflow.class);

        assertThatThrownBy(
                        () -> WorkflowReplayer.replayWorkflowExecutionFromResource(FOLDER + path.fileName(), changed))
                .hasStackTraceContaining("NonDeterministicException");
    }

    @ParameterizedTest
    @EnumSource
    void history_isWhole_andNamesNoMachine(RecordedThread path) throws Exception {
        String text = Files.readString(folder().resolve(path.fileName()));
        List<HistoryEvent> events = WorkflowExecutionHistory.fromJson(text).getEvents();

        assertThat(events.get(events.size() - 1).getEventType())
                .isIn(
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW);
        assertThat(text)
                .contains("\"identity\":\"" + RecordHistories.IDENTITY)
                .doesNotContainPattern("\"identity\":\"(?!" + RecordHistories.IDENTITY + ")")
                .doesNotContainPattern("\\d+@\\w+")
                .doesNotContainPattern("/(tmp|home|root|Users|work)/")
                .hasSizeLessThan(60_000);
    }

    @Test
    void folder_holdsTheHistoriesOfThePathsAlone() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(RecordedThread.values())
                            .map(RecordedThread::fileName)
                            .toList());
        }
    }

    private static Worker worker(Class<?>... implementations) {
        Worker worker = server.newWorker("replay-" + System.nanoTime());
        worker.registerWorkflowImplementationTypes(implementations);
        return worker;
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(
                RecordedThreadsTest.class.getClassLoader().getResource(FOLDER).toURI());
    }
}
