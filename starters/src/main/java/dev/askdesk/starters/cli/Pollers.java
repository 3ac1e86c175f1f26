package dev.askdesk.starters.cli;

import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Whether workers poll a task queue. */
final class Pollers {
    /** A poll waits a minute at most before the next one begins, so an older one is of a worker that is gone. */
    private static final Duration RECENT = Duration.ofSeconds(75);

    private final WorkflowServiceStubs stubs;
    private final String namespace;
    private final String taskQueue;

    Pollers(WorkflowServiceStubs stubs, String namespace, String taskQueue) {
        this.stubs = stubs;
        this.namespace = namespace;
        this.taskQueue = taskQueue;
    }

    boolean anyRecent() {
        DescribeTaskQueueRequest request = DescribeTaskQueueRequest.newBuilder()
                .setNamespace(namespace)
                .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW)
                .build();
        Instant oldest = Instant.now().minus(RECENT);
        return stubs
                .blockingStub()
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .describeTaskQueue(request)
                .getPollersList()
                .stream()
                .map(PollerInfo::getLastAccessTime)
                .anyMatch(seen -> Instant.ofEpochSecond(seen.getSeconds()).isAfter(oldest));
    }
}
