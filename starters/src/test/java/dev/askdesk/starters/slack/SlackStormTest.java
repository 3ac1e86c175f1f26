package dev.askdesk.starters.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.slack.ReplyBlocks;
import dev.askdesk.starters.slackdouble.Delivery;
import dev.askdesk.starters.slackdouble.Faults.Fault;
import dev.askdesk.starters.slackdouble.SlackDouble;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.wire.WireFormat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Threads of three turns each, whose events come within a time, some twice and some out of order, while calls of Slack
 * fail, sockets drop, and listeners and workers are killed at random: two of each run, as the product's own commands, on a
 * real Temporal server, or on the one at {@code -Daskdesk.server}. How many: {@code -Daskdesk.threads}, {@code
 * -Daskdesk.kills}, {@code -Daskdesk.seconds}; with {@code -Daskdesk.calm} nothing fails. Runs where {@code ASKDESK_TEST_TEMPORAL_CLI} is the path of the {@code temporal}
 * command.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
@Tag("long")
class SlackStormTest {
    private static final @Nullable String CLI = System.getenv("ASKDESK_TEST_TEMPORAL_CLI");
    private static final @Nullable String SERVER = System.getProperty("askdesk.server");
    private static final int THREADS = Integer.getInteger("askdesk.threads", 12);
    private static final int KILLS = Integer.getInteger("askdesk.kills", 2);
    private static final int SECONDS = Integer.getInteger("askdesk.seconds", 12);
    private static final boolean CALM = Boolean.getBoolean("askdesk.calm");
    private static final int WARM_UP = Integer.getInteger("askdesk.warm", 200);
    private static final int CHANNELS = 10;
    private static final String[][] TURNS = {
        {"How much did we invest in 2022?", "and in 2021?", "and in 2020?"},
        {"How many funds are there?", "How many companies are there?", "How many limited partners are there?"},
        {"Top 5 companies by total invested", "Total invested by fund", "How many deals are there?"},
    };

    @TempDir
    private Path folder;

    private final Random chance = new Random(11);
    private final Map<String, Process> running = new LinkedHashMap<>();
    private final SlackDouble slack = new SlackDouble(5);
    private final List<Question> questions = new ArrayList<>();
    /** Of this run alone: a server that was there may still have questions of another one. */
    private final String queue = "storm-" + UUID.randomUUID();

    private int port;

    /** A message that must get one final reply. */
    private record Question(String channel, String thread, String ts, Instant at) {
        String place() {
            return ReplyBlocks.placeId(Conversation.threadId(channel, thread), ts);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : running.values()) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        slack.close();
    }

    @Test
    void everyQuestion_getsOneFinalReply_inItsThread_whateverFails() throws Exception {
        assumeTrue(CLI != null, "ASKDESK_TEST_TEMPORAL_CLI is not set: nothing is killed");
        if (SERVER == null) {
            start("server");
        }
        for (String name : List.of("worker1", "worker2", "listener1", "listener2")) {
            start(name);
        }
        await("two listeners", Duration.ofMinutes(3), () -> slack.connections() >= 2);
        if (!CALM) {
            slack.faults()
                    .duplicates(0.10)
                    .reorders(0.05, Duration.ofSeconds(2))
                    .share("chat.postMessage", Fault.FAILS_AFTER, 0.025)
                    .share("chat.update", Fault.FAILS_AFTER, 0.025)
                    .share("chat.postMessage", Fault.RATE_LIMITED, 0.025)
                    .share("chat.update", Fault.RATE_LIMITED, 0.025);
        }
        if (CALM) {
            warmUp();
        }
        Instant began = Instant.now();
        ask();
        boolean settled = settle();
        long seconds = Duration.between(began, Instant.now()).toSeconds();
        List<Double> acknowledged = report(seconds);
        assertThat(settled).as("all settled; the rest: " + left()).isTrue();
        // What was sent twice, or tried again, would show now.
        Thread.sleep(3_000);
        assertThat(questions).allSatisfy(question -> {
            List<ObjectNode> places = places(question);
            assertThat(places).hasSize(1);
            assertThat(SlackScene.isProgress(SlackScene.seen(places.get(0)))).isFalse();
        });
        for (Question question : questions) {
            long ours = slack.thread(question.channel(), question.thread()).stream()
                    .filter(message -> message.hasNonNull("bot_id") && !message.has("files"))
                    .count();
            assertThat(ours).isEqualTo(3);
        }
        if (CALM) {
            assertThat(share(acknowledged, 0.95))
                    .as("p95 of acknowledgements, ms")
                    .isLessThanOrEqualTo(250);
            assertThat(share(acknowledged, 1)).as("longest acknowledgement, ms").isLessThanOrEqualTo(2_000);
        }
    }

    /** Some questions before those that are measured, so that what is measured is not Java's compiler. */
    private void warmUp() throws Exception {
        String person = slack.user("early");
        String channel = slack.publicChannel("warm-up", person, slack.botUser());
        for (int i = 0; i < WARM_UP; i++) {
            String text = TURNS[i % TURNS.length][i / TURNS.length % 3];
            String ts = slack.says(person, channel, null, "<@" + slack.botUser() + "> " + text);
            questions.add(new Question(channel, ts, ts, Instant.now()));
            Thread.sleep(300);
        }
        assertThat(settle()).isTrue();
        questions.clear();
    }

    /** Sends all events within the time, and kills at random moments of it. */
    private void ask() throws Exception {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            people.add(slack.user("person" + i));
        }
        List<String> channels = new ArrayList<>();
        for (int i = 0; i < CHANNELS; i++) {
            List<String> members = new ArrayList<>(people);
            members.add(slack.botUser());
            channels.add(slack.publicChannel("room" + i, members.toArray(String[]::new)));
        }
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
        for (int i = 0; i < KILLS; i++) {
            killer.schedule(this::kill, (long) (chance.nextDouble() * SECONDS * 1_000), TimeUnit.MILLISECONDS);
            killer.schedule(
                    () -> slack.drops(false), (long) (chance.nextDouble() * SECONDS * 1_000), TimeUnit.MILLISECONDS);
        }
        int total = THREADS * 3;
        long gap = TimeUnit.SECONDS.toNanos(SECONDS) / total;
        long next = System.nanoTime();
        List<String[]> threads = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            for (int i = 0; i < THREADS; i++) {
                String channel = channels.get(i % CHANNELS);
                String person = people.get(i % people.size());
                String text = TURNS[i % TURNS.length][turn];
                String root = turn == 0 ? null : threads.get(i)[0];
                Instant at = Instant.now();
                String said = root == null ? "<@" + slack.botUser() + "> " + text : text;
                String ts = slack.says(person, channel, root, said);
                if (root == null) {
                    threads.add(new String[] {ts});
                }
                questions.add(new Question(channel, root == null ? ts : root, ts, at));
                next += gap;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        }
        killer.shutdown();
        killer.awaitTermination(SECONDS + 60L, TimeUnit.SECONDS);
    }

    private void kill() {
        List<String> names = List.of("worker1", "worker2", "listener1", "listener2");
        String name = names.get(chance.nextInt(names.size()));
        try {
            running.get(name).destroyForcibly().waitFor();
            start(name);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean settle() throws InterruptedException {
        Instant until = Instant.now().plus(Duration.ofMinutes(40));
        while (Instant.now().isBefore(until)) {
            if (left() == 0) {
                return true;
            }
            Thread.sleep(1_000);
        }
        return false;
    }

    private long left() {
        Map<String, ObjectNode> found = messages();
        return questions.stream()
                .filter(question -> {
                    ObjectNode message = found.get(question.place());
                    return message == null || SlackScene.isProgress(SlackScene.seen(message));
                })
                .count();
    }

    private Map<String, ObjectNode> messages() {
        Map<String, ObjectNode> found = new LinkedHashMap<>();
        questions.stream().map(Question::channel).distinct().forEach(channel -> slack.channel(channel)
                .forEach(message -> found.put(
                        message.path("blocks").path(0).path("block_id").asText(), message)));
        return found;
    }

    private List<ObjectNode> places(Question question) {
        return slack.thread(question.channel(), question.thread()).stream()
                .filter(message ->
                        message.path("blocks").path(0).path("block_id").asText().equals(question.place()))
                .toList();
    }

    /** @return milliseconds from an event's first delivery to its acknowledgement, sorted */
    private List<Double> report(long seconds) {
        Set<String> asked = questions.stream().map(Question::ts).collect(Collectors.toSet());
        List<Double> acks = new ArrayList<>();
        long again = 0;
        for (Delivery delivery : slack.deliveries()) {
            if (asked.contains(delivery.payload().path("event").path("ts").asText())) {
                Duration taken = delivery.untilTaken();
                acks.add(taken == null ? Double.POSITIVE_INFINITY : taken.toNanos() / 1e6);
                again += delivery.answers().stream().anyMatch(answer -> answer.attempt() > 0) ? 1 : 0;
            }
        }
        Map<String, Instant> first = new LinkedHashMap<>();
        Map<String, Instant> last = new LinkedHashMap<>();
        for (SlackDouble.Call call : slack.calls()) {
            if (call.done()
                    && (call.method().equals("chat.postMessage")
                            || call.method().equals("chat.update"))) {
                String place = blockId(call.arguments());
                first.putIfAbsent(place, call.at());
                last.put(place, call.at());
            }
        }
        System.out.printf(
                "%d threads, %d questions, %d kills, %d s until all were answered; %d calls of Slack, %d events delivered again%n",
                THREADS, questions.size(), KILLS, seconds, slack.calls().size(), again);
        print("event to acknowledgement, which follows the signal", acks);
        print("event to first message", since(first));
        print("event to final reply", since(last));
        return acks.stream().sorted().toList();
    }

    private List<Double> since(Map<String, Instant> times) {
        List<Double> millis = new ArrayList<>();
        for (Question question : questions) {
            Instant at = times.get(question.place());
            if (at != null) {
                millis.add((double) Duration.between(question.at(), at).toMillis());
            }
        }
        return millis;
    }

    private static String blockId(ObjectNode arguments) {
        JsonNode blocks = arguments.path("blocks");
        if (blocks.isTextual()) {
            try {
                blocks = WireFormat.json().readTree(blocks.asText());
            } catch (JsonProcessingException none) {
                return "";
            }
        }
        return blocks.path(0).path("block_id").asText();
    }

    private static void print(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        if (!sorted.isEmpty()) {
            System.out.printf(
                    "%s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, longest %.0f ms (%d)%n",
                    what,
                    share(sorted, 0.5),
                    share(sorted, 0.95),
                    share(sorted, 0.99),
                    share(sorted, 1),
                    sorted.size());
        }
    }

    /** The value that this share of them does not exceed. */
    private static double share(List<Double> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * share)));
    }

    private void start(String name) throws Exception {
        List<String> command = new ArrayList<>();
        if (name.equals("server")) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            String file = folder.resolve("temporal.db").toString();
            command.addAll(
                    List.of(CLI, "server", "start-dev", "--headless", "--port", "" + port, "--db-filename", file));
        } else {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String main = "dev.askdesk.starters.cli.Main";
            String classes = System.getProperty("java.class.path");
            if (name.startsWith("worker")) {
                // As docs/slack.md says for a machine that has it all: what somebody waits for comes first.
                command.addAll(List.of("nice", "-n", "10"));
            }
            command.addAll(List.of(java, "-Xmx400m", "-XX:+UseSerialGC", "-cp", classes, main));
            command.addAll(name.startsWith("worker") ? List.of("worker", "--only", "ask") : List.of("slack"));
            command.addAll(List.of("--server", SERVER == null ? "127.0.0.1:" + port : SERVER));
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment()
                .putAll(Map.of(
                        "ASKDESK_HOME",
                        folder.resolve("home").toString(),
                        "ASKDESK_SLACK_API_URL",
                        slack.apiUrl(),
                        "ASKDESK_SLACK_BOT_TOKEN",
                        SlackDouble.BOT_TOKEN,
                        "ASKDESK_SLACK_APP_TOKEN",
                        SlackDouble.APP_TOKEN,
                        "ASKDESK_SLACK_USER_HOURLY",
                        "100000",
                        "ASKDESK_SLACK_CHANNEL_HOURLY",
                        "100000",
                        "ASKDESK_SLACK_PER_SECOND",
                        "1000",
                        "ASKDESK_WORKER_STEPS",
                        "4",
                        "ASKDESK_TASK_QUEUE",
                        queue,
                        "ASKDESK_SLACK_TASK_QUEUE",
                        queue + "-slack"));
        running.put(name, builder.start());
        if (name.equals("server")) {
            awaitServer();
        } else if (name.equals("worker1")
                && !Files.exists(folder.resolve("home").resolve("sample-fund.duckdb"))) {
            // Two at once would each write the sample.
            await(name, Duration.ofMinutes(2), () -> contains(name, "Ready"));
        }
    }

    private Path log(String name) throws IOException {
        return Files.createTempFile(folder, name, ".log");
    }

    private boolean contains(String name, String text) {
        try (var logs = Files.newDirectoryStream(folder, name + "*.log")) {
            for (Path log : logs) {
                if (Files.readString(log).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitServer() throws InterruptedException {
        await("the server", Duration.ofMinutes(1), () -> {
            try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        });
        // It takes connections before its namespace is there.
        Thread.sleep(3_000);
    }

    private static void await(String what, Duration patience, java.util.function.BooleanSupplier condition)
            throws InterruptedException {
        Instant until = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(until);
            Thread.sleep(100);
        }
    }
}
