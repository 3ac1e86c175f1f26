package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.askdesk.adapters.slack.Button;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The small parts, each alone. */
class SlackPartsTest {

    @Test
    void manifest_isTheOneInTheDocumentation() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "slack-manifest.yaml")))
                .isEqualTo(SlackManifest.socketMode());
    }

    @Test
    void manifest_hasEveryScopeThatIsNeededAndNoOther() {
        List<String> asked = SlackManifest.socketMode()
                .lines()
                .dropWhile(line -> !line.equals("    bot:"))
                .skip(1)
                .takeWhile(line -> line.startsWith("      - "))
                .map(line -> line.substring("      - ".length()))
                .toList();
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        SlackNeed.ALL.stream().map(SlackNeed::scope).toList());
    }

    @Test
    void manifestForHttp_namesTheAddressThreeTimes() {
        String manifest = SlackManifest.http(URI.create("https://askdesk.firm.example/"));
        assertThat(manifest.split("https://askdesk.firm.example/slack/events\n", -1))
                .hasSize(4);
        assertThat(manifest).contains("socket_mode_enabled: false");
    }

    @Test
    void tokensAndTickets_areTakenOut() {
        assertThat(Redaction.of("xoxb-12-ab xapp-1-A0-9-ff xoxe.xoxp-1-aa wss://x/link?ticket=t-1&app_id=a2 ok"))
                .isEqualTo("******** ******** ******** wss://x/link?ticket=********&app_id=******** ok");
        assertThat(Redaction.of(null)).isEqualTo("null");
    }

    @Test
    void remembered_forgetsTheOldAndTheTooMany() {
        Instant[] now = {Instant.EPOCH};
        Remembered remembered = new Remembered(2, Duration.ofMinutes(1), () -> now[0]);
        assertThat(remembered.add("a")).isTrue();
        assertThat(remembered.add("a")).isFalse();
        remembered.add("b");
        remembered.add("c");
        assertThat(remembered.contains("a")).isFalse();
        assertThat(remembered.contains("c")).isTrue();
        now[0] = now[0].plusSeconds(60);
        assertThat(remembered.contains("c")).isFalse();
    }

    @Test
    void timings_areCountedByTime() {
        AtomicLong nanos = new AtomicLong();
        Timings timings = new Timings(nanos::get);
        assertThat(timings.percentile(0.95)).isZero();
        for (int millis = 1; millis <= 100; millis++) {
            nanos.set(Duration.ofMillis(millis).toNanos());
            timings.signalled(0);
        }
        assertThat(timings.count()).isEqualTo(100);
        assertThat(timings.percentile(0.5)).isEqualTo(Duration.ofMillis(50));
        assertThat(timings.percentile(0.99)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void deliveries_haveAnAnswerInTimeWhateverBecomesOfThem() {
        CountDownLatch stuck = new CountDownLatch(1);
        try (Deliveries deliveries = new Deliveries(1, 1, Duration.ofMillis(200))) {
            List<CompletableFuture<Ack>> answers = IntStream.range(0, 5)
                    .mapToObj(i -> deliveries.take(() -> {
                        stuck.await();
                        return Ack.OK;
                    }))
                    .toList();
            assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(Ack.AGAIN);
            stuck.countDown();
            await().until(() -> deliveries.take(() -> Ack.OK).join().equals(Ack.OK));
            assertThat(deliveries
                            .take(() -> {
                                throw new IllegalStateException("no");
                            })
                            .join())
                    .isEqualTo(Ack.AGAIN);
        }
    }

    @Test
    void correctionForm_carriesWhatItIsAbout() {
        Button about = new Button("ask/C1/" + SentBySlack.TS, SentBySlack.TS, "U1", null);
        assertThat(Payload.of(CorrectionForm.view(about))
                        .path("private_metadata")
                        .asText())
                .isEqualTo(about.value());
        for (String id : List.of("ask/C1", "ask/cli/x", "triage/C1/1.2", "ask/C1/1.2/3", "ask/../1.2")) {
            assertThat(CorrectionForm.read(SentBySlack.submission(new Button(id, "1.2", "U1", null), "a", "")))
                    .isEmpty();
        }
    }

    @Test
    void nulls_areLikeNothing() {
        assertThat(Payload.of("{\"subtype\":null,\"a\":{\"bot_id\":null}}").toString())
                .isEqualTo("{\"a\":{}}");
    }
}
