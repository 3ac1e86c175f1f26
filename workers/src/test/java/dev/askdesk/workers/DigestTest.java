package dev.askdesk.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.activities.ActivityEnvelope;
import dev.askdesk.activities.triage.DigestActivityImpl;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.LocalDesk;
import dev.askdesk.adapters.slack.DigestChannel;
import dev.askdesk.triage.Outcomes;
import dev.askdesk.workflows.triage.Digest;
import dev.askdesk.workflows.triage.Digest.State;
import dev.askdesk.workflows.triage.DigestActivity.Posting;
import dev.askdesk.workflows.triage.DigestRequest;
import dev.askdesk.workflows.triage.Triage;
import dev.askdesk.workflows.triage.Triage.Outcome;
import dev.askdesk.workflows.triage.TriageDigestWorkflow;
import dev.askdesk.workflows.triage.TriageDigestWorkflowImpl;
import dev.askdesk.workflows.wire.FailureType;
import dev.askdesk.workflows.wire.Usage;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A digest on its way from the outcomes' file to the channel. */
@Timeout(60)
class DigestTest {
    /** Fails its first calls: before they have their effect, or after. */
    private static final class ChannelInMemory implements DigestChannel {
        private final List<String> calls = new ArrayList<>();
        private final List<Posting> posted = new ArrayList<>();
        private int refused;
        private int lost;

        @Override
        public synchronized boolean has(Posting posting) {
            calls.add("has");
            return posted.stream().anyMatch(known -> known.key().equals(posting.key()));
        }

        @Override
        public synchronized void post(Posting posting) {
            calls.add("post");
            if (refused-- > 0) {
                throw new OutsideException(FailureType.CHANNEL_RATE_LIMITED, "Slower.", null, Duration.ofSeconds(2));
            }
            posted.add(posting);
            if (lost-- > 0) {
                throw OutsideException.withoutReply(FailureType.CHANNEL_UNAVAILABLE, "Lost.", null);
            }
        }
    }

    @TempDir
    private Path home;

    private final ChannelInMemory channel = new ChannelInMemory();
    private final TestWorkflowEnvironment server =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(WireFormat.dataConverter())
                            .build())
                    .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                            .setWorkerInterceptors(new ActivityEnvelope())
                            .build())
                    .build());

    @AfterEach
    void close() {
        server.close();
    }

    private Digest tell(@Nullable DigestChannel connected) {
        Outcomes outcomes = new Outcomes(home.resolve("triage.jsonl"));
        Instant at = Instant.ofEpochMilli(server.currentTimeMillis()).minusSeconds(60);
        outcomes.record(new Triage(
                "local", "1", "v", Outcome.NOTED, "Answered.", null, null, List.of(), null, Usage.NONE, at, at));
        try (LocalDesk desk = new LocalDesk(home.resolve("desk"), Set.of())) {
            Worker worker = server.newWorker("desk");
            worker.registerWorkflowImplementationTypes(TriageDigestWorkflowImpl.class);
            worker.registerActivitiesImplementations(new DigestActivityImpl(outcomes, desk, connected));
            server.start();
            WorkflowOptions options =
                    WorkflowOptions.newBuilder().setTaskQueue("desk").build();
            return server.getWorkflowClient()
                    .newWorkflowStub(TriageDigestWorkflow.class, options)
                    .tell(new DigestRequest("local", "C1", Duration.ofDays(1)));
        }
    }

    @Test
    void outcome_isPostedOnce_withoutALookBefore() {
        assertThat(tell(channel).state()).isEqualTo(State.POSTED);
        assertThat(channel.calls).containsExactly("post");
    }

    @Test
    void limitedRate_isTriedAgain_afterALook() {
        channel.refused = 1;

        assertThat(tell(channel).state()).isEqualTo(State.POSTED);
        assertThat(channel.calls).containsExactly("post", "has", "post");
        assertThat(channel.posted).hasSize(1);
    }

    @Test
    void postWhoseAnswerIsLost_isFoundAndNotRepeated() {
        channel.lost = 1;

        Digest digest = tell(channel);
        assertThat(digest.state()).isEqualTo(State.PRESENT);
        assertThat(digest.tickets()).isEqualTo(1);
        assertThat(channel.calls).containsExactly("post", "has");
    }

    @Test
    void workerWithoutSlack_postsNothing() {
        assertThat(tell(null).state()).isEqualTo(State.NOT_CONNECTED);
    }
}
