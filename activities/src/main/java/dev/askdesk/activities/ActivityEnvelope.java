package dev.askdesk.activities;

import dev.askdesk.adapters.OutsideException;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What every activity needs around its work: what the adapters throw becomes Temporal's typed failures, and the server
 * hears that the work goes on.
 */
public final class ActivityEnvelope extends WorkerInterceptorBase {

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private @Nullable ActivityExecutionContext activity;

            @Override
            public void init(ActivityExecutionContext context) {
                activity = context;
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    ActivityExecutionContext watched = activity;
                    return watched != null && isWatched(watched)
                            ? Heartbeat.during(watched, () -> super.execute(input))
                            : super.execute(input);
                } catch (OutsideException outside) {
                    throw failure(outside);
                }
            }
        };
    }

    /** Whether the activity's policy wants to hear that it is still at work. */
    private static boolean isWatched(ActivityExecutionContext activity) {
        Duration silence = activity.getInfo().getHeartbeatTimeout();
        return silence != null && !silence.isZero();
    }

    static ApplicationFailure failure(OutsideException outside) {
        // No cause: a vendor's exception may carry headers or a body that must not reach the history. Which types are
        // not
        // tried again is for each activity's policy to say.
        return ApplicationFailure.newBuilder()
                .setType(outside.type().name())
                .setMessage(String.valueOf(outside.getMessage()))
                .setNextRetryDelay(outside.retryAfter())
                .build();
    }
}
