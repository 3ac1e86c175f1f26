package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.wire.FailureType;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A thread of a chat program in memory: our messages by their ids, and all that was ever shown in them. */
final class ScriptedThread implements ChatActivity {
    /** A message of ours: the key that it is found by, and what it shows now. */
    record Ours(String id, String key, String shows) {}

    /** In the order in which they were posted. */
    final Map<String, Ours> messages = new ConcurrentHashMap<>();
    /** "key: what it showed", in order. */
    final List<String> shown = new CopyOnWriteArrayList<>();

    final List<PanelRequest> panels = new CopyOnWriteArrayList<>();
    final List<ReplyRequest> replies = new CopyOnWriteArrayList<>();
    /** Who may not ask. */
    final Set<String> strangers = ConcurrentHashMap.newKeySet();
    /** Who asks about things that not all of the thread may see. */
    final Set<String> insiders = ConcurrentHashMap.newKeySet();
    /** Each ends one call, after it has done its work: the worst moment. */
    final Queue<FailureType> failures = new ConcurrentLinkedQueue<>();

    private final AtomicInteger numbers = new AtomicInteger();

    @Override
    public Access authorize(AccessRequest request) {
        String user = request.message().userId();
        return strangers.contains(user)
                ? new Access(List.of(), "Ask for access.")
                : new Access(List.of("role of " + user), null);
    }

    @Override
    public Audience audience(AudienceRequest request) {
        return new Audience(!insiders.contains(request.message().userId()), "");
    }

    @Override
    public Place open(OpenRequest request) {
        return new Place(put(null, request.commandId(), request.text()));
    }

    @Override
    public Place begin(ProgressRequest request) {
        Place place = new Place(put(request.place(), request.messageId(), request.phase()));
        failIfTold();
        return place;
    }

    @Override
    public void progress(ProgressRequest request) {
        put(request.place(), request.messageId(), request.phase());
        failIfTold();
    }

    @Override
    public Place reply(ReplyRequest request) {
        replies.add(request);
        String text = request.everybody()
                ? text(request.reply())
                : "for " + request.message().userId() + " alone";
        Place place = new Place(put(request.place(), request.messageId(), text));
        failIfTold();
        return place;
    }

    private static String text(Reply reply) {
        return reply instanceof Reply.ClarifyingQuestion asked
                ? asked.text() + " " + asked.options()
                : reply.getClass().getSimpleName() + ": " + reply.text();
    }

    @Override
    public Attached attach(ReplyRequest request) {
        return new Attached(List.of());
    }

    @Override
    public void show(PanelRequest request) {
        panels.add(request);
    }

    @Override
    public void remind(ReminderRequest request) {
        put(null, request.messageId() + "/reminder", "reminder for " + request.userId());
    }

    @Override
    public void remove(ProgressRequest request) {
        messages.values().removeIf(ours -> ours.key().equals(request.messageId()));
        shown.add(request.messageId() + ": -");
    }

    /** What the message that replies to another one shows; {@code null} where there is none. */
    @Nullable
    String at(String key) {
        List<Ours> found = messages.values().stream()
                .filter(ours -> ours.key().equals(key))
                .toList();
        if (found.size() > 1) {
            throw new AssertionError("two messages reply to " + key + ": " + found);
        }
        return found.isEmpty() ? null : found.get(0).shows();
    }

    private synchronized String put(@Nullable String id, String key, String shows) {
        shown.add(key + ": " + shows);
        String known = id != null
                ? id
                : messages.values().stream()
                        .filter(ours -> ours.key().equals(key))
                        .map(Ours::id)
                        .findFirst()
                        .orElseGet(() -> "ours" + numbers.incrementAndGet());
        messages.put(known, new Ours(known, key, shows));
        return Objects.requireNonNull(known);
    }

    private void failIfTold() {
        FailureType failure = failures.poll();
        if (failure != null) {
            throw ApplicationFailure.newFailure("The chat program said nothing.", failure.name());
        }
    }
}
