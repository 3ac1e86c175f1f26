package dev.askdesk.adapters.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A call with one deadline over all of it: the client's own time-out ends with the headers, and a body may drip for ever. */
public final class WholeCall {
    private WholeCall() {}

    /** There is no whole reply. */
    public static final class Unanswered extends Exception {
        private final boolean broken;

        private Unanswered(String message) {
            super(message);
            broken = false;
        }

        private Unanswered(@Nullable Throwable cause) {
            super(cause);
            broken = true;
        }

        /** Whether the call itself failed, so that the cause says why; else it was given up, and the message says why. */
        public boolean isBroken() {
            return broken;
        }
    }

    /** @throws Unanswered it failed, took too long, or the thread was interrupted, which it is again then */
    public static <T> HttpResponse<T> send(
            HttpClient client, HttpRequest request, BodyHandler<T> body, Duration timeout) throws Unanswered {
        CompletableFuture<HttpResponse<T>> call = client.sendAsync(request, body);
        try {
            return call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new Unanswered("did not finish within " + timeout.toSeconds() + " s");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unanswered("was not waited for: the call was interrupted");
        } catch (ExecutionException failure) {
            throw new Unanswered(failure.getCause());
        } finally {
            call.cancel(true);
        }
    }
}
