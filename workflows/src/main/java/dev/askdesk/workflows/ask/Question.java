package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.wire.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question on its way through the machine: everything that a phase hands to the next one.
 *
 * @param message the question as it was asked
 * @param history earlier exchanges of the conversation, oldest first
 * @param clarifications what was asked back ({@code replyText}) and replied ({@code userText}), oldest first
 * @param attempts tries that failed, oldest first
 * @param usage what it cost so far
 */
public record Question(
        UserMessage message,
        List<Exchange> history,
        List<Exchange> clarifications,
        List<Attempt> attempts,
        Usage usage,
        Limits limits) {
    public Question {
        history = List.copyOf(history);
        clarifications = List.copyOf(clarifications);
        attempts = List.copyOf(attempts);
    }

    public static Question of(UserMessage message, List<Exchange> history, Limits limits) {
        return new Question(message, history, List.of(), List.of(), Usage.NONE, limits);
    }

    Question plus(Usage more) {
        return new Question(message, history, clarifications, attempts, usage.plus(more), limits);
    }

    Question plus(Attempt attempt) {
        return new Question(message, history, clarifications, append(attempts, attempt), usage, limits);
    }

    /** Asked back and replied to. What failed before the reply is forgotten: the question is another one now. */
    Question clarified(Reply.ClarifyingQuestion asked, UserMessage reply) {
        Exchange exchange = new Exchange(reply.text(), null, asked.text());
        return new Question(message, history, append(clarifications, exchange), List.of(), usage, limits);
    }

    /** The same question for one statement more: not repaired, and not compared itself. */
    Question forCandidate() {
        return new Question(message, history, clarifications, attempts, usage, limits.withoutComparison());
    }

    boolean mayAskBack() {
        return clarifications.size() < limits.clarifications();
    }

    boolean mayTryAgain() {
        return attempts.size() <= limits.repairs();
    }

    boolean mayRepair() {
        return attempts.size() < limits.repairs();
    }

    boolean hasFailedWith(Problem.Kind kind) {
        return attempts.stream().anyMatch(attempt -> attempt.problem().kind() == kind);
    }

    /** The question and the replies that clarified it, as one text. */
    String inFull() {
        StringBuilder text = new StringBuilder(message.text());
        for (Exchange exchange : clarifications) {
            text.append("\n(")
                    .append(exchange.replyText())
                    .append(" — ")
                    .append(exchange.userText())
                    .append(')');
        }
        return text.toString();
    }

    /** Where this try's rows are kept; the same on every replay and retry. */
    String resultHandle(String conversationId, int candidate) {
        return conversationId + "/" + message.messageId() + "/" + clarifications.size() + "." + attempts.size()
                + (candidate == 0 ? "" : "." + candidate);
    }

    /** The failure of the last attempt, for the transcript. */
    @Nullable
    Problem lastProblem() {
        return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1).problem();
    }

    private static <T> List<T> append(List<T> list, T item) {
        List<T> longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }
}
