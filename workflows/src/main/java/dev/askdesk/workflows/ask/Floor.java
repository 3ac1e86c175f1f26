package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Conversation.Incoming;
import dev.askdesk.workflows.ask.Conversation.Memory;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's state: its inbox, its memory, and the questions in work, of which one has the floor at a time. In a
 * chat program a question that waits for its asker leaves the floor to the others of the thread; elsewhere there is one
 * person, whose next message is the reply.
 */
final class Floor {
    /** Events and bytes of a history: a fifth, and two fifths, of what the server bears. */
    private static final int LONGEST = 10_000;

    private static final int LARGEST = 20 * 1024 * 1024;

    final Conversation conversation;
    final Mailbox mailbox;
    final Turns turns = new Turns();
    final Places places = new Places();
    final Errands errands = new Errands();

    private final List<QuestionRun> runs = new ArrayList<>();
    private @Nullable QuestionRun speaking;
    private int begun;

    Floor(Conversation conversation) {
        this.conversation = conversation;
        this.mailbox = new Mailbox(conversation.isChat());
        Memory carried = conversation.carried();
        if (carried != null) {
            turns.remember(carried);
            mailbox.remember(carried);
            places.remember(carried.places());
        }
    }

    /** What the next run is to know. */
    Memory memory() {
        return new Memory(turns.withoutRows(), mailbox.seen(), mailbox.waiting(), turns.lastOptions(), places.all());
    }

    /** Whether this run is to continue as a new one, as soon as no question is in work. */
    boolean isLong() {
        return begun >= conversation.limits().questionsPerRun()
                || Workflow.getInfo().isContinueAsNewSuggested();
    }

    /**
     * Whether this run cannot wait any more for the askers of clarifying questions: the server ends a conversation for
     * good whose history is too long.
     */
    boolean isOverlong() {
        WorkflowInfo run = Workflow.getInfo();
        return conversation.isChat()
                && (begun >= 2 * conversation.limits().questionsPerRun()
                        || run.getHistoryLength() > LONGEST
                        || run.getHistorySize() > LARGEST);
    }

    void begin(QuestionRun run) {
        begun++;
        runs.add(run);
        speaking = run;
    }

    void end(QuestionRun run) {
        runs.remove(run);
        if (run.equals(speaking)) {
            speaking = null;
        }
    }

    /** A question waits for its asker: others may speak. */
    void leave(QuestionRun run) {
        if (conversation.isChat() && run.equals(speaking)) {
            speaking = null;
        }
    }

    /** Waits until nobody else speaks, even where the question was stopped meanwhile. */
    void take(QuestionRun run) {
        Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> speaking == null || run.equals(speaking)))
                .run();
        speaking = run;
    }

    boolean isFree() {
        return speaking == null;
    }

    /** Whether no question is in work, and none waits for its asker. */
    boolean isQuiet() {
        return runs.isEmpty();
    }

    /** Questions in work, those that wait for their askers included. */
    List<QuestionRun> runs() {
        return List.copyOf(runs);
    }

    /**
     * The next message to begin with: one that no waiting question takes for its reply, and that is not in work still
     * with other words. None is begun while a run that is too long ends its questions.
     */
    Optional<Incoming> next() {
        return speaking == null && (isQuiet() || !isOverlong())
                ? mailbox.waiting().stream()
                        .filter(incoming -> runs.stream()
                                .noneMatch(run -> run.claims(incoming)
                                        || run.isAskedBy(incoming.message().messageId())))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Waits until the condition holds or the time is over. The timer is cancelled: one left behind by each message
     * would wake a worker a day later for nothing.
     */
    static boolean within(Duration time, Supplier<Boolean> condition) {
        CompletablePromise<Boolean> over = Workflow.newPromise();
        CancellationScope timer = Workflow.newCancellationScope(
                () -> Workflow.newTimer(time).handle((fired, cancelled) -> over.complete(cancelled == null)));
        timer.run();
        Workflow.await(() -> over.isCompleted() || condition.get());
        boolean holds = condition.get();
        timer.cancel();
        return holds;
    }
}
