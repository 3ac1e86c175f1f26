package dev.askdesk.adapters.results;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Results as objects in a bucket of Amazon S3 or any store that speaks it. A result is written on this machine first:
 * one PUT of the whole is what such stores make visible at once.
 */
public final class S3ResultStore implements ResultStore {
    /** What S3 takes in one PUT. Parts would take more, but no one reads a result of that size. */
    private static final long MOST_BYTES = 5_000_000_000L;

    private static final Duration LEAST_TIME = Duration.ofMinutes(1);
    /** Slower is a connection that hangs. */
    private static final long BYTES_A_SECOND = 1_000_000;

    private final S3Settings settings;
    private final S3Client client;
    private final Staging staging;
    private final long mostBytes;

    /**
     * @param staging folder of this machine where results are written first
     * @throws OutsideException no region is known
     */
    public S3ResultStore(S3Settings settings, Path staging) {
        this(settings, staging, RowsInMemory.share());
    }

    /** @param mostBytes of memory that a result may take to be read */
    S3ResultStore(S3Settings settings, Path staging, long mostBytes) {
        this.settings = settings;
        this.client = S3Clients.of(settings);
        this.staging = new Staging(staging);
        this.mostBytes = mostBytes;
    }

    @Override
    public ResultWriter write(String handle) {
        return staging.begin(ResultNames.of(handle), whole -> put(handle, whole));
    }

    private void put(String handle, Path whole) throws IOException {
        long size = Files.size(whole);
        if (size > MOST_BYTES) {
            throw new OutsideException(
                    FailureType.RESULTS_REQUEST,
                    "The result " + handle + " takes " + size / 1_000_000 + " MB, and " + settings.place()
                            + " no more than " + MOST_BYTES / 1_000_000 + ": lower ASKDESK_ROW_LIMIT.");
        }
        try {
            client.putObject(
                    put -> put.bucket(settings.bucket())
                            .key(key(handle))
                            .contentType("application/gzip")
                            .overrideConfiguration(
                                    call -> call.apiCallTimeout(LEAST_TIME.plusSeconds(size / BYTES_A_SECOND))),
                    RequestBody.fromFile(whole));
        } catch (SdkException e) {
            throw S3Failures.of(e, settings, handle);
        }
    }

    @Override
    public QueryResult get(String handle) {
        try (ResponseInputStream<GetObjectResponse> body =
                client.getObject(get -> get.bucket(settings.bucket()).key(key(handle)))) {
            return read(body, handle);
        } catch (SdkException e) {
            throw S3Failures.of(e, settings, handle);
        } catch (IOException e) {
            throw new OutsideException(
                    FailureType.RESULTS_UNAVAILABLE,
                    "The result " + handle + " cannot be read: it was cut off or is damaged, or the connection to "
                            + settings.place() + " broke.",
                    e);
        }
    }

    private QueryResult read(ResponseInputStream<GetObjectResponse> body, String handle) throws IOException {
        boolean whole = false;
        try {
            QueryResult result = RowsInMemory.read(body, handle, mostBytes);
            whole = true;
            return result;
        } finally {
            if (!whole) {
                // Else closing it would read the rest.
                body.abort();
            }
        }
    }

    private String key(String handle) {
        return settings.key(ResultNames.of(handle) + ".jsonl.gz");
    }
}
