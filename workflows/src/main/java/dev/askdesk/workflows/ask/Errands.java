package dev.askdesk.workflows.ask;

import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Work in the thread that goes on beside the questions: nobody waits for its end but the conversation's own. */
final class Errands {
    private final List<Errand> underWay = new ArrayList<>();

    /** One piece of work about a message. */
    private static final class Errand {
        final String messageId;
        final CancellationScope scope;
        Promise<Void> done = Workflow.newPromise();

        Errand(String messageId, Runnable work) {
            this.messageId = messageId;
            this.scope = Workflow.newDetachedCancellationScope(() -> done = Async.procedure(work::run));
            scope.run();
        }
    }

    /** Begins a piece of work, which no cancellation reaches but {@link #stop}. */
    Promise<Void> begin(String messageId, Runnable work) {
        underWay.removeIf(errand -> errand.done.isCompleted());
        Errand begun = new Errand(messageId, work);
        underWay.add(begun);
        return begun.done;
    }

    /** Ends what is under way about a message, which something newer is to be done about; returns when it has ended. */
    void stop(String messageId) {
        List<Errand> stopped = underWay.stream()
                .filter(errand -> errand.messageId.equals(messageId))
                .toList();
        stopped.forEach(errand -> errand.scope.cancel("overtaken"));
        Workflow.await(() -> stopped.stream().allMatch(errand -> errand.done.isCompleted()));
    }

    boolean areDone() {
        return underWay.stream().allMatch(errand -> errand.done.isCompleted());
    }
}
