package dev.askdesk.workflows.triage;

import dev.askdesk.workflows.triage.Digest.State;
import dev.askdesk.workflows.triage.Triage.Outcome;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** News as a test has them, and a channel and a file in memory. */
final class DigestInMemory implements DigestActivity, RatingActivity {
    final List<Window> windows = Collections.synchronizedList(new ArrayList<>());
    final List<Posting> postings = Collections.synchronizedList(new ArrayList<>());
    final List<RatedNote> rated = Collections.synchronizedList(new ArrayList<>());
    volatile int noted;
    volatile int failures;
    volatile State state = State.POSTED;

    @Override
    public News collect(Window window) {
        windows.add(window);
        Entry entry = new Entry("1", "v1", null, Outcome.NOTED, "Answered.", List.of(new Page("VPN", "https://w")));
        return new News(noted, 0, 0, 0, noted == 0 ? List.of() : List.of(entry), List.of("name-" + windows.size()));
    }

    @Override
    public Posted post(Posting posting) {
        postings.add(posting);
        if (failures-- > 0) {
            throw ApplicationFailure.newFailure("The channel is away.", "CHANNEL_UNAVAILABLE");
        }
        return new Posted(state);
    }

    @Override
    public void store(RatedNote note) {
        rated.add(note);
    }
}
