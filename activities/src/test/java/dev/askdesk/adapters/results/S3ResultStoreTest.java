package dev.askdesk.adapters.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.warehouse.QueryResult;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Runs where {@code ASKDESK_TEST_S3} is the path of Versity's S3 gateway. */
class S3ResultStoreTest extends ResultStoreContract {
    private static @Nullable S3Server server;
    private static int buckets;

    private String bucket = "";

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(S3Server.BINARY != null, "ASKDESK_TEST_S3 is not set: no S3 store is tried");
        server = S3Server.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void createBucket() {
        bucket = "results-" + ++buckets;
        server.createBucket(bucket);
    }

    private S3Settings settings() {
        return S3Server.settings(bucket, server.port(), S3Server.KEYS);
    }

    private S3ResultStore store(S3Settings settings) {
        return new S3ResultStore(settings, local());
    }

    @Override
    ResultStore store(long mostBytes) {
        return new S3ResultStore(settings(), local(), mostBytes);
    }

    @Override
    Path local() {
        return folder.resolve("staging");
    }

    @Override
    List<String> described() {
        return described(server.port());
    }

    private List<String> described(int port) {
        return List.of(
                local().toString(), bucket, "http://127.0.0.1:" + port, S3Server.KEYS.id(), S3Server.KEYS.secret());
    }

    @Test
    void prefix_isAFolderOfItsOwn() {
        S3Settings other = new S3Settings(bucket, "team/askdesk", settings().endpoint(), "us-east-1", S3Server.KEYS);
        store(other).put(HANDLE, rows("there", 1));
        store(settings()).put(HANDLE, rows("here", 1));

        assertThat(store(other).get(HANDLE)).isEqualTo(rows("there", 1));
        assertThat(S3Clients.of(other)
                        .listObjectsV2(list -> list.bucket(bucket).prefix("team/askdesk/"))
                        .contents())
                .hasSize(1);
    }

    @Test
    void wrongKey_saysWhatToSet_andNoSecret() throws IOException {
        for (S3Settings.Keys wrong : List.of(
                new S3Settings.Keys("another-key-id", S3Server.KEYS.secret()),
                new S3Settings.Keys(S3Server.KEYS.id(), "another-secret"))) {
            S3Settings settings = S3Server.settings(bucket, server.port(), wrong);
            for (Throwable failure : bothWays(store(settings))) {
                assertFailure(failure, FailureType.RESULTS_REQUEST, "ASKDESK_RESULTS_S3_KEY_ID");
                assertThat(trace(failure)).doesNotContain(wrong.id(), wrong.secret());
            }
            assertThat(settings.toString()).doesNotContain(wrong.id(), wrong.secret());
        }
        assertNothingLeft();
    }

    @Test
    void wrongBucket_saysWhichToCreate() throws IOException {
        S3Settings settings = S3Server.settings("nowhere", server.port(), S3Server.KEYS);
        for (Throwable failure : bothWays(store(settings))) {
            assertFailure(failure, FailureType.RESULTS_REQUEST, "There is no bucket s3://nowhere");
        }
        assertNothingLeft();
    }

    @Test
    void wrongRegion_saysWhatToSet() throws IOException {
        S3Settings settings = new S3Settings(bucket, "", settings().endpoint(), "eu-central-1", S3Server.KEYS);
        for (Throwable failure : bothWays(store(settings))) {
            assertFailure(failure, FailureType.RESULTS_REQUEST, "ASKDESK_RESULTS_S3_REGION");
        }
    }

    @Test
    void serverDown_isWorthAnotherTry() throws IOException {
        S3Settings settings = S3Server.settings(bucket, S3Server.freePort(), S3Server.KEYS);
        for (Throwable failure : bothWays(store(settings))) {
            assertFailure(failure, FailureType.RESULTS_UNAVAILABLE, "cannot be reached");
            assertThat(trace(failure)).doesNotContain(S3Server.KEYS.id(), S3Server.KEYS.secret());
        }
        assertNothingLeft();
    }

    @Test
    void killedInTheMiddleOfThePut_leavesTheOlderOne() throws Exception {
        store(settings()).put(HANDLE, rows("old", 3));
        try (StoppingRelay relay = new StoppingRelay(server.port(), 1_000_000, Long.MAX_VALUE);
                ResultProgram.Child child = ResultProgram.start("whole", 1_000_000, HANDLE, described(relay.port()))) {
            child.await("committing");
            assertThat(relay.awaitStop()).isTrue();
            assertThat(store(settings()).get(HANDLE)).isEqualTo(rows("old", 3));
        }

        assertThat(store(settings()).get(HANDLE)).isEqualTo(rows("old", 3));
    }

    @Test
    void connectionBrokenWhileRead_isWorthAnotherTry() throws IOException {
        store(settings()).put(HANDLE, random(5_000));
        try (StoppingRelay relay = new StoppingRelay(server.port(), Long.MAX_VALUE, 60_000)) {
            S3ResultStore reader = store(S3Server.settings(bucket, relay.port(), S3Server.KEYS));
            assertFails(() -> reader.get(HANDLE), FailureType.RESULTS_UNAVAILABLE, "broke");
        }
        assertThat(store(settings()).get(HANDLE).rows()).hasSize(5_000);
    }

    @Test
    void cutObject_isNotRead() throws IOException {
        S3Client client = S3Clients.of(settings());
        String key = ResultNames.of(HANDLE) + ".jsonl.gz";
        store(settings()).put(HANDLE, random(5_000));
        byte[] whole =
                client.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray();
        for (int length : List.of(0, 1, 1_000, whole.length / 2, whole.length - 1)) {
            client.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(Arrays.copyOf(whole, length)));
            assertFails(() -> store(settings()).get(HANDLE), FailureType.RESULTS_UNAVAILABLE, "cut off");
        }
    }

    /** What goes wrong in writing, and in reading. */
    private static List<Throwable> bothWays(ResultStore store) {
        return List.of(catchThrowable(() -> store.put(HANDLE, rows("a", 1))), catchThrowable(() -> store.get(HANDLE)));
    }

    private static void assertFailure(Throwable failure, FailureType type, String said) {
        assertThat(failure).isInstanceOf(OutsideException.class).hasMessageContaining(said);
        assertThat(((OutsideException) failure).type()).isEqualTo(type);
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** Rows that cannot be packed well. */
    private static QueryResult random(int count) {
        Random random = new Random(7);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(List.of("" + random.nextLong() + random.nextLong()));
        }
        return new QueryResult(List.of("a"), List.of("text"), rows, false);
    }
}
