package dev.askdesk.starters.schedules;

import dev.askdesk.workflows.knowledge.KnowledgeSyncWorkflow;
import dev.askdesk.workflows.knowledge.SyncRequest;
import dev.askdesk.workflows.triage.DigestRequest;
import dev.askdesk.workflows.triage.TriageBatch;
import dev.askdesk.workflows.triage.TriageDigestWorkflow;
import dev.askdesk.workflows.triage.TriageScheduleWorkflow;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The schedules of one desk: a look for changed tickets, a pass over the wiki, and a digest where a channel takes it. */
public final class DeskSchedules {
    /** A run that was missed since the server was away is made up for that long; one is enough, it sees all changes. */
    private static final Duration CATCH_UP = Duration.ofMinutes(10);

    private final ScheduleClient client;
    private final String taskQueue;
    private final TriageBatch batch;
    private final @Nullable DigestRequest digest;
    private final List<String> ids;

    /**
     * @param batch what each look is to do; its {@code since} is not set, so that each goes on where the last ended
     * @param digest {@code null} where no channel takes digests; the schedule of one that did is left as it is
     */
    public DeskSchedules(WorkflowClient client, String taskQueue, TriageBatch batch, @Nullable DigestRequest digest) {
        this.client = ScheduleClient.newInstance(
                client.getWorkflowServiceStubs(),
                ScheduleClientOptions.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setDataConverter(client.getOptions().getDataConverter())
                        .setIdentity(client.getOptions().getIdentity())
                        .build());
        this.taskQueue = taskQueue;
        this.batch = batch;
        this.digest = digest;
        this.ids = List.of("askdesk-triage-" + batch.desk(), "askdesk-knowledge", "askdesk-digest-" + batch.desk());
    }

    /**
     * A schedule for people.
     *
     * @param runs begun so far
     * @param next {@code null} where none is to come
     */
    public record Shown(
            String id,
            String every,
            boolean paused,
            long runs,
            @Nullable Instant next) {}

    /** Makes them, or gives those that are there this time; one that is paused stays so. */
    public void ensure(Duration every, Duration syncEvery, Duration digestEvery) {
        Map<String, Schedule> wanted = new LinkedHashMap<>();
        wanted.put(ids.get(0), schedule(TriageScheduleWorkflow.class, batch, batch.workflowId(), every));
        wanted.put(
                ids.get(1),
                schedule(KnowledgeSyncWorkflow.class, SyncRequest.DEFAULT, SyncRequest.WORKFLOW_ID, syncEvery));
        if (digest != null) {
            wanted.put(ids.get(2), schedule(TriageDigestWorkflow.class, digest, digest.workflowId(), digestEvery));
        }
        wanted.forEach(this::ensure);
    }

    private void ensure(String id, Schedule wanted) {
        try {
            client.createSchedule(id, wanted, ScheduleOptions.newBuilder().build());
        } catch (ScheduleAlreadyRunningException there) {
            client.getHandle(id)
                    .update(known -> new ScheduleUpdate(Schedule.newBuilder(wanted)
                            .setState(known.getDescription().getSchedule().getState())
                            .build()));
        }
    }

    private Schedule schedule(Class<?> workflow, Object request, String workflowId, Duration every) {
        return Schedule.newBuilder()
                .setAction(ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(workflow)
                        .setArguments(request)
                        .setOptions(WorkflowOptions.newBuilder()
                                .setWorkflowId(workflowId)
                                .setTaskQueue(taskQueue)
                                .build())
                        .build())
                .setSpec(ScheduleSpec.newBuilder()
                        .setIntervals(List.of(new ScheduleIntervalSpec(every)))
                        .build())
                .setPolicy(SchedulePolicy.newBuilder()
                        .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                        .setCatchupWindow(CATCH_UP)
                        .build())
                .build();
    }

    /** Those of them that are there. */
    public List<Shown> list() {
        List<Shown> shown = new ArrayList<>();
        each(handle -> {
            ScheduleDescription description = handle.describe();
            ScheduleSpec spec = description.getSchedule().getSpec();
            String every = spec.getIntervals() == null || spec.getIntervals().isEmpty()
                    ? "?"
                    : spec.getIntervals()
                            .get(0)
                            .getEvery()
                            .toString()
                            .substring(2)
                            .toLowerCase(Locale.ROOT);
            List<Instant> next = description.getInfo().getNextActionTimes();
            shown.add(new Shown(
                    description.getId(),
                    every,
                    description.getSchedule().getState().isPaused(),
                    description.getInfo().getNumActions(),
                    next.isEmpty() ? null : next.get(0)));
        });
        return shown;
    }

    /** @return how many there were */
    public int pause() {
        return each(handle -> handle.pause("paused by askdesk schedule pause"));
    }

    /** @return how many there were */
    public int resume() {
        return each(handle -> handle.unpause("resumed by askdesk schedule resume"));
    }

    /** @return how many there were */
    public int trigger() {
        return each(ScheduleHandle::trigger);
    }

    /** @return how many there were */
    public int delete() {
        return each(ScheduleHandle::delete);
    }

    private int each(Consumer<ScheduleHandle> act) {
        int found = 0;
        for (String id : ids) {
            ScheduleHandle handle = client.getHandle(id);
            try {
                handle.describe();
            } catch (ScheduleException none) {
                continue;
            }
            act.accept(handle);
            found++;
        }
        return found;
    }
}
