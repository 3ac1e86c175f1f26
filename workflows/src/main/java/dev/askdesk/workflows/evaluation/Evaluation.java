package dev.askdesk.workflows.evaluation;

/**
 * What a run starts with.
 *
 * @param runId names the run; part of the ids of its workflows
 * @param parallel cases in work at once
 * @param progress what the runs before did, where this one continues them
 */
public record Evaluation(String runId, int parallel, Progress progress) {
    /** Prefix of every run's workflow id. */
    public static final String ID_PREFIX = "evaluation/";

    public Evaluation {
        if (parallel < 1) {
            throw new IllegalArgumentException("at least one case is in work at once");
        }
    }

    public static Evaluation start(String runId, int parallel) {
        return new Evaluation(runId, parallel, Progress.NONE);
    }

    public String workflowId() {
        return ID_PREFIX + runId;
    }

    Evaluation continuedBy(Progress made) {
        return new Evaluation(runId, parallel, made);
    }
}
