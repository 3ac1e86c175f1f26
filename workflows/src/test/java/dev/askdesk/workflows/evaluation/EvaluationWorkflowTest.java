package dev.askdesk.workflows.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Limits;
import dev.askdesk.workflows.ask.QuietAskWorkflow;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Transcript;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.wire.Usage;
import dev.askdesk.workflows.wire.WireFormat;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.TestWorkflowExtension;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An evaluation on an in-process server, with conversations that reply at once. */
@Timeout(60)
class EvaluationWorkflowTest {
    private static final String CONVERSATIONS = "conversations";

    private final Cases cases = new Cases();

    @RegisterExtension
    final TestWorkflowExtension temporal = TestWorkflowExtension.newBuilder()
            .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                    .setDataConverter(WireFormat.dataConverter())
                    .build())
            .registerWorkflowImplementationTypes(EvaluationWorkflowImpl.class)
            .setActivityImplementations(cases)
            .setDoNotStart(true)
            .build();

    /** Replies with the question, takes a second, and breaks on "break". */
    public static final class Echo extends QuietAskWorkflow {
        static final AtomicInteger AT_ONCE = new AtomicInteger();
        static final AtomicInteger MOST_AT_ONCE = new AtomicInteger();

        @Override
        public Transcript converse(Conversation conversation) {
            MOST_AT_ONCE.accumulateAndGet(AT_ONCE.incrementAndGet(), Math::max);
            UserMessage message = conversation.carried().waiting().get(0).message();
            Workflow.sleep(Duration.ofSeconds(1));
            AT_ONCE.decrementAndGet();
            if (message.text().equals("break")) {
                throw ApplicationFailure.newNonRetryableFailure("it broke", "TEST");
            }
            Reply reply = new Reply.Declined(message.text(), Usage.NONE);
            return new Transcript(List.of(new Turn(message, "Declined", List.of(), List.of(), reply, null, List.of())));
        }
    }

    /** A data set in memory. */
    static final class Cases implements EvaluationActivity {
        final List<Task> tasks = new ArrayList<>();
        final List<MeasureRequest> measured = Collections.synchronizedList(new ArrayList<>());
        final List<PlainRequest> plain = Collections.synchronizedList(new ArrayList<>());

        void add(int count, String question, boolean conversation, boolean done) {
            for (int i = 0; i < count; i++) {
                tasks.add(new Task(
                        "arm",
                        "case" + tasks.size(),
                        question,
                        conversation ? CONVERSATIONS : null,
                        Limits.DEFAULT,
                        done,
                        done));
            }
        }

        @Override
        public Page plan(PageRequest request) {
            int end = Math.min(tasks.size(), request.from() + request.count());
            return new Page(tasks.subList(Math.min(request.from(), end), end), tasks.size());
        }

        @Override
        public Measured measure(MeasureRequest request) {
            measured.add(request);
            return new Measured(request.turn() != null);
        }

        @Override
        public Measured plain(PlainRequest request) {
            plain.add(request);
            return new Measured(false);
        }
    }

    private Progress evaluate(TestWorkflowEnvironment server, Worker worker, int parallel) {
        Worker conversations = server.newWorker(CONVERSATIONS);
        conversations.registerWorkflowImplementationTypes(Echo.class);
        server.start();
        Echo.AT_ONCE.set(0);
        Echo.MOST_AT_ONCE.set(0);
        return server.getWorkflowClient()
                .newWorkflowStub(
                        EvaluationWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(worker.getTaskQueue())
                                .setWorkflowId("evaluation/test")
                                .build())
                .evaluate(Evaluation.start("test", parallel));
    }

    @Test
    void everyCase_isAskedAndMeasuredOnce_soManyAtOnceAsAllowed(TestWorkflowEnvironment server, Worker worker) {
        cases.add(12, "question", true, false);
        cases.add(2, "plain", false, false);

        Progress end = evaluate(server, worker, 3);

        assertThat(end).isEqualTo(new Progress(14, 14, 12, 14));
        assertThat(cases.measured)
                .extracting(EvaluationActivity.MeasureRequest::caseId)
                .doesNotHaveDuplicates()
                .hasSize(12);
        assertThat(cases.plain).hasSize(2);
        assertThat(Echo.MOST_AT_ONCE.get()).isBetween(2, 3);
        assertThat(cases.measured).allSatisfy(request -> {
            assertThat(request.workflowId()).isEqualTo("ask/evaluation/test/arm/" + request.caseId());
            assertThat(request.millis()).isGreaterThanOrEqualTo(1_000);
        });
    }

    @Test
    void caseThatWasMeasuredBefore_isNotAskedAgain(TestWorkflowEnvironment server, Worker worker) {
        cases.add(5, "done", true, true);
        cases.add(2, "open", true, false);

        assertThat(evaluate(server, worker, 2)).isEqualTo(new Progress(7, 7, 7, 7));
        assertThat(cases.measured).hasSize(2);
    }

    @Test
    void conversationThatBreaks_isMeasuredAsFailure_andStopsNothing(TestWorkflowEnvironment server, Worker worker) {
        cases.add(1, "break", true, false);
        cases.add(1, "question", true, false);

        assertThat(evaluate(server, worker, 1)).isEqualTo(new Progress(2, 2, 1, 2));
        assertThat(cases.measured.get(0).failure()).isEqualTo("it broke");
        assertThat(cases.measured.get(0).turn()).isNull();
    }

    @Test
    void longDataSet_isContinuedInNewRuns(TestWorkflowEnvironment server, Worker worker) {
        cases.add(620, "done", true, true);

        assertThat(evaluate(server, worker, 8)).isEqualTo(new Progress(620, 620, 620, 620));
    }
}
