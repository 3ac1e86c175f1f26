package dev.askdesk.activities.ask;

import dev.askdesk.adapters.OutsideException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.failure.ApplicationFailure;

/** Turns what the adapters throw into Temporal's typed failures, at one place for every activity. */
public final class OutsideFailures extends WorkerInterceptorBase {

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            @Override
            public ActivityOutput execute(ActivityInput input) {
                try {
                    return super.execute(input);
                } catch (OutsideException outside) {
                    throw failure(outside);
                }
            }
        };
    }

    static ApplicationFailure failure(OutsideException outside) {
        // No cause: a vendor's exception may carry headers or a body that must not reach the history.
        return ApplicationFailure.newBuilder()
                .setType(outside.type().name())
                .setMessage(String.valueOf(outside.getMessage()))
                .setNonRetryable(!outside.type().retryable())
                .setNextRetryDelay(outside.retryAfter())
                .build();
    }
}
