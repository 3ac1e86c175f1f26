package dev.askdesk.triage;

import dev.askdesk.workflows.triage.RatingActivity.RatedNote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures over ratings of notes.
 *
 * @param share of the ratings that say it helped, from 0 to 1; {@code null} where there is none
 */
public record RatingReport(
        int helped, int didNotHelp, @Nullable Double share) {

    /** @param ratings the one of each person and note that counts */
    public static RatingReport of(List<RatedNote> ratings) {
        int helped =
                (int) ratings.stream().filter(rated -> rated.rating().helpful()).count();
        return new RatingReport(
                helped, ratings.size() - helped, ratings.isEmpty() ? null : helped / (double) ratings.size());
    }
}
