package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.wire.FailureType;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
    final List<AudienceRequest> audiences = new CopyOnWriteArrayList<>();
    /** Who may not ask. */
    final Set<String> strangers = ConcurrentHashMap.newKeySet();
    /** Who asks about things that not all of the thread may see. */
    final Set<String> insiders = ConcurrentHashMap.newKeySet();
    /** Each ends one call, after it has done its work: the worst moment. */
    final Queue<FailureType> failures = new ConcurrentLinkedQueue<>();

    /** Calls by name that wait for a permit before they do anything. */
    final Map<String, Semaphore> gates = new ConcurrentHashMap<>();
    /** Calls by name whose next ones fail so, before they do anything. */
    final Map<String, Queue<FailureType>> failingOnce = new ConcurrentHashMap<>();
    /** Calls by name that fail for ever, before they do anything. */
    final Set<String> failing = ConcurrentHashMap.newKeySet();

    private final AtomicInteger numbers = new AtomicInteger();

    private void pass(String call) {
        Semaphore gate = gates.get(call);
        if (gate != null) {
            try {
                gate.tryAcquire(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Queue<FailureType> told = failingOnce.get(call);
        FailureType once = told == null ? null : told.poll();
        if (once != null) {
            throw ApplicationFailure.newFailure("The chat program refuses.", once.name());
        }
        if (failing.contains(call)) {
            throw ApplicationFailure.newFailure("The chat program is away.", FailureType.CHANNEL_UNAVAILABLE.name());
        }
    }

    /** Whether an earlier try may have done its work, and only its answer was lost. */
    private static boolean isRetry() {
        return Activity.getExecutionContext().getInfo().getAttempt() > 1;
    }

    @Override
    public Access authorize(AccessRequest request) {
        pass("authorize");
        String user = request.message().userId();
        return strangers.contains(user)
                ? new Access(List.of(), "Ask for access.")
                : new Access(List.of("role of " + user), null);
    }

    @Override
    public Audience audience(AudienceRequest request) {
        pass("audience");
        audiences.add(request);
        return new Audience(!insiders.contains(request.message().userId()), "");
    }

    @Override
    public Opening open(OpenRequest request) {
        return new Opening(request.channel(), put(null, request.commandId(), request.text()));
    }

    @Override
    public void refuse(RefusalRequest request) {
        shown.add("to " + request.userId() + " alone: " + request.text());
    }

    @Override
    public Place begin(ProgressRequest request) {
        pass("begin");
        boolean looks = request.look() || isRetry();
        String ours = request.place() == null && !looks ? "ours" + numbers.incrementAndGet() : request.place();
        Place place = new Place(put(ours, request.messageId(), request.phase()));
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
        pass("reply");
        replies.add(request);
        String text = request.everybody()
                ? text(request.reply())
                : "for " + request.message().userId() + " alone";
        Place place = new Place(put(request.place(), request.messageId(), text), isRetry());
        failIfTold();
        return place;
    }

    @Override
    public void settle(ReplyRequest request) {
        pass("settle");
        if (request.place() != null && messages.containsKey(request.place())) {
            put(request.place(), request.messageId(), text(request.reply()));
        }
        failIfTold();
    }

    private static String text(Reply reply) {
        return reply instanceof Reply.ClarifyingQuestion asked
                ? asked.text() + " " + asked.options()
                : reply.getClass().getSimpleName() + ": " + reply.text();
    }

    @Override
    public Attached attach(ReplyRequest request) {
        pass("attach");
        return new Attached(List.of());
    }

    @Override
    public void show(PanelRequest request) {
        panels.add(request);
    }

    @Override
    public void remind(ReminderRequest request) {
        pass("remind");
        put(null, request.messageId() + "/reminder", "reminder for " + request.userId());
    }

    @Override
    public void remove(ProgressRequest request) {
        messages.values().removeIf(ours -> ours.key().equals(request.messageId()));
        shown.add(request.messageId() + ": -");
    }

    @Override
    public void tidy(TidyRequest request) {
        messages.values()
                .removeIf(ours ->
                        ours.key().equals(request.messageId()) && !ours.id().equals(request.place()));
        shown.add(request.messageId() + ": tidy");
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
