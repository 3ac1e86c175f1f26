package dev.askdesk.workflows.triage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.askdesk.workflows.triage.Triage.NoteState;
import dev.askdesk.workflows.triage.Triage.Outcome;
import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TriageWorkflowTest {
    private static final String QUEUE = "desk";
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final DeskInMemory desk = new DeskInMemory();
    private TestWorkflowEnvironment server;
    private int runs;

    @BeforeEach
    void start() {
        TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(WireFormat.dataConverter())
                        .build());
        SearchAttributes.NAMES.forEach(
                name -> options.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        server = TestWorkflowEnvironment.newInstance(options.build());
        Worker worker = server.newWorker(QUEUE);
        worker.registerWorkflowImplementationTypes(TriageScheduleWorkflowImpl.class, TriageTicketWorkflowImpl.class);
        worker.registerActivitiesImplementations(desk);
        server.start();
    }

    /** Keeps a history for {@link RecordedTriageTest}, where recording is asked for and it is not there yet. */
    private void record(String path, String workflowId) throws IOException {
        Path file = Path.of("src/test/resources", RecordedTriageTest.FOLDER, path + ".json");
        if (Boolean.getBoolean("askdesk.record") && !Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, server.getWorkflowClient().fetchHistory(workflowId).toJson(false) + "\n");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static TicketToTriage ticket(String id) {
        return new TicketToTriage("local", id, "v1", QUEUE, true);
    }

    private Triage triage(TicketToTriage ticket) {
        return server.getWorkflowClient()
                .newWorkflowStub(
                        TriageTicketWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId(ticket.workflowId())
                                .build())
                .triage(ticket);
    }

    private static TriageBatch batch(Instant since, String... only) {
        return new TriageBatch("local", since, Duration.ofDays(7), List.of(only), 3, QUEUE, true, null);
    }

    private Batch run(TriageBatch batch) {
        return server.getWorkflowClient()
                .newWorkflowStub(
                        TriageScheduleWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(QUEUE)
                                .setWorkflowId("run-" + ++runs)
                                .build())
                .run(batch);
    }

    @Test
    void aQuestionThatAPageAnswers_isNoted() throws Exception {
        desk.ticket("1", "vpn does not connect", NOON);
        Triage triage = triage(ticket("1"));
        assertThat(triage.outcome()).isEqualTo(Outcome.NOTED);
        assertThat(triage.note()).isEqualTo(NoteState.CREATED);
        assertThat(triage.question()).isEqualTo("vpn does not connect?");
        assertThat(triage.answer()).isEqualTo("Use the client. [1]");
        assertThat(triage.sources()).containsExactly(new Triage.Source("vpn", "VPN", "https://wiki/vpn", true));
        assertThat(triage.usage().inputTokens()).isEqualTo(20);
        assertThat(desk.recorded).containsExactly(triage);
        record("noted", ticket("1").workflowId());
        WorkflowReplayer.replayWorkflowExecution(
                server.getWorkflowClient().fetchHistory(ticket("1").workflowId()), TriageTicketWorkflowImpl.class);
    }

    @Test
    void pagesThatDoNotSay_leaveANoteWithoutAnswer() throws IOException {
        desk.ticket("1", "vague thing", NOON);
        Triage triage = triage(ticket("1"));
        assertThat(triage.outcome()).isEqualTo(Outcome.ABSTAINED);
        assertThat(triage.reason()).isEqualTo("The pages do not say.");
        record("abstained", ticket("1").workflowId());
        assertThat(desk.written).singleElement().satisfies(note -> {
            assertThat(note.answer()).isEmpty();
            assertThat(note.passages()).hasSize(1);
        });
    }

    @Test
    void noPageAtAll_asksNoModelForAnAnswer() {
        desk.down = true;
        desk.ticket("1", "unheard of", NOON);
        assertThat(triage(ticket("1")).outcome()).isEqualTo(Outcome.ABSTAINED);
    }

    @Test
    void whatAsksNothing_getsNoNote() throws IOException {
        desk.ticket("1", "thanks", NOON);
        desk.ticket("2", "closed", NOON);
        assertThat(triage(ticket("1")).reason()).isEqualTo("Nothing is asked.");
        record("skipped", ticket("1").workflowId());
        assertThat(triage(ticket("2")).reason()).isEqualTo("The ticket is closed.");
        assertThat(triage(ticket("3")).reason()).isEqualTo("The ticket is gone.");
        assertThat(desk.written).isEmpty();
        assertThat(desk.recorded).allSatisfy(one -> assertThat(one.outcome()).isEqualTo(Outcome.SKIPPED));
    }

    @Test
    void aStepThatFails_parksTheTicketWhereItCanBeSeen_andItCanBeTriedAgain() throws IOException {
        desk.ticket("1", "vpn", NOON);
        desk.down = true;
        assertThatThrownBy(() -> triage(ticket("1")))
                .isInstanceOf(WorkflowFailedException.class)
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> assertThat(failure.getOriginalMessage())
                        .contains("AnswerTicket")
                        .contains("askdesk doctor"));
        assertThat(desk.recorded).singleElement().satisfies(one -> assertThat(one.outcome())
                .isEqualTo(Outcome.PARKED));
        record("parked", ticket("1").workflowId());
        desk.down = false;
        assertThat(run(batch(null, "1")).asked()).singleElement().satisfies(one -> assertThat(one.outcome())
                .isEqualTo(Outcome.NOTED));
    }

    @Test
    void aRun_triagesAllThatChanged_aFewAtOnce() {
        for (int i = 0; i < 25; i++) {
            desk.ticket("t" + i, i % 5 == 0 ? "thanks" : "vpn " + i, NOON.plusSeconds(i));
        }
        Batch batch = run(batch(NOON));
        assertThat(batch.changed()).isEqualTo(25);
        assertThat(batch.noted()).isEqualTo(20);
        assertThat(batch.skipped()).isEqualTo(5);
        assertThat(batch.watermark()).isEqualTo(NOON.plusSeconds(24));
        assertThat(desk.mostAtOnce.get()).isBetween(2, 3 + 5);
    }

    @Test
    void aSecondRun_findsNothingToDo_andAChangedTicketGetsItsNoteUpdated() {
        desk.ticket("1", "vpn", NOON);
        desk.ticket("2", "thanks", NOON);
        Batch first = run(batch(NOON));
        Batch second = run(batch(NOON).after(first));
        assertThat(second.changed()).isZero();
        Batch again = run(batch(NOON));
        assertThat(again.present()).isEqualTo(2);
        assertThat(again.noted() + again.skipped()).isZero();
        desk.ticket("1", "vpn from abroad", NOON.plusSeconds(120));
        Batch third = run(batch(NOON).after(second));
        assertThat(third.noted()).isEqualTo(1);
        assertThat(desk.written).hasSize(2);
        assertThat(desk.recorded.get(desk.recorded.size() - 1).note()).isEqualTo(NoteState.UPDATED);
    }

    @Test
    void aTicketThatCannotBeRead_isParked_andTheBatchGoesOn() throws IOException {
        desk.ticket("1", "unreadable", NOON);
        desk.ticket("2", "vpn", NOON);
        Batch first = run(batch(NOON));
        assertThat(first.noted()).isEqualTo(1);
        record("batch", "run-" + runs);
        assertThat(first.parked()).containsExactly(new Batch.Parked("1", 1, "It is no mail."));
        desk.ticket("1", "vpn after all", NOON);
        Batch second = run(batch(NOON).after(first));
        assertThat(second.noted()).isEqualTo(1);
        assertThat(second.parked()).isEmpty();
    }

    @Test
    void aLongBacklog_isContinuedAsNew_andLosesNothing() throws Exception {
        for (int i = 0; i < 650; i++) {
            desk.ticket("t" + i, "thanks", NOON.plusSeconds(i));
        }
        Batch batch = run(batch(NOON));
        assertThat(batch.changed()).isEqualTo(650);
        assertThat(batch.skipped()).isEqualTo(650);
        record("batch-continued-as-new", "run-" + runs);
        WorkflowReplayer.replayWorkflowExecution(
                server.getWorkflowClient().fetchHistory("run-" + runs), TriageScheduleWorkflowImpl.class);
    }
}
