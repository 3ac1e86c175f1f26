package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.Steps.StepFailed;
import dev.askdesk.workflows.wire.FailureType;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActivityStepsTest {

    @Test
    void timeout_isToldWithTheStep() {
        StepFailed failed = failedBy(new TimeoutFailure(null, null, TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE));

        assertThat(failed.reason()).isEqualTo("TIMEOUT");
        assertThat(failed.explanation()).isEqualTo("The step RunQuery took too long and was given up.");
    }

    @Test
    void knownFailure_isToldWithItsAdvice() {
        StepFailed failed = failedBy(ApplicationFailure.newFailure("429.", FailureType.MODEL_RATE_LIMITED.name()));

        assertThat(failed.reason()).isEqualTo("MODEL_RATE_LIMITED");
        assertThat(failed.explanation()).isEqualTo("429. " + FailureType.MODEL_RATE_LIMITED.advice());
    }

    @Test
    void exceptionWithoutAMessage_isToldByItsType() {
        assertThat(failedBy(ApplicationFailure.newFailure(null, "java.lang.NullPointerException"))
                        .explanation())
                .isEqualTo("The step RunQuery failed: java.lang.NullPointerException");
    }

    @Test
    void cancel_isACancel() {
        assertThat(failedBy(new CanceledFailure("stop")).reason()).isEqualTo(QuestionMachine.CANCELLED);
    }

    @Test
    void failureOfNoKnownKind_isInternal() {
        assertThat(failedBy(null).reason()).isEqualTo("INTERNAL");
    }

    private static StepFailed failedBy(@Nullable Throwable cause) {
        return ActivitySteps.stepFailed(
                new ActivityFailure("failed", 1, 2, "RunQuery", "3", RetryState.RETRY_STATE_TIMEOUT, "worker", cause));
    }
}
