package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Conversations that are open while a new version is deployed go on: the histories of the versions before replay with
 * today's workflow. {@link RecordHistories} writes them.
 */
class RecordedHistoriesTest {
    private static final String FOLDER = "dev/askdesk/workflows/ask/histories/";
    private static final Set<String> ENDS = Set.of("Answer", "Declined", "Expired", "Failed");

    /** Every transition of {@link Phase}'s diagram, and those that a cancel or a failing step adds. */
    private static final Set<String> TRANSITIONS = Set.of(
            "Understanding Executing",
            "Understanding Clarifying",
            "Understanding Understanding",
            "Understanding Declined",
            "Understanding Failed",
            "Clarifying Understanding",
            "Clarifying Expired",
            "Clarifying Failed",
            "Executing Interpreting",
            "Executing Understanding",
            "Executing Declined",
            "Executing Failed",
            "Interpreting Interpreting",
            "Interpreting Answer",
            "Interpreting Failed");

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
    void history_replays(RecordedPath path) throws Exception {
        WorkflowReplayer.replayWorkflowExecutionFromResource(FOLDER + path.fileName(), worker(AskWorkflowImpl.class));
    }

    @ParameterizedTest
    @EnumSource
    void historyOfAChangedWorkflow_doesNotReplay(RecordedPath path) {
        Worker changed = worker(AnotherWorkflow.class);

        assertThatThrownBy(
                        () -> WorkflowReplayer.replayWorkflowExecutionFromResource(FOLDER + path.fileName(), changed))
                .hasStackTraceContaining("NonDeterministicException");
    }

    @ParameterizedTest
    @EnumSource
    void history_passesThePhasesOfItsPath_andIsWhole(RecordedPath path) throws Exception {
        List<HistoryEvent> events = events(path);

        assertThat(phases(events)).isEqualTo(path.phases());
        assertThat(events.get(events.size() - 1).getEventType())
                .isIn(
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
                        EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED);
    }

    @ParameterizedTest
    @EnumSource
    void history_namesNoMachine(RecordedPath path) throws Exception {
        assertThat(text(path))
                .contains("\"identity\":\"" + RecordHistories.IDENTITY)
                .doesNotContainPattern("\"identity\":\"(?!" + RecordHistories.IDENTITY + ")")
                .doesNotContainPattern("\\d+@\\w+")
                .doesNotContainPattern("/(tmp|home|root|Users|work)/");
        assertThat(text(path).length()).isLessThan(50_000);
    }

    @Test
    void paths_coverEveryTransitionOfTheMachine() {
        Set<String> covered = new HashSet<>();
        for (RecordedPath path : RecordedPath.values()) {
            List<String> phases = path.phases();
            for (int i = 1; i < phases.size(); i++) {
                if (!ENDS.contains(phases.get(i - 1))) {
                    covered.add(phases.get(i - 1) + " " + phases.get(i));
                }
            }
        }

        assertThat(covered).isEqualTo(TRANSITIONS);
    }

    @Test
    void folder_holdsTheHistoriesOfThePathsAlone() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(RecordedPath.values())
                            .map(RecordedPath::fileName)
                            .toList());
        }
    }

    private static Worker worker(Class<?> implementation) {
        Worker worker = server.newWorker("replay-" + System.nanoTime());
        worker.registerWorkflowImplementationTypes(implementation);
        return worker;
    }

    private static List<String> phases(List<HistoryEvent> events) {
        return events.stream()
                .filter(HistoryEvent::hasUpsertWorkflowSearchAttributesEventAttributes)
                .map(event -> event.getUpsertWorkflowSearchAttributesEventAttributes()
                        .getSearchAttributes()
                        .getIndexedFieldsMap()
                        .get(SearchAttributes.PHASE.getName()))
                .filter(Objects::nonNull)
                .map(payload -> payload.getData().toStringUtf8().replace("\"", ""))
                .toList();
    }

    private static List<HistoryEvent> events(RecordedPath path) throws Exception {
        return WorkflowExecutionHistory.fromJson(text(path)).getEvents();
    }

    private static String text(RecordedPath path) throws IOException, URISyntaxException {
        return Files.readString(folder().resolve(path.fileName()));
    }

    private static Path folder() throws URISyntaxException {
        return Path.of(
                RecordedHistoriesTest.class.getClassLoader().getResource(FOLDER).toURI());
    }

    /** What a careless change makes of a conversation: another step comes first. */
    public static final class AnotherWorkflow extends QuietAskWorkflow {
        @Override
        public Transcript converse(Conversation conversation) {
            Workflow.sleep(Duration.ofMinutes(1));
            return transcript();
        }
    }
}
