package dev.askdesk.activities.ask;

import dev.askdesk.learning.FeedbackStore;
import dev.askdesk.workflows.ask.FeedbackActivity;
import java.time.Clock;

/** Keeps judgements in the feedback store. */
public final class FeedbackActivityImpl implements FeedbackActivity {
    private final FeedbackStore store;
    private final String database;
    private final Clock clock;

    /** @param database that the judged answers come from */
    public FeedbackActivityImpl(FeedbackStore store, String database, Clock clock) {
        this.store = store;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void store(RatedTurn rated) {
        store.store(database, rated, clock.instant());
    }
}
