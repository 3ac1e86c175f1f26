package dev.askdesk.learning;

import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.ask.Reply;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's judgement of a reply, with all that it is about.
 *
 * @param id by which a steward names it
 * @param database by the catalog's name
 * @param at when it was given, or last changed
 * @param accepted what was made of it; {@code null} unless accepted
 * @param reason why it was rejected; {@code null} where nobody said
 */
public record FeedbackItem(
        String id,
        String database,
        Instant at,
        RatedTurn rated,
        State state,
        @Nullable Accepted accepted,
        @Nullable String reason) {

    /** What a steward made of it. */
    public enum State {
        NEW,
        ACCEPTED,
        REJECTED
    }

    /**
     * A question that stands by itself, and what is right.
     *
     * @param sql checked by a person, and run
     * @param answer in words; {@code null} where there is none
     * @param tables that the SQL reads
     */
    public record Accepted(
            String question, String sql, @Nullable String answer, List<String> tables) {
        public Accepted {
            // What was accepted by an earlier version has none.
            tables = tables == null ? List.of() : List.copyOf(tables);
        }

        public Accepted reading(List<String> found) {
            return new Accepted(question, sql, answer, found);
        }
    }

    public boolean helpful() {
        return rated.turn().feedback() != null && rated.turn().feedback().helpful();
    }

    public @Nullable String correction() {
        return rated.turn().feedback() == null ? null : rated.turn().feedback().correction();
    }

    /** The right SQL, as the person who judged gave it. */
    public @Nullable String correctedSql() {
        return rated.turn().feedback() == null ? null : rated.turn().feedback().correctedSql();
    }

    /** The SQL that was run; {@code null} where the reply was no answer. */
    public @Nullable String sql() {
        return rated.turn().reply() instanceof Reply.Answer answer
                ? answer.evidence().sql()
                : null;
    }

    FeedbackItem in(State newState, @Nullable Accepted newAccepted, @Nullable String newReason) {
        return new FeedbackItem(id, database, at, rated, newState, newAccepted, newReason);
    }
}
