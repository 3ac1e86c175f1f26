package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Conversation.Memory;
import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.wire.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a conversation remembers of its questions; the last one is in work or was the last. */
final class Turns {
    /** Turns that are remembered, turns that keep their rows, and turns that the model is shown. */
    private static final int REMEMBERED = 50;

    private static final int WITH_ROWS = 5;
    private static final int SHOWN_TO_MODEL = 6;

    private final List<Turn> turns = new ArrayList<>();
    /** Options of the last clarifying question. */
    private List<String> lastOptions = List.of();

    void remember(Memory carried) {
        turns.addAll(carried.turns());
        lastOptions = carried.lastOptions();
    }

    /**
     * The conversation so far as the model is shown it.
     *
     * @param userId for whom it works now: what only somebody else was shown is left out
     * @param several whether several people take part
     */
    List<Exchange> history(String userId, boolean several) {
        return shownToModel(userId, several).stream().map(Turn::asHistory).toList();
    }

    /** Whether that has something which only they were shown. */
    boolean isHistoryPrivate(String userId, boolean several) {
        return shownToModel(userId, several).stream().anyMatch(Turn::restricted);
    }

    private List<Turn> shownToModel(String userId, boolean several) {
        List<Turn> known = turns.stream()
                .filter(turn -> !several
                        || !turn.restricted()
                        || turn.message().userId().equals(userId))
                .toList();
        return known.subList(Math.max(0, known.size() - SHOWN_TO_MODEL), known.size());
    }

    void begin(UserMessage message) {
        // One that is asked anew takes the place of what it was.
        forget(message.messageId());
        turns.add(Turn.begunBy(message));
        if (turns.size() > REMEMBERED) {
            turns.remove(0);
        }
        if (turns.size() > WITH_ROWS) {
            int old = turns.size() - WITH_ROWS - 1;
            turns.set(old, turns.get(old).withoutRows());
        }
    }

    /** The question's state, in other words than its name. */
    void show(String messageId, String words) {
        replace(messageId, turn -> turn.in(words));
    }

    void show(String messageId, Phase phase) {
        replace(messageId, turn -> turn.in(phase));
    }

    /** @param restricted whether only the asker is shown it */
    void reply(String messageId, Reply reply, boolean restricted) {
        replace(messageId, turn -> turn.with(reply, restricted));
        if (reply instanceof Reply.ClarifyingQuestion asked) {
            lastOptions = asked.options();
        }
    }

    /** The question in work was clarified by a message. */
    void clarifiedBy(String messageId, UserMessage message) {
        replace(messageId, turn -> turn.repliedWith(message.messageId()));
    }

    /** A question that is asked anew, or was deleted. */
    void forget(String messageId) {
        turns.removeIf(turn -> turn.message().messageId().equals(messageId));
    }

    /** The message that asked a question, in its latest words. */
    Optional<UserMessage> asked(String messageId) {
        return turns.stream()
                .map(Turn::message)
                .filter(message -> message.messageId().equals(messageId))
                .findFirst();
    }

    /** The question of a message, or the one that it clarified. */
    Optional<Turn> of(String messageId) {
        return turns.stream().filter(turn -> turn.isOf(messageId)).reduce((first, later) -> later);
    }

    /** The judged turn with what came before it; {@code null} where nobody remembers the message. */
    @Nullable
    RatedTurn rate(String conversationId, Feedback feedback) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).isOf(feedback.messageId())) {
                turns.set(i, turns.get(i).with(feedback.about(turns.get(i).message())));
                List<Exchange> before = turns.subList(Math.max(0, i - SHOWN_TO_MODEL), i).stream()
                        .map(Turn::asHistory)
                        .toList();
                return new RatedTurn(conversationId, turns.get(i), before);
            }
        }
        return null;
    }

    /** A reply that came too late makes no question by itself: whoever picks an option of an expired one is told so. */
    Reply.@Nullable Expired missedBy(UserMessage message) {
        return picked(message) instanceof Reply.Expired expired ? new Reply.Expired(expired.text(), Usage.NONE) : null;
    }

    /** What became of the question whose option a message is; {@code null} where it is no option. */
    private @Nullable Reply picked(UserMessage message) {
        if (Choice.isOne(message)) {
            return of(Choice.question(message)).map(Turn::reply).orElse(null);
        }
        String text = message.text().strip();
        boolean isOption = lastOptions.stream().anyMatch(option -> option.equalsIgnoreCase(text));
        return isOption ? lastReplyTo(message.userId()) : null;
    }

    int size() {
        return turns.size();
    }

    Transcript transcript() {
        return new Transcript(turns);
    }

    /** For another run's memory. */
    List<Turn> withoutRows() {
        return turns.stream().map(Turn::withoutRows).toList();
    }

    List<String> lastOptions() {
        return lastOptions;
    }

    private @Nullable Reply lastReplyTo(String userId) {
        return turns.stream()
                .filter(turn -> turn.message().userId().equals(userId))
                .reduce((first, later) -> later)
                .map(Turn::reply)
                .orElse(null);
    }

    /** The latest of the id; one that is no longer remembered is left so. */
    private void replace(String messageId, UnaryOperator<Turn> change) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).message().messageId().equals(messageId)) {
                turns.set(i, change.apply(turns.get(i)));
                return;
            }
        }
    }
}
