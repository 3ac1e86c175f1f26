package dev.askdesk.starters.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.askdesk.starters.schedules.DeskSchedules.Shown;
import dev.askdesk.workflows.triage.Digest.State;
import dev.askdesk.workflows.triage.DigestActivity;
import dev.askdesk.workflows.triage.DigestRequest;
import dev.askdesk.workflows.triage.RateNoteWorkflowImpl;
import dev.askdesk.workflows.triage.RatingActivity;
import dev.askdesk.workflows.triage.TriageBatch;
import dev.askdesk.workflows.triage.TriageDigestWorkflowImpl;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.EncodedValues;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.DynamicWorkflow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schedules need a real server. Runs where {@code ASKDESK_TEST_TEMPORAL_CLI} is the path of the {@code temporal} command;
 * it listens on the loopback address and is gone at the end.
 */
@Timeout(90)
class DeskSchedulesTest {
    private static final @Nullable String CLI = System.getenv("ASKDESK_TEST_TEMPORAL_CLI");
    private static final TriageBatch BATCH =
            new TriageBatch("local", null, Duration.ofDays(7), List.of(), 1, "desk-local", false, null);
    private static final DigestRequest DIGEST = new DigestRequest("local", "C1", Duration.ofDays(7));
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final Steps steps = new Steps();
    private @Nullable Process server;
    private WorkflowClient client;
    private WorkerFactory factory;

    /** Remembers what was asked for. */
    private static final class Steps implements DigestActivity, RatingActivity {
        private final List<Window> windows = new CopyOnWriteArrayList<>();
        private final List<Posting> postings = new CopyOnWriteArrayList<>();
        private final List<RatedNote> rated = new CopyOnWriteArrayList<>();

        @Override
        public News collect(Window window) {
            windows.add(window);
            return new News(1, 0, 0, 0, List.of(), List.of("1/v/0"));
        }

        @Override
        public Posted post(Posting posting) {
            postings.add(posting);
            return new Posted(State.POSTED);
        }

        @Override
        public void store(RatedNote note) {
            rated.add(note);
        }
    }

    /** In the place of the workflows of the other schedules. */
    public static final class Nothing implements DynamicWorkflow {
        @Override
        public Object execute(EncodedValues arguments) {
            return List.of();
        }
    }

    @BeforeEach
    void start() throws IOException {
        assumeTrue(CLI != null, "ASKDESK_TEST_TEMPORAL_CLI is not set: there are no schedules");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String[] command = {CLI, "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", "" + port};
        server = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start();
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .build());
        client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build());
        await(() -> {
            schedules(null).list();
            return true;
        });
        factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker("desk");
        worker.registerWorkflowImplementationTypes(
                TriageDigestWorkflowImpl.class, RateNoteWorkflowImpl.class, Nothing.class);
        worker.registerActivitiesImplementations(steps);
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server == null) {
            return;
        }
        if (factory != null) {
            factory.shutdownNow();
        }
        if (client != null) {
            client.getWorkflowServiceStubs().shutdownNow();
        }
        server.destroyForcibly();
        assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    private DeskSchedules schedules(@Nullable DigestRequest digest) {
        return new DeskSchedules(client, "desk", BATCH, digest);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
            } catch (RuntimeException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
            }
            assertThat(System.nanoTime()).isLessThan(deadline);
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void digest_isAScheduleLikeTheOthers_whereAChannelTakesIt() {
        schedules(null).ensure(HOUR, HOUR, HOUR);
        assertThat(schedules(null).list())
                .extracting(Shown::id)
                .containsExactly("askdesk-triage-local", "askdesk-knowledge");

        DeskSchedules schedules = schedules(DIGEST);
        schedules.ensure(HOUR, HOUR, Duration.ofDays(1));
        assertThat(schedules.list()).extracting(Shown::id, Shown::every).contains(tuple("askdesk-digest-local", "24h"));
        assertThat(schedules.pause()).isEqualTo(3);
        schedules.ensure(HOUR, HOUR, HOUR);
        await(() -> schedules.list().stream().allMatch(Shown::paused));
        assertThat(schedules.resume()).isEqualTo(3);
        assertThat(schedules(null).delete()).isEqualTo(3);
        await(() -> schedules.list().isEmpty());
    }

    @Test
    void runsOfTheDigest_goOnWhereTheLastOneEnded() {
        factory.start();
        DeskSchedules schedules = schedules(DIGEST);
        schedules.ensure(HOUR, HOUR, Duration.ofDays(1));
        schedules.trigger();
        await(() -> steps.postings.size() == 1);
        await(() -> {
            // A run that is not over yet is not overlapped.
            schedules.trigger();
            return steps.postings.size() >= 2;
        });

        assertThat(steps.windows.get(1).from()).isEqualTo(steps.windows.get(0).until());
        assertThat(steps.windows.get(1).known()).containsExactly("1/v/0");
        assertThat(steps.postings.get(0).key())
                .isNotEqualTo(steps.postings.get(1).key());
    }

    @Test
    void changedMind_isWrittenDownOnce_whenAWorkerComes() {
        NoteRater rater = new NoteRater(client, "desk");
        rater.rate("local/1/0123456789abcdef", "U1", true);
        WorkflowStub last = rater.rate("local/1/0123456789abcdef", "U1", false);
        factory.start();
        last.getResult(Void.class);

        assertThat(steps.rated)
                .singleElement()
                .satisfies(rated -> assertThat(rated.rating().helpful()).isFalse());
    }
}
