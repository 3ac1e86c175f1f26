package dev.askdesk.activities.triage;

import dev.askdesk.triage.NoteRatings;
import dev.askdesk.workflows.triage.RatingActivity;

/** What people think of notes. */
public final class RatingActivityImpl implements RatingActivity {
    private final NoteRatings ratings;

    public RatingActivityImpl(NoteRatings ratings) {
        this.ratings = ratings;
    }

    @Override
    public void store(RatedNote rated) {
        ratings.store(rated);
    }
}
