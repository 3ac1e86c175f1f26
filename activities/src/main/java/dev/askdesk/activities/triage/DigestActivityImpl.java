package dev.askdesk.activities.triage;

import dev.askdesk.adapters.helpdesk.Helpdesk;
import dev.askdesk.adapters.slack.DigestChannel;
import dev.askdesk.triage.DigestNews;
import dev.askdesk.triage.Outcomes;
import dev.askdesk.workflows.triage.Digest.State;
import dev.askdesk.workflows.triage.DigestActivity;
import io.temporal.activity.Activity;
import org.jspecify.annotations.Nullable;

/** What IT staff are told of triage. */
public final class DigestActivityImpl implements DigestActivity {
    private final Outcomes outcomes;
    private final Helpdesk helpdesk;
    private final @Nullable DigestChannel channel;

    /** @param channel {@code null} where no chat program is connected */
    public DigestActivityImpl(Outcomes outcomes, Helpdesk helpdesk, @Nullable DigestChannel channel) {
        this.outcomes = outcomes;
        this.helpdesk = helpdesk;
        this.channel = channel;
    }

    @Override
    public News collect(Window window) {
        return DigestNews.of(window, outcomes.all(), helpdesk);
    }

    @Override
    public Posted post(Posting posting) {
        if (channel == null) {
            return new Posted(State.NOT_CONNECTED);
        }
        boolean again = Activity.getExecutionContext().getInfo().getAttempt() > 1;
        if (again && channel.has(posting)) {
            return new Posted(State.PRESENT);
        }
        channel.post(posting);
        return new Posted(State.POSTED);
    }
}
