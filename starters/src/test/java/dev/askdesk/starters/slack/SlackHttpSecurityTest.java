package dev.askdesk.starters.slack;

import static dev.askdesk.starters.slack.SentBySlack.LATER;
import static dev.askdesk.starters.slack.SentBySlack.SELF;
import static dev.askdesk.starters.slack.SentBySlack.TS;
import static dev.askdesk.starters.slack.SentBySlack.click;
import static dev.askdesk.starters.slack.SentBySlack.command;
import static dev.askdesk.starters.slack.SentBySlack.event;
import static dev.askdesk.starters.slack.SentBySlack.form;
import static dev.askdesk.starters.slack.SentBySlack.mention;
import static dev.askdesk.starters.slack.SentBySlack.submission;
import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.adapters.slack.Button;
import dev.askdesk.starters.web.WebServer;
import dev.askdesk.workers.Secret;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are not Slack's, or not as Slack makes them, over a real socket: none becomes a signal. */
class SlackHttpSecurityTest {
    private static final String SECRET = Sent.SECRET;
    private static final String ID = "ask/C1/" + TS;

    private final RecordingConversations conversations = new RecordingConversations();
    private final List<String> others = new ArrayList<>();
    private final Deliveries deliveries = new Deliveries(2, 4, Duration.ofMillis(700));
    private volatile Instant now = Sent.NOW;
    private WebServer server;

    @BeforeEach
    void listen() {
        conversations.open.add(ID);
        RecordingSlack slack = new RecordingSlack();
        Timings timings = new Timings();
        InstantSource clock = () -> now;
        Intake intake = new Intake(
                SELF,
                new EventIntake(SELF, conversations, slack, timings, clock),
                new ClickIntake(conversations, slack, (note, userId, helpful) -> others.add(note), timings),
                new CommandIntake(SELF, (channel, userId, text, id) -> others.add(text)),
                timings);
        SlackApp app = new SlackApp(
                SlackClients.of(URI.create("http://localhost:1/"), Duration.ofSeconds(1)),
                new Secret("xoxb-test"),
                new Secret(SECRET),
                intake);
        HttpEvents events = new HttpEvents(app, deliveries, SECRET, clock);
        server = WebServer.start(0, HttpEvents.LARGEST, () -> true, events::add);
    }

    @AfterEach
    void stop() {
        server.close();
        deliveries.close();
    }

    @Test
    void genuineQuestion_isTaken() throws IOException {
        assertThat(send(question())).startsWith("200 ");
        assertThat(conversations.calls).containsExactly("say C1 " + TS + " " + TS + " U1: How much?");
    }

    @Test
    void genuineClickAndCommand_areTaken() throws IOException {
        Button button = new Button(ID, TS, "U1", null);
        assertThat(send(Sent.form(form(click(Button.Action.UP, button, "U2"))))).startsWith("200 ");
        assertThat(conversations.calls).containsExactly("rate " + ID + " " + TS + " U2 true null null");
        assertThat(send(Sent.form(command("How much?")))).isEqualTo("200 ");
        assertThat(others).containsExactly("How much?");
        assertThat(send(Sent.form(form(submission(button, "It is 12.", ""))))).startsWith("200 ");
        assertThat(conversations.calls).endsWith("rate " + ID + " " + TS + " U1 false It is 12. null");
        assertThat(send(Sent.form(command("help")))).contains("ephemeral");
    }

    @Test
    void genuineChallenge_isAnswered() throws IOException {
        String challenge = "{\"token\":\"t\",\"challenge\":\"3eZbrw1a\",\"type\":\"url_verification\"}";
        assertThat(send(Sent.json(challenge))).startsWith("200 ").contains("3eZbrw1a");
    }

    @Test
    void retryOfSlacks_isTaken() throws IOException {
        assertThat(send(question())).startsWith("200 ");
        now = now.plusSeconds(60);
        Sent retry =
                question().at(now).signed().with("X-Slack-Retry-Num: 1").with("X-Slack-Retry-Reason: http_timeout");
        assertThat(send(retry)).startsWith("200 ");
        assertThat(conversations.calls).hasSize(2);
    }

    @Test
    void sameRequestAgain_isRefused() throws IOException {
        assertThat(send(question())).startsWith("200 ");
        assertThat(send(question())).startsWith("409 ");
        assertThat(send(question().with("X-Slack-Retry-Num: 1"))).startsWith("409 ");
        now = now.plusSeconds(240);
        assertThat(send(question())).startsWith("409 ");
        now = now.plusSeconds(120);
        assertThat(send(question())).startsWith("401 ");
        assertThat(conversations.calls).hasSize(1);
    }

    @Test
    void requestOfTheFuture_isRefusedForAsLongAsItIsValid() throws IOException {
        Sent ahead = question().at(now.plusSeconds(290)).signed();
        assertThat(send(ahead)).startsWith("200 ");
        now = now.plusSeconds(560);
        assertThat(send(ahead)).startsWith("409 ");
    }

    @Test
    void serverIsAway_slackIsAskedToSendItAgain() throws IOException {
        conversations.unreachable = true;
        assertThat(send(question())).startsWith("503 ").doesNotContainIgnoringCase("no-retry");
        conversations.unreachable = false;
        assertThat(send(question())).startsWith("200 ");
        assertThat(conversations.calls).hasSize(1);
    }

    @Test
    void load_isAnsweredInTimeWhateverItIs() {
        conversations.slowMillis = 300;
        CountDownLatch together = new CountDownLatch(1);
        List<CompletableFuture<String>> all = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            String ts = "1700000000.%06d".formatted(i + 1);
                            try {
                                together.await();
                                long start = System.nanoTime();
                                String answer = send(Sent.json(event(mention(ts, null, "<@U0APP> How much?"))
                                        .toString()));
                                return Duration.ofNanos(System.nanoTime() - start)
                                                        .toMillis()
                                                < 2_900
                                        ? answer
                                        : "late";
                            } catch (IOException | InterruptedException e) {
                                return e.toString();
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        together.countDown();
        List<String> answers = all.stream()
                .map(CompletableFuture::join)
                .map(answer -> answer.substring(0, 4))
                .toList();
        assertThat(answers).containsOnly("200 ", "503 ").contains("200 ", "503 ");
        assertThat(conversations.calls.size()).isGreaterThanOrEqualTo((int)
                answers.stream().filter("200 "::equals).count());
    }

    @ParameterizedTest
    @MethodSource("dev.askdesk.starters.slack.Forgeries#all")
    void forgedOrMalformed_reachesNoConversation(Forgeries.Case forged) throws IOException {
        assertThat(send(forged.sent())).startsWith(forged.status() + " ");
        assertThat(conversations.calls).isEmpty();
        assertThat(others).isEmpty();
        assertThat(send(Sent.json(
                        event(mention(LATER, null, "<@U0APP> Still there?")).toString())))
                .startsWith("200 ");
    }

    private static Sent question() {
        return Sent.json(Forgeries.QUESTION);
    }

    private String send(Sent sent) throws IOException {
        try (Socket socket = new Socket("localhost", server.port())) {
            socket.setSoTimeout(5_000);
            Thread writer = new Thread(() -> {
                try {
                    socket.getOutputStream().write(sent.wire());
                    socket.getOutputStream().flush();
                } catch (IOException e) {
                    // It was refused before its end.
                }
            });
            writer.start();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int space = answer.indexOf(' ');
            int body = answer.indexOf("\r\n\r\n");
            return answer.substring(space + 1, space + 4) + " " + answer.substring(body + 4);
        }
    }
}
