package dev.askdesk.workflows.evaluation;

import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.ask.Turn;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an evaluation does outside of its workflow: the data set is read and the measures are written there. */
@ActivityInterface
public interface EvaluationActivity {

    /** A page of the plan, in its order. It says what is measured already. */
    @ActivityMethod(name = "PlanCases")
    Page plan(PageRequest request);

    /** Measures how a conversation ended, and writes it down once. */
    @ActivityMethod(name = "MeasureCase")
    Measured measure(MeasureRequest request);

    /** Asks a model in the plain way, measures what came of it, and writes it down once. */
    @ActivityMethod(name = "PlainCase")
    Measured plain(PlainRequest request);

    /** @param from place in the plan, from 0 */
    record PageRequest(String runId, int from, int count) {}

    /**
     * @param total cases in the whole plan, over all arms
     */
    record Page(List<Task> tasks, int total) {
        public Page {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * One case under one arm.
     *
     * @param question the message that is sent
     * @param taskQueue whose workers have the case's database and the arm's model; {@code null} where the arm asks the
     *     model in the plain way
     * @param limits of the conversation, which waits for nobody
     * @param measured whether it was measured before, by a run that was broken off; then nothing is done
     * @param right of a measured one, how it ended
     */
    record Task(
            String arm,
            String caseId,
            String question,
            @Nullable String taskQueue,
            Limits limits,
            boolean measured,
            boolean right) {}

    /**
     * @param turn the conversation's only turn; {@code null} where the conversation itself broke
     * @param workflowId of the conversation
     * @param failure why it broke
     * @param millis from the question to the reply
     */
    record MeasureRequest(
            String runId,
            String arm,
            String caseId,
            String workflowId,
            @Nullable Turn turn,
            @Nullable String failure,
            long millis) {}

    record PlainRequest(String runId, String arm, String caseId) {}

    /** @param right whether it ended as it must */
    record Measured(boolean right) {}
}
