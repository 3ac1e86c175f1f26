package dev.askdesk.workflows.triage;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;

/** What people think of notes. */
@ActivityInterface
public interface RatingActivity {

    /** Writes a rating down, for the report. Of a person's ratings of one note, the latest counts. */
    @ActivityMethod(name = "StoreNoteRating")
    void store(RatedNote rated);

    /** @param at when the person said so, by which a step that ends late does not undo a later one */
    record RatedNote(NoteRating rating, Instant at) {}
}
