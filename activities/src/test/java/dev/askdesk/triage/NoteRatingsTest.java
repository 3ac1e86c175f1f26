package dev.askdesk.triage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.askdesk.workflows.triage.NoteRating;
import dev.askdesk.workflows.triage.RatingActivity.RatedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteRatingsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @TempDir
    private Path folder;

    private static RatedNote rated(String user, boolean helpful, int second) {
        return new RatedNote(new NoteRating("local", "1", "0123456789abcdef", user, helpful), NOON.plusSeconds(second));
    }

    @Test
    void latestRatingOfEachPerson_counts_whateverWasWrittenFirst() {
        NoteRatings ratings = new NoteRatings(folder.resolve("home/ratings.jsonl"));
        assertThat(ratings.all()).isEmpty();
        ratings.store(rated("U1", false, 2));
        ratings.store(rated("U1", true, 1));
        ratings.store(rated("U2", true, 1));
        ratings.store(rated("U3", true, 1));
        ratings.store(rated("U3", true, 1));

        assertThat(ratings.all()).containsExactly(rated("U1", false, 2), rated("U2", true, 1), rated("U3", true, 1));
        assertThat(RatingReport.of(ratings.all())).isEqualTo(new RatingReport(2, 1, 2 / 3.0));
        assertThat(RatingReport.of(List.of())).isEqualTo(new RatingReport(0, 0, null));
    }

    @Test
    void lineThatAKillCutShort_spoilsNoOther() throws IOException {
        Path file = folder.resolve("ratings.jsonl");
        NoteRatings ratings = new NoteRatings(file);
        ratings.store(rated("U1", true, 1));
        Files.writeString(file, "{\"rating\":{\"de", StandardOpenOption.APPEND);
        ratings.store(rated("U2", true, 1));

        assertThat(ratings.all()).containsExactly(rated("U1", true, 1), rated("U2", true, 1));
    }
}
