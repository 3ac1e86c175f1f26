package dev.askdesk.workflows.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.internal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs that are under way when a worker is replaced go on by the new code: histories of earlier builds are replayed.
 * {@link TriageWorkflowTest} and {@link DigestWorkflowTest} record those that are missing, with {@code -Daskdesk.record=true}.
 */
class RecordedTriageTest {
    static final String FOLDER = "dev/askdesk/workflows/triage/histories";
    static final List<String> PATHS = List.of(
            "noted",
            "abstained",
            "skipped",
            "parked",
            "batch",
            "batch-continued-as-new",
            "digest",
            "digest-nothing-new",
            "rating");

    static Stream<String> paths() {
        return PATHS.stream();
    }

    @ParameterizedTest
    @MethodSource("paths")
    void history_isReplayedByThisBuild(String path) throws Exception {
        TestWorkflowEnvironment server = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build())
                .build());
        try (server) {
            Worker worker = server.newWorker("replay");
            worker.registerWorkflowImplementationTypes(
                    TriageScheduleWorkflowImpl.class,
                    TriageTicketWorkflowImpl.class,
                    TriageDigestWorkflowImpl.class,
                    RateNoteWorkflowImpl.class);
            String json = Files.readString(folder().resolve(path + ".json"));
            WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(json), worker);
        }
    }

    @Test
    void folder_holdsTheHistoriesOfThePathsAlone() throws Exception {
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(PATHS);
        }
    }

    private static Path folder() throws URISyntaxException, IOException {
        return Path.of(
                RecordedTriageTest.class.getClassLoader().getResource(FOLDER).toURI());
    }
}
