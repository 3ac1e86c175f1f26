package dev.askdesk.workflows.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.askdesk.workflows.ask.ScriptedWorld.Words;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills worker and server of a real Temporal. Runs where {@code ASKDESK_TEST_TEMPORAL_CLI} is the path of the {@code
 * temporal} command; all that it starts listens on the loopback address and is gone at the end.
 */
@Timeout(90)
@Tag("long")
class KillTest {
    private static final @Nullable String CLI = System.getenv("ASKDESK_TEST_TEMPORAL_CLI");

    @TempDir
    private static Path folder;

    private static int port;
    private static Process server;
    private static Process worker;
    private static WorkflowClient client;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(CLI != null, "ASKDESK_TEST_TEMPORAL_CLI is not set: nothing is killed");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = startServer();
        client = KillableWorker.client("127.0.0.1:" + port);
        awaitServer();
        worker = startWorker();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (client != null) {
            client.getWorkflowServiceStubs().shutdownNow();
        }
        for (Process process : new Process[] {worker, server}) {
            if (process != null) {
                kill(process);
            }
        }
    }

    @Test
    void workerKilledWhileAQuestionWaits_goesOnWithTheReply_andRepeatsNothing() throws Exception {
        Talk talk = talk("ask/kill/waiting");
        talk.says("w1", "What did Adam buy?");
        awaitPosts(talk, "w1 ClarifyingQuestion");
        awaitNothingInWork(talk);

        kill(worker);
        worker = startWorker();
        talk.says("w2", "Stone");

        awaitPosts(talk, "w1 ClarifyingQuestion", "w2 Answer");
        assertThat(calls("understand w1")).isEqualTo(1);
        assertThat(calls("post w1")).isEqualTo(1);
        assertThat(calls("post w2")).isEqualTo(1);
    }

    @Test
    void workerKilledInAStep_anotherTakesItOver_andDeliversOnce() throws Exception {
        Talk inModel = talk("ask/kill/model");
        Talk inDelivery = talk("ask/kill/delivery");
        inModel.says("k1", Words.SLOW_MODEL);
        inDelivery.says(KillableWorker.HANGING_DELIVERY, "How much?");
        Talk.await("the model's call", () -> calls("understand k1") == 1);
        awaitPosts(inDelivery, KillableWorker.HANGING_DELIVERY + " Answer");

        kill(worker);
        worker = startWorker();

        awaitPosts(inModel, "k1 Answer");
        String delivery = "post " + KillableWorker.HANGING_DELIVERY;
        Talk.await("the second delivery", () -> calls(delivery) == 2);
        assertThat(inDelivery.asks("k2", "And now?")).isInstanceOf(Reply.Answer.class);
        assertThat(posts(inDelivery)).containsExactly(KillableWorker.HANGING_DELIVERY + " Answer");
        assertThat(calls("understand k1")).isEqualTo(2);
    }

    @Test
    void serverKilledWhileAQuestionWaits_goesOnFromItsFile() throws Exception {
        Talk talk = talk("ask/kill/server");
        talk.says("s1", "What did Adam buy?");
        awaitPosts(talk, "s1 ClarifyingQuestion");
        awaitNothingInWork(talk);

        kill(server);
        server = startServer();
        awaitServer();
        talk.says("s2", "Stone");

        awaitPosts(talk, "s1 ClarifyingQuestion", "s2 Answer");
        assertThat(calls("post s1")).isEqualTo(1);
    }

    private static Talk talk(String id) {
        return new Talk(client, Conversation.TASK_QUEUE, id, Limits.DEFAULT);
    }

    private static void awaitPosts(Talk talk, String... expected) {
        Talk.await("delivery of " + Arrays.toString(expected), () -> posts(talk).size() >= expected.length);
        assertThat(posts(talk)).containsExactly(expected);
    }

    /** A delivery is written a moment before the server knows of it. */
    private static void awaitNothingInWork(Talk talk) {
        Talk.await(
                "the end of all activities",
                () -> talk.untyped().describe().getRawDescription().getPendingActivitiesCount() == 0);
    }

    private static List<String> posts(Talk talk) {
        String conversation = talk.id() + " ";
        return KillableWorker.lines(folder.resolve(KillableWorker.POSTS)).stream()
                .filter(line -> line.startsWith(conversation))
                .map(line -> line.substring(conversation.length()))
                .toList();
    }

    private static long calls(String call) {
        return KillableWorker.lines(folder.resolve(KillableWorker.CALLS)).stream()
                .filter(call::equals)
                .count();
    }

    private static Process startServer() throws IOException {
        String file = folder.resolve("temporal.db").toString();
        return start(
                "server.log",
                List.of(
                        String.valueOf(CLI),
                        "server",
                        "start-dev",
                        "--headless",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--db-filename",
                        file,
                        "--log-level",
                        "error"));
    }

    private static Process startWorker() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KillableWorker.class.getName(), "127.0.0.1:" + port, folder.toString()));
        return start("worker.log", command);
    }

    private static Process start(String log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve(log).toFile()))
                .start();
    }

    private static void awaitServer() {
        Talk.await("the server", () -> {
            try {
                client.newUntypedWorkflowStub("no such workflow").describe();
                return true;
            } catch (WorkflowNotFoundException notThere) {
                return true;
            } catch (RuntimeException notYet) {
                return false;
            }
        });
    }

    /** As {@code kill -9} does. */
    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}
