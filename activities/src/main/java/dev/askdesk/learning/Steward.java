package dev.askdesk.learning;

import dev.askdesk.learning.FeedbackItem.Accepted;
import dev.askdesk.workflows.ask.Exchange;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a steward accepts: a question that stands by itself, with SQL that stays right. */
public final class Steward {
    private static final Pattern SQL = Pattern.compile("(?is)^\\s*(?:select|with)\\b.*");
    private static final Pattern RELATIVE = Pattern.compile(
            "(?i)\\b(?:today|yesterday|now|currently|ago|recent(?:ly)?|so far|(?:this|last|past|next|previous|current) "
                    + "(?:\\d+ )?(?:day|week|month|quarter|year|night)s?|year to date|ytd)\\b");
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
        String standing = question == null ? standalone(item) : question.strip();
        if (RELATIVE.matcher(standing).find()
                && FIXED_DATE.matcher(right).find()
                && !MOVING_DATE.matcher(right).find()) {
            throw new NotAcceptable("The question says \"" + found(standing)
                    + "\", but the SQL has a fixed date and would be wrong later: give --sql with CURRENT_DATE, or "
                    + "--question with the date itself.");
        }
        boolean unchanged = sql == null && item.helpful();
        String words = answer != null ? answer : unchanged ? wording(item) : null;
        return new Accepted(standing, right, words);
    }

    private static String sql(FeedbackItem item, @Nullable String given) {
        if (given != null) {
            return given.strip();
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

    private static String standalone(FeedbackItem item) {
        Turn turn = item.rated().turn();
        if (!item.rated().history().isEmpty()) {
            StringBuilder conversation = new StringBuilder();
            item.rated()
                    .history()
                    .forEach(earlier -> conversation.append("\n  > ").append(earlier.userText()));
            conversation.append("\n  > ").append(turn.message().text());
            throw new NotAcceptable(
                    "The question belongs to a conversation and may not stand by itself: say it in full "
                            + "with --question." + conversation);
        }
        StringBuilder text = new StringBuilder(turn.message().text().strip());
        for (Exchange exchange : turn.clarifications()) {
            text.append(" (").append(exchange.userText().strip()).append(')');
        }
        return text.toString();
    }

    private static @Nullable String wording(FeedbackItem item) {
        return item.rated().turn().reply() instanceof Reply.Answer reply ? reply.text() : null;
    }

    private static String found(String question) {
        var matcher = RELATIVE.matcher(question);
        return matcher.find() ? matcher.group().toLowerCase(Locale.ROOT) : "";
    }
}
