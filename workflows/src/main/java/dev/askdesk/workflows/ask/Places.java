package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.Place;
import dev.askdesk.workflows.ask.Conversation.Placed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Our messages by the message that each replies to, for the conversation's life. */
final class Places {
    private static final int MOST = 200;

    private final Map<String, Placed> byMessage = new LinkedHashMap<>();

    void remember(List<Placed> carried) {
        carried.forEach(this::keep);
    }

    List<Placed> all() {
        return List.copyOf(byMessage.values());
    }

    @Nullable
    String of(String messageId) {
        Placed known = byMessage.get(messageId);
        return known == null ? null : known.place();
    }

    /** Whether there may be a message of ours that we do not know of: a call to make it was given up or made again. */
    boolean isDoubted(String messageId) {
        Placed known = byMessage.get(messageId);
        return known != null && known.doubted();
    }

    void put(String messageId, Place place) {
        keep(new Placed(messageId, place.messageId(), place.again() || isDoubted(messageId)));
    }

    void doubt(String messageId) {
        keep(new Placed(messageId, of(messageId), true));
    }

    /** What there is, is known. */
    void trust(String messageId) {
        keep(new Placed(messageId, of(messageId), false));
    }

    void removed(String messageId) {
        keep(new Placed(messageId, null, isDoubted(messageId)));
    }

    private void keep(Placed placed) {
        byMessage.remove(placed.messageId());
        if (placed.place() != null || placed.doubted()) {
            byMessage.put(placed.messageId(), placed);
        }
        if (byMessage.size() > MOST) {
            byMessage.remove(byMessage.keySet().iterator().next());
        }
    }
}
