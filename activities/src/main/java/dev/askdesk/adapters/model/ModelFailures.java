package dev.askdesk.adapters.model;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.workflows.wire.FailureType;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.UnsupportedFeatureException;

/** Types the failures of any langchain4j model. */
final class ModelFailures {
    private ModelFailures() {}

    static OutsideException typed(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutsideException typed) {
                return typed;
            }
        }
        FailureType type = type(failure);
        // The message of a failure that is not ours may quote the request, so only its kind is kept.
        return OutsideException.withoutReply(
                type,
                "The model's reply could not be used: " + failure.getClass().getSimpleName() + ".",
                failure);
    }

    private static FailureType type(RuntimeException failure) {
        if (failure instanceof AuthenticationException) {
            return FailureType.MODEL_CREDENTIALS;
        }
        if (failure instanceof RateLimitException) {
            return FailureType.MODEL_RATE_LIMITED;
        }
        boolean refused = failure instanceof InvalidRequestException
                || failure instanceof ModelNotFoundException
                || failure instanceof ContentFilteredException
                || failure instanceof UnsupportedFeatureException;
        return refused ? FailureType.MODEL_REQUEST : FailureType.MODEL_UNAVAILABLE;
    }
}
