package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Conversation.Memory;
import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.wire.Usage;
import java.util.ArrayList;
import java.util.List;
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

    /** The conversation so far as the model is shown it. */
    List<Exchange> history() {
        return turns.stream()
                .skip(Math.max(0, turns.size() - SHOWN_TO_MODEL))
                .map(Turn::asHistory)
                .toList();
    }

    void begin(UserMessage message) {
        turns.add(Turn.begunBy(message));
        if (turns.size() > REMEMBERED) {
            turns.remove(0);
        }
        if (turns.size() > WITH_ROWS) {
            int old = turns.size() - WITH_ROWS - 1;
            turns.set(old, turns.get(old).withoutRows());
        }
    }

    void show(Phase phase) {
        replaceLast(last().in(phase));
    }

    void reply(Reply reply) {
        replaceLast(last().with(reply));
        if (reply instanceof Reply.ClarifyingQuestion asked) {
            lastOptions = asked.options();
        }
    }

    /** The question in work was clarified by a message. */
    void clarifiedBy(UserMessage message) {
        replaceLast(last().repliedWith(message.messageId()));
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
        String text = message.text().strip();
        boolean isOption = lastOptions.stream().anyMatch(option -> option.equalsIgnoreCase(text));
        return isOption && !turns.isEmpty() && last().reply() instanceof Reply.Expired expired
                ? new Reply.Expired(expired.text(), Usage.NONE)
                : null;
    }

    boolean isLast(String messageId) {
        return last().message().messageId().equals(messageId);
    }

    int size() {
        return turns.size();
    }

    Transcript transcript() {
        return new Transcript(turns);
    }

    Memory memory(Mailbox mailbox) {
        return new Memory(
                turns.stream().map(Turn::withoutRows).toList(), mailbox.seen(), mailbox.waiting(), lastOptions);
    }

    private Turn last() {
        return turns.get(turns.size() - 1);
    }

    private void replaceLast(Turn turn) {
        turns.set(turns.size() - 1, turn);
    }
}
