package dev.askdesk.learning;

import dev.askdesk.grounding.Words;
import dev.askdesk.learning.FeedbackItem.Accepted;
import dev.askdesk.workflows.ask.Reply;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a steward accepts: a question that stands by itself, with SQL that stays right. */
public final class Steward {
    private static final Pattern SQL = Pattern.compile("(?is)^\\s*(?:select|with)\\b.*");
    private static final Pattern RELATIVE =
            Pattern.compile("(?i)\\b(?:today|tomorrow|yesterday|now|currently|ago|recent(?:ly)?|upcoming|so far"
                    + "|(?:this|last|past|next|previous|current|coming|trailing) (?:[\\w-]+ )?"
                    + "(?:day|night|week|month|quarter|year)s?|(?:week|month|quarter|year) to date|[wmqy]td)\\b");
    private static final Pattern FIXED_DATE = Pattern.compile("'\\d{4}-\\d{2}(?:-\\d{2})?|\\b(?:19|20)\\d{2}\\b");
    private static final Pattern MOVING_DATE = Pattern.compile("(?i)current_date|current_timestamp|\\bnow\\(|today\\(");

    private Steward() {}

    /** Something is missing before it can be accepted; the message says what, and what to do. */
    public static final class NotAcceptable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAcceptable(String message) {
            super(message);
        }
    }

    /**
     * @param question how it stands by itself; {@code null} to take it from the conversation, where that is possible
     * @param sql what is right; {@code null} for the correction, or for what was run where the person was content
     * @throws NotAcceptable something is missing
     */
    public static Accepted accepted(
            FeedbackItem item, @Nullable String question, @Nullable String sql, @Nullable String answer) {
        String right = sql(item, sql);
        String standing = question == null ? StandaloneQuestion.of(item) : question.strip();
        if (standing.isEmpty() || right.isEmpty()) {
            throw new NotAcceptable("The question or its SQL is empty: say both in full.");
        }
        if (RELATIVE.matcher(standing).find()
                && FIXED_DATE.matcher(right).find()
                && !MOVING_DATE.matcher(right).find()) {
            throw new NotAcceptable("The question says \"" + found(standing)
                    + "\", but the SQL has a fixed date and would be wrong later: give --sql with CURRENT_DATE, or "
                    + "--question with the date itself.");
        }
        boolean unchanged = sql == null && item.helpful();
        String words = answer != null ? answer : unchanged ? wording(item) : null;
        return new Accepted(standing, right, words, List.of());
    }

    private static String sql(FeedbackItem item, @Nullable String given) {
        if (given != null) {
            return given.strip();
        }
        String corrected = item.correctedSql();
        if (corrected != null && !corrected.isBlank()) {
            return corrected.strip();
        }
        String correction = item.correction();
        if (correction != null && SQL.matcher(correction).matches()) {
            return correction.strip();
        }
        String run = item.sql();
        if (item.helpful() && run != null) {
            return run;
        }
        throw new NotAcceptable(
                run == null
                        ? "The reply had no SQL: give the right one with --sql."
                        : "The person was not content with this SQL: give the right one with --sql.");
    }

    /**
     * Two questions that are the same to who looks them up cannot have two answers.
     *
     * @throws NotAcceptable another item was accepted with other SQL
     */
    public static void requireNoOther(List<FeedbackItem> all, FeedbackItem item, Accepted accepted) {
        for (FeedbackItem other : all) {
            Accepted known = other.accepted();
            if (known != null
                    && !other.id().equals(item.id())
                    && other.database().equals(item.database())
                    && Words.key(known.question()).equals(Words.key(accepted.question()))
                    && !known.sql().equals(accepted.sql())) {
                throw new NotAcceptable("The same question is accepted with other SQL in " + other.id()
                        + ": look at it, and undo it first where it is wrong.");
            }
        }
    }

    private static @Nullable String wording(FeedbackItem item) {
        return item.rated().turn().reply() instanceof Reply.Answer reply ? reply.text() : null;
    }

    private static String found(String question) {
        var matcher = RELATIVE.matcher(question);
        return matcher.find() ? matcher.group().toLowerCase(Locale.ROOT) : "";
    }
}
