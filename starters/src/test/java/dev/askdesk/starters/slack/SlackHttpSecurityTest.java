package dev.askdesk.starters.slack;

import static dev.askdesk.starters.slack.SentBySlack.LATER;
import static dev.askdesk.starters.slack.SentBySlack.SELF;
import static dev.askdesk.starters.slack.SentBySlack.TS;
import static dev.askdesk.starters.slack.SentBySlack.click;
import static dev.askdesk.starters.slack.SentBySlack.command;
import static dev.askdesk.starters.slack.SentBySlack.event;
import static dev.askdesk.starters.slack.SentBySlack.form;
import static dev.askdesk.starters.slack.SentBySlack.json;
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
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Requests that are not Slack's, or not as Slack makes them, over a real socket: none becomes a signal. */
class SlackHttpSecurityTest {
    private static final String SECRET = Sent.SECRET;
    private static final String ID = "ask/C1/" + TS;
    private static final String QUESTION =
            event(mention(TS, null, "<@U0APP> How much?")).toString();

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

    static Stream<Case> forgeries() {
        Sent good = question();
        String signature = good.signature();
        String seconds = String.valueOf(Sent.NOW.getEpochSecond());
        String challenge = "{\"token\":\"t\",\"challenge\":\"c\",\"type\":\"url_verification\"}";
        String clicked = form(click(Button.Action.UP, new Button(ID, TS, "U1", null), "U2"));
        String deep = "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000);
        return Stream.of(
                // Signatures
                refused("no signature", 401, good.signature(null)),
                refused("empty signature", 401, good.signature("")),
                refused("wrong signature", 401, good.signature("v0=" + "0".repeat(64))),
                refused("truncated signature", 401, good.signature(signature.substring(0, 40))),
                refused("signature of nothing", 401, good.signature("v0=")),
                refused("uppercase signature", 401, good.signature(signature.toUpperCase(Locale.ROOT))),
                refused("other version", 401, good.signature(signature.replace("v0=", "v1="))),
                refused("without version", 401, good.signature(signature.substring(3))),
                refused("longer signature", 401, good.signature(signature + "00")),
                refused("signature of another secret", 401, good.signedBy("another")),
                refused("signature of a short secret", 401, good.signedBy("x")),
                refused("other body", 401, good.body(QUESTION.replace("How much", "How many"))),
                refused("one space more", 401, good.body(QUESTION + " ")),
                refused("other person", 401, good.body(QUESTION.replace("U1", "U2"))),
                refused("two signatures, right first", 401, good.with("X-Slack-Signature: v0=0")),
                refused(
                        "two signatures, right last",
                        401,
                        good.signature(null).with("X-Slack-Signature: v0=0").with("X-Slack-Signature: " + signature)),
                refused("same signature twice", 401, good.with("X-Slack-Signature: " + signature)),
                // Times
                refused("no timestamp", 401, good.timestamp(null)),
                refused("empty timestamp", 401, good.timestamp("").signed()),
                refused(
                        "old timestamp",
                        401,
                        good.at(Sent.NOW.minusSeconds(301)).signed()),
                refused("timestamp of 1970", 401, good.timestamp("0").signed()),
                refused(
                        "future timestamp",
                        401,
                        good.at(Sent.NOW.plusSeconds(301)).signed()),
                refused(
                        "far future timestamp",
                        401,
                        good.timestamp("99999999999").signed()),
                refused(
                        "timestamp that overflows",
                        401,
                        good.timestamp("9223372036854775807").signed()),
                refused(
                        "timestamp beyond long",
                        401,
                        good.timestamp("99999999999999999999999").signed()),
                refused("negative timestamp", 401, good.timestamp("-" + seconds).signed()),
                refused(
                        "timestamp with a plus",
                        401,
                        good.timestamp("+" + seconds).signed()),
                refused(
                        "timestamp in milliseconds",
                        401,
                        good.timestamp(seconds + "000").signed()),
                refused(
                        "timestamp that is no number",
                        401,
                        good.timestamp("now").signed()),
                refused(
                        "timestamp with a fraction",
                        401,
                        good.timestamp(seconds + ".0").signed()),
                refused("other timestamp than signed", 401, good.at(Sent.NOW.plusSeconds(1))),
                refused("two timestamps", 401, good.with("X-Slack-Request-Timestamp: " + seconds)),
                // Bodies
                refused("empty body unsigned", 401, good.body("")),
                refused("empty body", 400, Sent.json("")),
                refused("broken JSON", 400, Sent.json("{\"type\":\"event_callback\",")),
                refused("a JSON list", 400, Sent.json("[1,2]")),
                refused("a JSON string", 400, Sent.json("\"x\"")),
                refused("no type", 400, Sent.json("{}")),
                refused("event without event", 400, Sent.json("{\"type\":\"event_callback\",\"team_id\":\"T0\"}")),
                refused("unknown type", 400, Sent.json("{\"type\":\"of tomorrow\"}")),
                refused("deep nesting unsigned", 401, Sent.json(deep).signature("v0=0")),
                refused("deep nesting", 400, Sent.json(deep)),
                refused("huge body", 413, Sent.json("\"" + "x".repeat(HttpEvents.LARGEST) + "\"")),
                refused(
                        "huge chunked body",
                        413,
                        Sent.json("\"" + "x".repeat(HttpEvents.LARGEST) + "\"").chunked()),
                refused("form without payload", 400, Sent.form("a=b")),
                refused("form with an empty payload", 400, Sent.form("payload=")),
                refused("form with a broken payload", 400, Sent.form("payload=%7B%22type")),
                refused("form with a broken escape", 400, Sent.form("payload=%ZZ")),
                refused("form of an unknown interaction", 400, Sent.form("payload=%7B%22type%22%3A%22x%22%7D")),
                refused("invalid UTF-8", 400, good.bytes(new byte[] {'{', '"', (byte) 0xC3, (byte) 0x28, '"', '}'})),
                refused("overlong UTF-8", 400, good.bytes(new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'})),
                // Content types
                refused("no content type", 415, good.type(null)),
                refused("text", 415, good.type("text/plain")),
                refused("XML", 415, good.type("application/xml")),
                refused("multipart", 415, good.type("multipart/form-data; boundary=x")),
                refused("like JSON", 415, good.type("application/jsonp")),
                refused("compressed", 415, good.with("Content-Encoding: gzip")),
                // Methods and paths
                refused("GET", 405, good.method("GET")),
                refused("PUT", 405, good.method("PUT")),
                refused("DELETE", 405, good.method("DELETE")),
                refused("OPTIONS", 405, good.method("OPTIONS")),
                refused("method override", 405, good.signature(null).with("X-HTTP-Method-Override: GET")),
                refused("root", 404, good.path("/")),
                refused("path above", 404, good.path("/slack")),
                refused("path below", 404, good.path("/slack/events/x")),
                refused("path in capitals", 404, good.path("/SLACK/EVENTS")),
                refused("path with dots", 400, good.path("/slack/../../etc/passwd")),
                // Tricks
                refused("forged challenge", 401, Sent.json(challenge).signature("v0=0")),
                refused("challenge without signature", 401, Sent.json(challenge).signature(null)),
                refused("forged retry", 401, good.signature("v0=0").with("X-Slack-Retry-Num: 3")),
                refused(
                        "unsigned Socket Mode envelope",
                        401,
                        Sent.json("{\"envelope_id\":\"e\",\"payload\":" + QUESTION + "}")
                                .signature(null)),
                refused(
                        "signed Socket Mode envelope",
                        400,
                        Sent.json("{\"envelope_id\":\"e\",\"type\":\"events_api\",\"payload\":" + QUESTION + "}")),
                refused(
                        "unsigned ssl_check",
                        401,
                        Sent.form("ssl_check=1&token=t").signature(null)),
                refused("unsigned command", 401, Sent.form(command("How much?")).signature(null)),
                refused("unsigned click", 401, Sent.form(clicked).signature(null)),
                refused("click signed as another", 401, Sent.form(clicked).body(clicked.replace("U2", "U3"))),
                // Signed, and still not for us
                harmless("signed ssl_check", Sent.form("ssl_check=1&token=t")),
                harmless("event of another app", Sent.json(QUESTION.replace("A0APP", "A9"))),
                harmless("event of another workspace", Sent.json(QUESTION.replace("\"T0\"", "\"T9\""))),
                harmless(
                        "message of a bot",
                        Sent.json(event(mention(TS, null, "<@U0APP> How?").put("bot_id", "B9"))
                                .toString())),
                harmless(
                        "message of its own",
                        Sent.json(event(mention(TS, null, "<@U0APP> How?").put("user", "U0APP"))
                                .toString())),
                harmless(
                        "event that nobody needs",
                        Sent.json(event(json("{'type':'reaction_added'}")).toString())),
                harmless(
                        "event of a bad thread",
                        Sent.json(event(mention(TS, "a/b", "<@U0APP> How?")).toString())),
                harmless("command of another app", Sent.form(command("How?").replace("A0APP", "A9"))),
                harmless("another command", Sent.form(command("How?").replace("%2Fask", "%2Frm"))),
                harmless(
                        "click in another channel",
                        Sent.form(form(click(Button.Action.SQL, new Button("ask/C2/" + TS, TS, "U1", null), "U1")))),
                harmless("click on a button of another app", Sent.form(clicked.replace("A0APP", "A9"))),
                harmless(
                        "another form's submission",
                        Sent.form(form(submission(new Button(ID, TS, "U1", null), "a", "b"))
                                .replace("askdesk.correction", "theirs"))),
                harmless(
                        "duplicate keys",
                        Sent.json(QUESTION.replace("\"team_id\":\"T0\"", "\"team_id\":\"T0\",\"team_id\":\"T9\"")
                                .replace("\"team_id\":\"T0\",\"user_id\"", "\"team_id\":\"T9\",\"user_id\""))));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void forgedOrMalformed_reachesNoConversation(Case forged) throws IOException {
        assertThat(send(forged.sent())).startsWith(forged.status() + " ");
        assertThat(conversations.calls).isEmpty();
        assertThat(others).isEmpty();
        assertThat(send(Sent.json(
                        event(mention(LATER, null, "<@U0APP> Still there?")).toString())))
                .startsWith("200 ");
    }

    private static Sent question() {
        return Sent.json(QUESTION);
    }

    private static Case refused(String what, int status, Sent sent) {
        return new Case(what, status, sent);
    }

    private static Case harmless(String what, Sent sent) {
        return new Case(what, 200, sent);
    }

    record Case(String what, int status, Sent sent) {
        @Override
        public String toString() {
            return what;
        }
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
