package dev.askdesk.workflows.knowledge;

import dev.askdesk.workflows.knowledge.KnowledgeActivity.IndexRequest;
import dev.askdesk.workflows.knowledge.KnowledgeActivity.Indexed;
import dev.askdesk.workflows.knowledge.KnowledgeActivity.Plan;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.workflow.Workflow;
import java.util.List;

/** Plan, index part by part, finish. */
public final class KnowledgeSyncWorkflowImpl implements KnowledgeSyncWorkflow {
    private SyncResult result = SyncResult.NONE;

    @Override
    public SyncResult sync(SyncRequest request) {
        Plan plan = knowledge("plan").plan();
        List<String> stale = plan.stale();
        result = result.planned(plan.pages(), plan.pages() - stale.size(), plan.pruned());
        for (int from = 0; from < stale.size(); from += request.pagesAtOnce()) {
            List<String> part = stale.subList(from, Math.min(from + request.pagesAtOnce(), stale.size()));
            Indexed indexed = knowledge(from + " of " + stale.size()).index(new IndexRequest(part));
            result = result.plus(indexed.pages(), indexed.chunks(), indexed.left());
            Workflow.setCurrentDetails(result.indexed() + " of " + stale.size() + " pages indexed");
        }
        knowledge("finish").finish();
        return result;
    }

    private static KnowledgeActivity knowledge(String summary) {
        return Workflow.newActivityStub(KnowledgeActivity.class, ActivityPolicies.knowledge(summary));
    }

    @Override
    public SyncResult progress() {
        return result;
    }
}
