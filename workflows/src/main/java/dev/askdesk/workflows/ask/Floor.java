package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Conversation.Incoming;
import dev.askdesk.workflows.ask.Conversation.Memory;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
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
    final Conversation conversation;
    final Mailbox mailbox;
    final Turns turns = new Turns();

    private final List<QuestionRun> runs = new ArrayList<>();
    private @Nullable QuestionRun speaking;

    Floor(Conversation conversation) {
        this.conversation = conversation;
        this.mailbox = new Mailbox(conversation.isChat());
        Memory carried = conversation.carried();
        if (carried != null) {
            turns.remember(carried);
            mailbox.remember(carried);
        }
    }

    void begin(QuestionRun run) {
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
     * with other words.
     */
    Optional<Incoming> next() {
        return speaking == null
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
