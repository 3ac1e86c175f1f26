package dev.askdesk.starters.cli;

import dev.askdesk.workers.EvaluationWorkers;
import dev.askdesk.workflows.evaluation.Evaluation;
import dev.askdesk.workflows.evaluation.EvaluationWorkflow;
import dev.askdesk.workflows.evaluation.Progress;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.TemporalException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts a run, or finds the one that is under way, and tells how it comes along until it ends. */
final class EvalProgress {
    private static final int LOOK_EVERY_SECONDS = 2;
    /** Where standard error is no terminal, a line for so many cases. */
    private static final int LINE_EVERY = 10;

    private final Terminal terminal;
    private final int total;
    private final long began = System.nanoTime();
    private int lastTold;

    EvalProgress(Terminal terminal, int total) {
        this.terminal = terminal;
        this.total = total;
    }

    /** @throws UserError the run broke off */
    Progress await(WorkflowClient client, Evaluation evaluation) {
        EvaluationWorkflow workflow = client.newWorkflowStub(
                EvaluationWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(evaluation.workflowId())
                        .setTaskQueue(EvaluationWorkers.taskQueue(evaluation.runId()))
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .build());
        WorkflowClient.start(workflow::evaluate, evaluation);
        CompletableFuture<Progress> end = WorkflowStub.fromTyped(workflow).getResultAsync(Progress.class);
        while (true) {
            try {
                Progress done = end.get(LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
                clear();
                return done;
            } catch (TimeoutException underWay) {
                look(workflow);
            } catch (ExecutionException e) {
                throw UserError.environment(
                        "The run broke off: give the same command again, and it goes on; --debug shows why.",
                        e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw UserError.environment("Interrupted: give the same command again, and the run goes on.", e);
            }
        }
    }

    private void look(EvaluationWorkflow workflow) {
        try {
            tell(workflow.progress());
        } catch (TemporalException | StatusRuntimeException busy) {
            // It is replayed just now; there is another look soon.
        }
    }

    private void tell(Progress progress) {
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        String line = progress.done() + " of " + total + " cases measured, " + progress.right() + " right, "
                + seconds / 60 + " min " + seconds % 60 + " s";
        if (terminal.errIsTerminal()) {
            terminal.err().print("\r\u001b[K" + line);
        } else if (progress.done() / LINE_EVERY > lastTold / LINE_EVERY) {
            terminal.err().println(line);
        }
        lastTold = progress.done();
        terminal.err().flush();
    }

    private void clear() {
        if (terminal.errIsTerminal()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}
