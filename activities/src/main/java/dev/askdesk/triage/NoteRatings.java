package dev.askdesk.triage;

import dev.askdesk.workflows.triage.RatingActivity.RatedNote;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people think of notes, in a file. */
public final class NoteRatings {
    private final AppendedLines<RatedNote> lines;

    public NoteRatings(Path file) {
        this.lines = new AppendedLines<>(file, "ratings", RatedNote.class);
    }

    public void store(RatedNote rated) {
        lines.append(rated);
    }

    /** The latest of each person's of each note, by when they said so and not by when it was written. */
    public List<RatedNote> all() {
        Map<String, RatedNote> latest = new LinkedHashMap<>();
        for (RatedNote rated : lines.all()) {
            latest.merge(
                    rated.rating().workflowId(),
                    rated,
                    (known, other) -> other.at().isBefore(known.at()) ? known : other);
        }
        return new ArrayList<>(latest.values());
    }
}
