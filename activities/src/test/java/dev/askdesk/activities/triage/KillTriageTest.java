package dev.askdesk.activities.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.askdesk.activities.knowledge.KnowledgeActivityImpl;
import dev.askdesk.adapters.helpdesk.Desk.Note;
import dev.askdesk.adapters.helpdesk.DeskFaults;
import dev.askdesk.adapters.helpdesk.FreshserviceDouble;
import dev.askdesk.adapters.helpdesk.GivenTicket;
import dev.askdesk.adapters.retrieval.Embeddings;
import dev.askdesk.adapters.retrieval.MiniLmEmbeddings;
import dev.askdesk.adapters.retrieval.PassageIndex;
import dev.askdesk.adapters.wiki.SampleWiki;
import dev.askdesk.adapters.wiki.WikiFolder;
import dev.askdesk.knowledge.Indexer;
import dev.askdesk.workflows.knowledge.KnowledgeActivity.IndexRequest;
import dev.askdesk.workflows.triage.Batch;
import dev.askdesk.workflows.triage.TriageBatch;
import dev.askdesk.workflows.triage.TriageScheduleWorkflow;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tickets on a real Temporal server, with a helpdesk that limits its rate, fails, and drops connections after it has
 * written, while the worker is killed at random. How many tickets and kills: {@code -Daskdesk.tickets} and {@code
 * -Daskdesk.kills}. Runs where {@code ASKDESK_TEST_TEMPORAL_CLI} is the path of the {@code temporal} command.
 */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
@Tag("long")
class KillTriageTest {
    private static final @Nullable String CLI = System.getenv("ASKDESK_TEST_TEMPORAL_CLI");
    private static final int TICKETS = Integer.getInteger("askdesk.tickets", 60);
    private static final int KILLS = Integer.getInteger("askdesk.kills", 3);
    private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
    private static final String[] QUESTIONS = {
        "How do our guests get on the wifi in the office?",
        "My Okta app is gone since I have a new phone. How do I set it up again?",
        "Where can I order a second monitor for my desk at home?",
        "Somebody stole my laptop on the train, what do I have to do?",
        "Who waters the plants on the third floor?"
    };

    @TempDir
    private Path folder;

    private final List<Process> processes = new ArrayList<>();
    private final Random chance = new Random(7);
    private FreshserviceDouble desk;
    private int port;

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void everyTicket_getsOnePrivateNote_whateverFails() throws Exception {
        assumeTrue(CLI != null, "ASKDESK_TEST_TEMPORAL_CLI is not set: nothing is killed");
        index();
        desk = FreshserviceDouble.start(0);
        for (int i = 0; i < TICKETS; i++) {
            Instant at = FIRST.plusSeconds(i);
            desk.given(GivenTicket.of("Request " + i, at, at)
                    .withDescription("<p>Hi IT,</p><p>" + QUESTIONS[i % QUESTIONS.length] + "</p><p>Regards<br>No " + i
                            + "</p>"));
        }
        desk.faults(new DeskFaults.Chances(0.05, 0.05, 0.1, 1, 42));
        startServer();
        WorkflowClient client = KillableDeskWorker.client("127.0.0.1:" + port);
        awaitServer(client);
        Process worker = startWorker();

        Instant began = Instant.now();
        WorkflowStub run = start(client, "first");
        CompletableFuture<Batch> end = run.getResultAsync(Batch.class);
        for (int killed = 0; killed < KILLS; killed++) {
            awaitNotes((int) ((killed + chance.nextDouble()) * TICKETS / KILLS), end);
            worker.destroyForcibly().waitFor();
            worker = startWorker();
        }
        Batch batch = end.get(30, TimeUnit.MINUTES);
        long seconds = Duration.between(began, Instant.now()).toSeconds();

        Map<String, List<Note>> notes = desk.allNotes();
        long single = notes.values().stream().filter(of -> of.size() == 1).count();
        long visible = notes.values().stream()
                .flatMap(List::stream)
                .filter(note -> !note.isPrivate())
                .count();
        System.out.printf(
                "%d tickets, %d kills, %d calls of the helpdesk, %d s: %d with one note, %d with more, %d without, %d notes public,"
                        + " %d noted, %d abstained, %d parked%n",
                TICKETS,
                KILLS,
                desk.calls(),
                seconds,
                single,
                notes.size() - single,
                TICKETS - notes.size(),
                visible,
                batch.noted(),
                batch.abstained(),
                batch.parked().size());
        assertThat(single).isEqualTo(TICKETS);
        assertThat(notes).hasSize(TICKETS);
        assertThat(visible).isZero();
        assertThat(batch.parked()).isEmpty();
        assertThat(desk.refused()).isEmpty();

        desk.faults(DeskFaults.Chances.NONE);
        Batch second = start(client, "second").getResult(Batch.class);
        assertThat(second.noted() + second.abstained() + second.skipped()).isZero();
        assertThat(second.present()).isEqualTo(TICKETS);
        client.getWorkflowServiceStubs().shutdownNow();
    }

    private void index() {
        Embeddings embeddings = new MiniLmEmbeddings();
        try (PassageIndex index = KillableDeskWorker.index(folder, embeddings)) {
            KnowledgeActivityImpl knowledge =
                    new KnowledgeActivityImpl(new WikiFolder(SampleWiki.in(folder)), index, new Indexer(embeddings));
            knowledge.index(new IndexRequest(knowledge.plan().stale()));
            knowledge.finish();
        }
    }

    private static WorkflowStub start(WorkflowClient client, String id) {
        TriageScheduleWorkflow workflow = client.newWorkflowStub(
                TriageScheduleWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(KillableDeskWorker.QUEUE)
                        .setWorkflowId("kill-triage/" + id)
                        .build());
        TriageBatch batch = new TriageBatch(
                "freshservice",
                FIRST.minusSeconds(60),
                Duration.ofDays(1),
                List.of(),
                20,
                KillableDeskWorker.QUEUE,
                false,
                null);
        WorkflowClient.start(workflow::run, batch);
        return WorkflowStub.fromTyped(workflow);
    }

    private void awaitNotes(int count, CompletableFuture<Batch> end) throws Exception {
        while (desk.allNotes().size() < count) {
            try {
                end.get(200, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException underWay) {
                // Looked at again.
            }
        }
    }

    private void startServer() throws IOException {
        port = freePort();
        processes.add(new ProcessBuilder(
                        CLI,
                        "server",
                        "start-dev",
                        "--headless",
                        "--port",
                        "" + port,
                        "--db-filename",
                        folder.resolve("temporal.db").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile())
                .start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void awaitServer(WorkflowClient client) throws InterruptedException {
        for (int tries = 0; ; tries++) {
            try {
                client.getWorkflowServiceStubs()
                        .blockingStub()
                        .withDeadlineAfter(2, TimeUnit.SECONDS)
                        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
                return;
            } catch (RuntimeException notYet) {
                if (tries > 100) {
                    throw notYet;
                }
                Thread.sleep(300);
            }
        }
    }

    private Process startWorker() throws IOException, InterruptedException {
        Path log = Files.createTempFile(folder, "worker", ".log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx400m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillableDeskWorker.class.getName(),
                        "127.0.0.1:" + port,
                        desk.base().toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        processes.add(process);
        return process;
    }
}
