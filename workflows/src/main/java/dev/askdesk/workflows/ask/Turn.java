package dev.askdesk.workflows.ask;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question of a conversation, from the message that asked it to its last reply.
 *
 * @param message the question
 * @param phase the machine's state by name: {@code Understanding}, {@code Clarifying}, {@code Executing}, {@code
 *     Interpreting}, or the reply's kind
 * @param attempts tries that failed and were repaired, or not
 * @param clarifications what was asked back and replied
 * @param reply the latest reply: a clarifying question while one waits; {@code null} before the first
 * @param feedback what the person thought of it; {@code null} while they said nothing
 * @param restricted whether only the asker is shown the reply, since others of the thread may not see what it rests on
 * @param repliedWith ids of the messages that replied to clarifying questions: who judges the answer may name the last one
 */
public record Turn(
        UserMessage message,
        String phase,
        List<Attempt> attempts,
        List<Exchange> clarifications,
        @Nullable Reply reply,
        @Nullable Feedback feedback,
        List<String> repliedWith,
        boolean restricted) {
    public Turn {
        attempts = List.copyOf(attempts);
        clarifications = List.copyOf(clarifications);
        // Conversations of earlier versions have none.
        repliedWith = repliedWith == null ? List.of() : List.copyOf(repliedWith);
    }

    /** One that all who take part may see. */
    public Turn(
            UserMessage message,
            String phase,
            List<Attempt> attempts,
            List<Exchange> clarifications,
            @Nullable Reply reply,
            @Nullable Feedback feedback,
            List<String> repliedWith) {
        this(message, phase, attempts, clarifications, reply, feedback, repliedWith, false);
    }

    static Turn begunBy(UserMessage message) {
        return new Turn(message, "Understanding", List.of(), List.of(), null, null, List.of(), false);
    }

    Turn in(Phase entered) {
        Question question = entered.question();
        return new Turn(
                message,
                entered.label(),
                question.attempts(),
                question.clarifications(),
                reply,
                feedback,
                repliedWith,
                restricted);
    }

    Turn in(String words) {
        return new Turn(message, words, attempts, clarifications, reply, feedback, repliedWith, restricted);
    }

    Turn with(Reply given, boolean forAskerAlone) {
        return new Turn(message, phase, attempts, clarifications, given, feedback, repliedWith, forAskerAlone);
    }

    Turn with(Feedback given) {
        return new Turn(message, phase, attempts, clarifications, reply, given, repliedWith, restricted);
    }

    Turn repliedWith(String messageId) {
        List<String> ids = new ArrayList<>(repliedWith);
        ids.add(messageId);
        return new Turn(message, phase, attempts, clarifications, reply, feedback, ids, restricted);
    }

    /** Whether a message is the question, or a reply to what was asked back about it. */
    public boolean isOf(String messageId) {
        return message.messageId().equals(messageId) || repliedWith.contains(messageId);
    }

    /** The same without the rows, for a conversation's long memory. */
    Turn withoutRows() {
        return reply instanceof Reply.Answer answer
                ? new Turn(
                        message,
                        phase,
                        attempts,
                        clarifications,
                        new Reply.Answer(answer.text(), Preview.EMPTY, answer.evidence(), answer.usage()),
                        feedback,
                        repliedWith,
                        restricted)
                : this;
    }

    /** This turn as the model sees it later on. */
    Exchange asHistory() {
        StringBuilder asked = new StringBuilder(message.text());
        clarifications.forEach(exchange -> asked.append("\n").append(exchange.userText()));
        String sql = reply instanceof Reply.Answer answer ? answer.evidence().sql() : null;
        return new Exchange(asked.toString(), sql, reply == null ? null : reply.text());
    }
}
