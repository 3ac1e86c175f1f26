package dev.askdesk.starters.slack;

import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.ShowPanel;
import dev.askdesk.workflows.ask.UserMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what reached it, one line a call. */
final class RecordingConversations implements AskConversations {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final List<UserMessage> messages = new CopyOnWriteArrayList<>();
    final Set<String> open = new HashSet<>();
    final Set<String> closed = new HashSet<>();
    volatile boolean unreachable;
    volatile long slowMillis;

    @Override
    public void say(String channel, String thread, UserMessage message) {
        answered();
        messages.add(message);
        calls.add("say " + channel + " " + thread + " " + shown(message));
        open.add("ask/" + channel + "/" + thread);
    }

    @Override
    public Presence reply(String conversationId, UserMessage message) {
        return tell(conversationId, "reply " + conversationId + " " + shown(message));
    }

    @Override
    public Presence edited(String conversationId, UserMessage message) {
        return tell(conversationId, "edited " + conversationId + " " + shown(message));
    }

    @Override
    public Presence deleted(String conversationId, String messageId) {
        return tell(conversationId, "deleted " + conversationId + " " + messageId);
    }

    @Override
    public Presence cancel(String conversationId, String messageId) {
        return tell(conversationId, "cancel " + conversationId + " " + messageId);
    }

    @Override
    public Presence show(String conversationId, ShowPanel wish) {
        return tell(
                conversationId,
                "show " + conversationId + " " + wish.messageId() + " " + wish.userId() + " " + wish.panel());
    }

    @Override
    public Presence rate(String conversationId, Feedback feedback) {
        return tell(
                conversationId,
                "rate " + conversationId + " " + feedback.messageId() + " " + feedback.userId() + " "
                        + feedback.helpful() + " " + feedback.correction() + " " + feedback.correctedSql());
    }

    @Override
    public boolean isKnown(String conversationId) {
        answered();
        return open.contains(conversationId) || closed.contains(conversationId);
    }

    private Presence tell(String conversationId, String call) {
        answered();
        if (open.contains(conversationId)) {
            calls.add(call);
            return Presence.TOLD;
        }
        return closed.contains(conversationId) ? Presence.CLOSED : Presence.UNKNOWN;
    }

    private void answered() {
        try {
            Thread.sleep(slowMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (unreachable) {
            throw new UnreachableException(new IllegalStateException("away"));
        }
    }

    private static String shown(UserMessage message) {
        return message.messageId() + " " + message.userId() + ": " + message.text();
    }
}
