package dev.askdesk.workflows.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.triage.Digest.State;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Digest and ratings, as schedules and buttons start them. */
@Timeout(60)
class DigestWorkflowTest {
    private static final String QUEUE = "desk";
    private static final DigestRequest REQUEST = new DigestRequest("local", "C1", Duration.ofDays(7));

    private final DigestInMemory steps = new DigestInMemory();
    private TestWorkflowEnvironment server;
    private int runs;

    @BeforeEach
    void start() {
        server = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build())
                .build());
        Worker worker = server.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(TriageDigestWorkflowImpl.class, RateNoteWorkflowImpl.class);
        worker.registerActivitiesImplementations(steps);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Keeps a history for {@link RecordedTriageTest}, where recording is asked for and it is not there yet. */
    private void record(String path, String workflowId) throws IOException {
        Path file = Path.of("src/test/resources", RecordedTriageTest.FOLDER, path + ".json");
        if (Boolean.getBoolean("askdesk.record") && !Files.exists(file)) {
            Files.writeString(
                    file, server.getWorkflowClient().fetchHistory(workflowId).toJson(false) + "\n");
        }
    }

    private Digest tell() {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId("digest-" + ++runs)
                .build();
        return server.getWorkflowClient()
                .newWorkflowStub(TriageDigestWorkflow.class, options)
                .tell(REQUEST);
    }

    @Test
    void whatEndedSinceTheLookback_isPostedUnderItsKey() throws IOException {
        steps.noted = 3;
        Digest digest = tell();
        record("digest", "digest-" + runs);

        assertThat(digest.state()).isEqualTo(State.POSTED);
        assertThat(digest.tickets()).isEqualTo(3);
        assertThat(digest.recent()).containsExactly("name-1");
        assertThat(steps.windows).singleElement().satisfies(window -> {
            assertThat(window.from()).isEqualTo(digest.watermark().minus(REQUEST.lookback()));
            assertThat(window.until()).isEqualTo(digest.watermark());
            assertThat(window.known()).isEmpty();
        });
        assertThat(steps.postings).singleElement().satisfies(posting -> {
            assertThat(posting.channel()).isEqualTo("C1");
            assertThat(posting.key()).isEqualTo("digest/local/" + digest.watermark());
        });
    }

    @Test
    void nothingNew_isNoMessage_andTheTimeIsPassed() throws IOException {
        Digest digest = tell();
        record("digest-nothing-new", "digest-" + runs);

        assertThat(digest.state()).isEqualTo(State.NOTHING_NEW);
        assertThat(digest.watermark()).isEqualTo(steps.windows.get(0).until());
        assertThat(steps.postings).isEmpty();
    }

    @Test
    void channelThatIsAway_getsTheSameMessageLater() {
        steps.noted = 1;
        steps.failures = 2;

        assertThat(tell().state()).isEqualTo(State.POSTED);
        assertThat(steps.windows).hasSize(1);
        assertThat(steps.postings).hasSize(3);
        assertThat(List.copyOf(steps.postings)).allMatch(steps.postings.get(0)::equals);
    }

    @Test
    void workerWithoutChatProgram_leavesTheNewsToTheNextDigest() {
        steps.noted = 1;
        steps.state = State.NOT_CONNECTED;
        Digest digest = tell();

        assertThat(digest.state()).isEqualTo(State.NOT_CONNECTED);
        assertThat(digest.watermark()).isEqualTo(steps.windows.get(0).from());
        assertThat(digest.tickets()).isZero();
    }

    @Test
    void runsOfASchedule_goOnWhereTheLastOneEnded() {
        steps.noted = 1;
        TriageDigestWorkflow workflow = server.getWorkflowClient()
                .newWorkflowStub(
                        TriageDigestWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId("cron")
                                .setCronSchedule("0 * * * *")
                                .build());
        WorkflowClient.start(workflow::tell, REQUEST);
        server.sleep(Duration.ofHours(3));

        assertThat(steps.windows).hasSizeGreaterThan(1);
        assertThat(steps.windows.get(1).from()).isEqualTo(steps.windows.get(0).until());
        assertThat(steps.windows.get(1).known()).containsExactly("name-1");
    }

    @Test
    void changedMind_isStoredAfterTheFirst() throws IOException {
        NoteRating up = new NoteRating("local", "1", "0123456789abcdef", "U1", true);
        rate(up);
        record("rating", up.workflowId());
        rate(new NoteRating("local", "1", "0123456789abcdef", "U1", false));

        assertThat(steps.rated).extracting(rated -> rated.rating().helpful()).containsExactly(true, false);
        assertThat(steps.rated.get(1).at()).isAfterOrEqualTo(steps.rated.get(0).at());
    }

    private void rate(NoteRating rating) {
        server.getWorkflowClient()
                .newWorkflowStub(
                        RateNoteWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId(rating.workflowId())
                                .setWorkflowIdReusePolicy(
                                        WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                                .build())
                .rate(rating);
    }
}
