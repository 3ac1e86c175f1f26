package dev.askdesk.activities.evaluation;

import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.wire.Usage;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a case ended, whoever answered it.
 *
 * @param outcome as in {@link dev.askdesk.evaluation.CaseResult}
 * @param sql the statement that was run, or the last that was tried
 * @param text what the person would have read; {@code null} where the arm words nothing
 * @param workflowId of the conversation; {@code null} where there is none
 */
record Ending(
        String outcome,
        @Nullable String sql,
        @Nullable String text,
        @Nullable String reason,
        List<String> assumptions,
        int clarifications,
        int repairs,
        Usage usage,
        long millis,
        @Nullable String workflowId) {

    /** Of a conversation with one question, to whose clarifying question nobody replies. */
    static Ending of(@Nullable Turn turn, @Nullable String failure, long millis, String workflowId) {
        Reply reply = turn == null ? null : turn.reply();
        if (turn == null || reply == null) {
            String why = Objects.requireNonNullElse(failure, "The conversation ended without a reply.");
            return new Ending("failed", null, why, "INTERNAL", List.of(), 0, 0, Usage.NONE, millis, workflowId);
        }
        String sql = reply instanceof Reply.Answer answer ? answer.evidence().sql() : lastTried(turn);
        return new Ending(
                outcome(reply),
                sql,
                reply.text(),
                reply instanceof Reply.Failed failed ? failed.reason() : null,
                reply instanceof Reply.Answer answer ? answer.evidence().assumptions() : List.of(),
                turn.clarifications().size() + (reply instanceof Reply.Expired ? 1 : 0),
                turn.attempts().size(),
                reply.usage(),
                millis,
                workflowId);
    }

    private static String outcome(Reply reply) {
        if (reply instanceof Reply.Answer) {
            return "answer";
        } else if (reply instanceof Reply.Declined) {
            return "declined";
        } else if (reply instanceof Reply.Failed) {
            return "failed";
        }
        // Nobody replies here, so what expired is a clarifying question.
        return "clarifying_question";
    }

    private static @Nullable String lastTried(Turn turn) {
        return turn.attempts().isEmpty()
                ? null
                : turn.attempts().get(turn.attempts().size() - 1).sql();
    }
}
