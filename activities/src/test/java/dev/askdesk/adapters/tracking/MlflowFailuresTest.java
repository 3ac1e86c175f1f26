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

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] bytes = body.replace("CREDENTIALS", authorization).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(status, bytes.length);
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
