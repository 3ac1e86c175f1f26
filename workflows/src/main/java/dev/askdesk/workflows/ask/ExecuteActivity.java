package dev.askdesk.workflows.ask;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs admitted SQL on the warehouse. Errors of the statement are results; only the outside fails the activity. */
@ActivityInterface
public interface ExecuteActivity {

    /**
     * Lets the engine plan the statement without running it. It comes before each run, so it is here that a warehouse is
     * found asleep.
     */
    @ActivityMethod(name = "DryRun")
    DryRun dryRun(DryRunRequest request);

    /** Runs the statement, keeps its rows in the result store under the given handle, and returns the first ones. */
    @ActivityMethod(name = "RunQuery")
    Execution run(RunRequest request);

    /**
     * @param userId who asks, whose rights count where the warehouse runs statements as them; {@code null} in conversations
     *     of earlier versions
     * @param patient whether to wait until a warehouse that is asleep has started, which takes minutes
     */
    record DryRunRequest(String sql, @Nullable String userId, boolean patient) {}

    /**
     * @param problem why the engine would refuse it; {@code null} when it would not
     * @param asleep whether the warehouse has not started, so that nothing is known; only where the request is not patient
     */
    record DryRun(@Nullable Problem problem, boolean asleep) {}

    /**
     * @param resultHandle chosen by the caller and the same on every retry, so that a retry overwrites
     * @param userId who asks: of values near to one that was not found, they are told those that they may see; {@code
     *     null} in conversations of earlier versions
     * @param roles as of {@link UserMessage}
     */
    record RunRequest(
            String sql,
            String resultHandle,
            @Nullable String userId,
            @Nullable List<String> roles) {}

    /**
     * @param problem why there is no usable result; with {@link Problem.Kind#UNKNOWN_VALUE} and
     *     {@link Problem.Kind#ALL_NULL} the rows are there all the same
     * @param rowCount rows returned, at most the row limit
     * @param truncated whether the row limit cut the result
     * @param asOf newest date of the data as the catalog defines it
     * @param fingerprint equal for results with the same rows, whatever the order of rows and columns; {@code null}
     *     where there are none to compare
     * @param use what running it took; {@code null} where it did not run
     */
    record Execution(
            @Nullable Problem problem,
            Preview preview,
            long rowCount,
            boolean truncated,
            @Nullable String asOf,
            @Nullable String fingerprint,
            @Nullable WarehouseUse use) {}
}
