package dev.askdesk.workflows.evaluation;

import dev.askdesk.workflows.ask.AskWorkflow;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Transcript;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.evaluation.EvaluationActivity.MeasureRequest;
import dev.askdesk.workflows.evaluation.EvaluationActivity.Measured;
import dev.askdesk.workflows.evaluation.EvaluationActivity.Page;
import dev.askdesk.workflows.evaluation.EvaluationActivity.PageRequest;
import dev.askdesk.workflows.evaluation.EvaluationActivity.PlainRequest;
import dev.askdesk.workflows.evaluation.EvaluationActivity.Task;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The window of cases in work, and what happens to one. */
public final class EvaluationWorkflowImpl implements EvaluationWorkflow {
    private static final int PAGE = 50;
    /** Cases of one run of the workflow: each takes some twenty events, so its history stays short. */
    private static final int CASES_PER_RUN = 250;
    /** As whom the cases ask. */
    private static final String USER = "evaluation";

    /** Reference and answer are run on the warehouse; a case that cannot be written down is tried for an hour. */
    private final EvaluationActivity measuring =
            Workflow.newActivityStub(EvaluationActivity.class, options(Duration.ofMinutes(10)));

    /** A small model writes for a minute, and the plain way has up to three tries. */
    private final EvaluationActivity asking =
            Workflow.newActivityStub(EvaluationActivity.class, options(Duration.ofMinutes(20)));

    private Progress progress = Progress.NONE;

    private static ActivityOptions options(Duration once) {
        return ActivityOptions.newBuilder()
                .setStartToCloseTimeout(once)
                .setHeartbeatTimeout(Duration.ofSeconds(20))
                .setScheduleToCloseTimeout(Duration.ofHours(1))
                .setRetryOptions(RetryOptions.newBuilder()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setMaximumInterval(Duration.ofSeconds(30))
                        .build())
                .build();
    }

    @Override
    public Progress evaluate(Evaluation evaluation) {
        progress = evaluation.progress();
        int last = progress.begun() + CASES_PER_RUN;
        List<Promise<Void>> running = new ArrayList<>();
        while (progress.begun() < last) {
            Page page = measuring.plan(new PageRequest(evaluation.runId(), progress.begun(), PAGE));
            progress = progress.of(page.total());
            if (page.tasks().isEmpty()) {
                break;
            }
            for (Task task : page.tasks()) {
                Workflow.await(() -> inWork(running) < evaluation.parallel());
                progress = progress.oneBegun();
                running.add(Async.procedure(() -> run(evaluation, task)));
            }
        }
        Promise.allOf(running).get();
        if (progress.begun() < progress.total()) {
            Workflow.continueAsNew(evaluation.continuedBy(progress));
        }
        return progress;
    }

    private static long inWork(List<Promise<Void>> running) {
        return running.stream().filter(promise -> !promise.isCompleted()).count();
    }

    private void run(Evaluation evaluation, Task task) {
        boolean right =
                task.measured() ? task.right() : measured(evaluation, task).right();
        progress = progress.oneDone(right);
        Workflow.setCurrentDetails(
                progress.done() + " of " + progress.total() + " cases measured, " + progress.right() + " right");
    }

    private Measured measured(Evaluation evaluation, Task task) {
        if (task.taskQueue() == null) {
            return asking.plain(new PlainRequest(evaluation.runId(), task.arm(), task.caseId()));
        }
        String id =
                Conversation.ID_PREFIX + "evaluation/" + evaluation.runId() + "/" + task.arm() + "/" + task.caseId();
        long began = Workflow.currentTimeMillis();
        Turn turn = null;
        String failure = null;
        try {
            turn = converse(evaluation, task, id, began);
        } catch (ChildWorkflowFailure broken) {
            failure = reason(broken);
        }
        long millis = Workflow.currentTimeMillis() - began;
        return measuring.measure(
                new MeasureRequest(evaluation.runId(), task.arm(), task.caseId(), id, turn, failure, millis));
    }

    private static @Nullable Turn converse(Evaluation evaluation, Task task, String id, long now) {
        AskWorkflow ask = Workflow.newChildWorkflowStub(
                AskWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(task.taskQueue())
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setStaticSummary(task.arm() + ": " + task.caseId())
                        .build());
        UserMessage message = new UserMessage(task.caseId(), USER, task.question(), Instant.ofEpochMilli(now));
        Transcript transcript = ask.converse(Conversation.opened(id, task.limits(), message));
        return transcript.turns().isEmpty() ? null : transcript.turns().get(0);
    }

    private static String reason(ChildWorkflowFailure broken) {
        Throwable cause = broken.getCause();
        return cause instanceof TemporalFailure failure
                ? String.valueOf(failure.getOriginalMessage())
                : String.valueOf(broken.getMessage());
    }

    @Override
    public Progress progress() {
        return progress;
    }
}
