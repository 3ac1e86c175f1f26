package dev.askdesk.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.ActivityPolicies;
import dev.askdesk.workflows.wire.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivityEnvelopeTest {
    @Test
    void retryAfter_becomesTheNextRetrysDelay() {
        ApplicationFailure failure = ActivityEnvelope.failure(
                new OutsideException(FailureType.MODEL_RATE_LIMITED, "Slow down.", null, Duration.ofSeconds(17)));
        assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(17));
        assertThat(failure.isNonRetryable()).isFalse();
        assertThat(failure.getType()).isEqualTo("MODEL_RATE_LIMITED");
    }

    @Test
    void exceededBudget_isNotRetried_asItsPolicySays() {
        ApplicationFailure failure =
                ActivityEnvelope.failure(new OutsideException(FailureType.BUDGET_EXCEEDED, "No room."));
        assertThat(ActivityPolicies.model("understand").getRetryOptions().getDoNotRetry())
                .contains(failure.getType());
        assertThat(failure.getNextRetryDelay()).isNull();
        assertThat(FailureType.BUDGET_EXCEEDED.advice()).contains("askdesk models");
    }
}
