package dev.askdesk.adapters.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.tracking.Tracking.Run;
import dev.askdesk.workflows.wire.FailureType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tracking server that refuses, fails or is none becomes. */
class MlflowFailuresTest {
    private static final TrackedRun RUN = new TrackedRun("e", "key", "name", Instant.EPOCH, Map.of(), Map.of());

    private HttpServer server;
    private int status = 200;
    private String body = "{}";
    private String authorization = "";
    /** Whether the experiment is not there yet. */
    private boolean missing;

    private String lastPath = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            lastPath = exchange.getRequestURI().getPath();
            boolean isUnknown = missing && lastPath.endsWith("/get-by-name");
            String said = isUnknown ? "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}" : body;
            byte[] bytes = said.replace("CREDENTIALS", authorization).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(isUnknown ? 404 : status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "401, TRACKING_CREDENTIALS",
        "403, TRACKING_CREDENTIALS",
        "400, TRACKING_REQUEST",
        "404, TRACKING_REQUEST",
        "302, TRACKING_REQUEST",
        "429, TRACKING_UNAVAILABLE",
        "503, TRACKING_UNAVAILABLE"
    })
    void refusal_isTyped(int refusal, FailureType type) {
        status = refusal;
        OutsideException failure = failure("sesame-token", null, null);
        assertThat(failure.type()).isEqualTo(type);
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(failure).hasMessageContaining("HTTP " + refusal);
    }

    @Test
    void token_isSent_andNeverShown() {
        status = 401;
        body = "{\"error_code\": \"UNAUTHENTICATED\", \"message\": \"CREDENTIALS is wrong\"}";
        OutsideException failure = failure("sesame-token", null, null);
        assertThat(authorization).isEqualTo("Bearer sesame-token");
        assertThat(failure).hasMessageContaining("[secret] is wrong").hasMessageNotContaining("sesame");
        assertThat(settings("sesame-token", null, null).toString()).doesNotContain("sesame");
    }

    @Test
    void password_isSent_andNeverShown() {
        status = 401;
        body = "{\"message\": \"CREDENTIALS and sesame-password are wrong\"}";
        OutsideException failure = failure(null, "ada", "sesame-password");
        assertThat(authorization).isEqualTo("Basic YWRhOnNlc2FtZS1wYXNzd29yZA==");
        assertThat(failure).hasMessageNotContaining("sesame").hasMessageNotContaining("YWRhOnNlc");
        assertThat(settings(null, "ada", "sesame-password").toString()).doesNotContain("sesame");
    }

    @Test
    void webPage_isNoTrackingServer() {
        body = "<html>Welcome</html>";
        assertThat(failure(null, null, null).type()).isEqualTo(FailureType.TRACKING_REQUEST);
    }

    @Test
    void serverThatIsGone_isUnavailable() {
        server.stop(0);
        assertThat(failure(null, null, null).type()).isEqualTo(FailureType.TRACKING_UNAVAILABLE);
    }

    @Test
    void filesKeptElsewhere_areNotUploaded() {
        Tracking tracking = new MlflowTracking(settings(null, null, null));
        Run elsewhere = new Run("1", "r", "s3://bucket/1/r/artifacts");
        assertThatThrownBy(() -> tracking.upload(elsewhere, List.of(Path.of("report.html"))))
                .isInstanceOf(OutsideException.class)
                .hasMessageContaining("--artifacts-destination");
    }

    @Test
    void databricks_experimentWithoutAPath_isAdvised() {
        status = 400;
        body = "{\"error_code\": \"INVALID_PARAMETER_VALUE\", \"message\": \"Got an invalid experiment name 'e'. An"
                + " experiment name must be an absolute path within the Databricks workspace\"}";
        missing = true;
        OutsideException failure = failure("sesame-token", null, null);
        assertThat(failure.type()).isEqualTo(FailureType.TRACKING_REQUEST);
        assertThat(failure).hasMessageContaining("absolute path").hasMessageContaining("--experiment /Shared/e");
    }

    @Test
    void databricks_missingFolder_isNamed() {
        status = 404;
        body = "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"Parent directory /Shared/evaluation does"
                + " not exist.\"}";
        missing = true;
        TrackedRun run = new TrackedRun("/Shared/evaluation/fund", "key", "n", Instant.EPOCH, Map.of(), Map.of());
        assertThatThrownBy(() -> new MlflowTracking(settings("sesame-token", null, null)).start(run))
                .isInstanceOf(OutsideException.class)
                .hasMessageContaining("Make the folder /Shared/evaluation in the workspace first");
        assertThat(lastPath).isEqualTo("/api/2.0/mlflow/experiments/create");
    }

    @Test
    void databricks_keepsItsFilesToItself_andHasOtherPages() {
        Tracking tracking = new MlflowTracking(settings("sesame-token", null, null));
        Run run = new Run("7", "r1", "dbfs:/databricks/mlflow-tracking/7/r1/artifacts");
        assertThat(tracking.upload(run, List.of(Path.of("report.html")))).isFalse();
        assertThat(tracking.page(run)).hasPath("/ml/experiments/7/runs/r1");
    }

    @Test
    void urlWithAPassword_isRefused_withoutShowingIt() {
        URI url = URI.create("http://ada:sesame@127.0.0.1:5000");
        assertThatThrownBy(() -> MlflowSettings.open(url, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void keyWithAQuote_isRefused() {
        assertThatThrownBy(() -> new TrackedRun("e", "x' OR 1", "n", Instant.EPOCH, Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private OutsideException failure(String token, String user, String password) {
        Tracking tracking = new MlflowTracking(settings(token, user, password));
        return catchThrowableOfType(OutsideException.class, () -> tracking.start(RUN));
    }

    private MlflowSettings settings(String token, String user, String password) {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new MlflowSettings(url, token, user, password, Duration.ofSeconds(5));
    }
}
