package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Conversation.Incoming;
import dev.askdesk.workflows.ask.Conversation.Memory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Messages of a conversation, each taken once, and the replies that they got, for callers who wait or ask again. */
final class Mailbox {
    private static final int REPLIES = 100;
    private static final int SEEN_IDS = 1_000;
    private static final int AHEAD = 100;

    private final boolean bySendingTime;
    private final List<Incoming> waiting = new ArrayList<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final Map<String, Reply> replies = new LinkedHashMap<>();
    /** Edits that came before their message, and deletions, which can overtake it or its edits. */
    private final Map<String, UserMessage> editedAhead = new LinkedHashMap<>();

    private final Set<String> deleted = new LinkedHashSet<>();

    /** @param bySendingTime whether messages can overtake each other on their way, and are put back in order */
    Mailbox(boolean bySendingTime) {
        this.bySendingTime = bySendingTime;
    }

    void remember(Memory carried) {
        seen.addAll(carried.seenMessageIds());
        waiting.addAll(carried.waiting());
        for (Turn turn : carried.turns()) {
            Reply reply = turn.reply();
            if (reply != null) {
                replies.put(turn.message().messageId(), reply);
            }
        }
    }

    /** Puts a message at the end, unless one of its id was taken before. */
    void take(Incoming incoming) {
        String id = incoming.message().messageId();
        if (!seen.add(id)) {
            return;
        }
        dropOldest(seen, SEEN_IDS);
        UserMessage edited = editedAhead.remove(id);
        if (!isDeleted(id)) {
            put(edited == null ? incoming : new Incoming(edited, incoming.deliver()));
        }
    }

    /** A message was edited that is still to come. */
    void editedAhead(UserMessage message) {
        editedAhead.merge(
                message.messageId(), message, (known, other) -> other.sentAt().isAfter(known.sentAt()) ? other : known);
        dropOldest(editedAhead.keySet(), AHEAD);
    }

    /** A message was deleted, whether or not it came in. */
    void deleted(String messageId) {
        deleted.add(messageId);
        dropOldest(deleted, AHEAD);
    }

    boolean isDeleted(String messageId) {
        return deleted.contains(messageId);
    }

    /** Puts a message in that was taken before, with other words, so that it is answered anew. */
    void again(Incoming incoming) {
        seen.add(incoming.message().messageId());
        put(incoming);
    }

    private void put(Incoming incoming) {
        int place = waiting.size();
        while (bySendingTime
                && place > 0
                && waiting.get(place - 1)
                        .message()
                        .sentAt()
                        .isAfter(incoming.message().sentAt())) {
            place--;
        }
        waiting.add(place, incoming);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The first message of a kind that is not one of the given ones, with whatever words. */
    Optional<Incoming> since(List<String> earlierIds, Predicate<Incoming> kind) {
        return waiting.stream()
                .filter(incoming -> !earlierIds.contains(incoming.message().messageId()))
                .filter(kind)
                .findFirst();
    }

    Optional<Incoming> waiting(String messageId) {
        return waiting.stream()
                .filter(incoming -> incoming.message().messageId().equals(messageId))
                .findFirst();
    }

    List<Incoming> waiting() {
        return List.copyOf(waiting);
    }

    List<String> waitingIds() {
        return waiting.stream().map(incoming -> incoming.message().messageId()).toList();
    }

    void remove(Incoming incoming) {
        waiting.remove(incoming);
    }

    void replied(String messageId, Reply reply) {
        replies.put(messageId, reply);
        dropOldest(replies.keySet(), REPLIES);
    }

    @Nullable
    Reply replyTo(String messageId) {
        return replies.get(messageId);
    }

    boolean hasSeen(String messageId) {
        return seen.contains(messageId);
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    private static void dropOldest(Set<String> ids, int most) {
        if (ids.size() > most) {
            ids.remove(ids.iterator().next());
        }
    }
}
