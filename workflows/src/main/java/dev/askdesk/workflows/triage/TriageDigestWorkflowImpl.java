package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.Digest.State;
import dev.askdesk.workflows.triage.DigestActivity.News;
import dev.askdesk.workflows.triage.DigestActivity.Posting;
import dev.askdesk.workflows.triage.DigestActivity.Window;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;

/** Collects, then posts. */
public final class TriageDigestWorkflowImpl implements TriageDigestWorkflow {
    private final DigestActivity activity = Workflow.newActivityStub(DigestActivity.class, ActivityPolicies.delivery());

    @Override
    public Digest tell(DigestRequest request) {
        Instant until = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        Digest last = Workflow.getLastCompletionResult(Digest.class);
        Instant from = last == null ? until.minus(request.lookback()) : last.watermark();
        List<String> known = last == null ? List.of() : last.recent();
        News news = activity.collect(new Window(request.desk(), from, Digest.OVERLAP, until, known));
        Workflow.setCurrentDetails(news.tickets() + " tickets ended since " + from);
        if (news.tickets() == 0) {
            return new Digest(until, news.recent(), State.NOTHING_NEW, 0);
        }
        String key = "digest/" + request.desk() + "/" + until;
        State state = activity.post(new Posting(request.desk(), request.channel(), key, until, news))
                .state();
        return state == State.NOT_CONNECTED
                ? new Digest(from, known, state, 0)
                : new Digest(until, news.recent(), state, news.tickets());
    }
}
