package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.Access;
import dev.askdesk.workflows.ask.ChatActivity.AccessRequest;
import dev.askdesk.workflows.ask.ChatActivity.Audience;
import dev.askdesk.workflows.ask.ChatActivity.AudienceRequest;
import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.ChatActivity.PanelRequest;
import dev.askdesk.workflows.ask.ChatActivity.ProgressRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReminderRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReplyRequest;
import dev.askdesk.workflows.ask.ChatActivity.TidyRequest;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a chat program, for one question in work. What is shown of its progress is done beside the question and
 * never holds it up; before its reply is written, no call about progress is under way any more, so none can take the
 * reply's place.
 */
final class ChatThread implements Channel {
    /** A state that is passed through sooner is not worth a call. */
    private static final Duration WORTH_SHOWING = Duration.ofSeconds(2);

    /** How long a reply that cannot be delivered keeps others waiting, until it is tried beside them. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** By when a post has surely been done, or never is, although its call was given up. */
    private static final Duration LATEST_POST = Duration.ofMinutes(1);

    /** From as many rows on, a result may need more than its message: the rows as a file, or a chart. */
    private static final int ROWS_FOR_FILES = 3;

    private final String conversationId;
    private final Places places;
    private final Errands errands;

    private final ChatActivity patient;
    private final ChatActivity persistent;
    private final ChatActivity once;
    private final ChatActivity brief;

    private @Nullable Promise<Void> following;
    private String phase = "";
    private boolean replying;

    ChatThread(String conversationId, Conversation.Chat chat, Places places, Errands errands) {
        this.conversationId = conversationId;
        this.places = places;
        this.errands = errands;
        String queue = chat.taskQueue();
        this.patient = Workflow.newActivityStub(ChatActivity.class, ActivityPolicies.chat(queue));
        this.persistent = Workflow.newActivityStub(ChatActivity.class, ActivityPolicies.chatReply(queue));
        this.once = Workflow.newActivityStub(ChatActivity.class, ActivityPolicies.chatOnce(queue));
        this.brief = Workflow.newActivityStub(ChatActivity.class, ActivityPolicies.panel(queue));
    }

    @Override
    public Access access(UserMessage message) {
        try {
            return patient.authorize(new AccessRequest(conversationId, message, true));
        } catch (ActivityFailure failure) {
            Workflow.getLogger(ChatThread.class).error("Nobody knows who asks.", failure);
            return new Access(
                    List.of(), "I could not find out what you may see, so I do not answer. Ask again in a while.");
        }
    }

    @Override
    public void begin(UserMessage message, boolean again) {
        phase = "Understanding";
        replying = false;
        // A call that was cancelled may still be done, after the reply: so none is, and each path ends this one.
        uncancelled(() -> following = Async.procedure(() -> follow(message, again)));
    }

    @Override
    public void show(String entered) {
        phase = entered;
    }

    private void follow(UserMessage message, boolean again) {
        String key = message.messageId();
        errands.stop(key);
        String shown = phase;
        try {
            places.put(key, once.begin(progress(message, shown, again)));
        } catch (ActivityFailure failed) {
            // The reply will look for the place, and make it.
            places.doubt(key);
            return;
        }
        while (!replying) {
            String known = shown;
            Workflow.await(() -> replying || !phase.equals(known));
            String entered = phase;
            if (replying || Floor.within(WORTH_SHOWING, () -> replying || !phase.equals(entered))) {
                continue;
            }
            shown = entered;
            tried(() -> once.progress(progress(message, entered, false)));
        }
    }

    /** Ends what is shown of progress, whether or not the question was stopped. */
    private void stopFollowing() {
        replying = true;
        Promise<Void> running = following;
        if (running != null) {
            Workflow.await(running::isCompleted);
        }
        following = null;
    }

    private ProgressRequest progress(UserMessage message, String shown, boolean again) {
        String key = message.messageId();
        return new ProgressRequest(
                conversationId, key, message.userId(), shown, places.of(key), again || places.isDoubted(key));
    }

    @Override
    public boolean isForAll(UserMessage message, Reply reply, boolean guarded) {
        String sql = reply instanceof Reply.Answer answer ? answer.evidence().sql() : null;
        boolean[] forAll = {false};
        uncancelled(() -> {
            Audience audience = patient.audience(new AudienceRequest(conversationId, message, sql, guarded));
            forAll[0] = audience.everybody();
        });
        return forAll[0];
    }

    @Override
    public void reply(UserMessage to, UserMessage message, Reply reply, boolean forAll) {
        errand(to, () -> deliver(to, message, reply, forAll));
    }

    private void deliver(UserMessage to, UserMessage message, Reply reply, boolean forAll) {
        ReplyRequest request = request(to, message, reply, forAll);
        try {
            places.put(to.messageId(), persistent.reply(request));
        } catch (ActivityFailure failed) {
            places.doubt(to.messageId());
            throw failed;
        }
        tidyLater(to);
        if (!forAll) {
            // What only one person sees cannot be looked for, so it is shown once at most: a button shows it again.
            Turn turn = Turn.begunBy(message).with(reply, true);
            tried(() -> once.show(new PanelRequest(conversationId, message.userId(), Panel.ANSWER, turn)));
        }
        if (reply instanceof Reply.Answer answer && answer.evidence().rowCount() >= ROWS_FOR_FILES) {
            tried(() -> brief.attach(request));
        }
    }

    private ReplyRequest request(UserMessage to, UserMessage message, Reply reply, boolean forAll) {
        return new ReplyRequest(conversationId, to.messageId(), message, reply, places.of(to.messageId()), forAll);
    }

    @Override
    public void settle(UserMessage to, UserMessage message, Reply.ClarifyingQuestion asked, boolean forAll) {
        if (asked.options().isEmpty() || !forAll) {
            return;
        }
        Reply settled = new Reply.ClarifyingQuestion(asked.text(), List.of(), asked.usage());
        uncancelled(() -> {
            errands.stop(to.messageId());
            once.settle(request(to, message, settled, true));
        });
    }

    @Override
    public void remind(UserMessage to, UserMessage message, String until) {
        uncancelled(() -> brief.remind(new ReminderRequest(conversationId, to.messageId(), message.userId(), until)));
    }

    @Override
    public void leave() {
        uncancelled(this::stopFollowing);
    }

    @Override
    public void withdraw(UserMessage message) {
        errand(message, () -> {
            persistent.remove(progress(message, phase, true));
            places.removed(message.messageId());
            tidyLater(message);
        });
    }

    /** Does something about our message, alone; what takes long goes on by itself, and whoever asks next does not wait. */
    private void errand(UserMessage about, Runnable work) {
        uncancelled(() -> {
            stopFollowing();
            errands.stop(about.messageId());
            Promise<Void> done = errands.begin(about.messageId(), () -> tried(work));
            Floor.within(PATIENCE, done::isCompleted);
        });
    }

    /** A post whose call was given up may be done later all the same: then it is taken away, when it is there. */
    private void tidyLater(UserMessage message) {
        String key = message.messageId();
        if (places.isDoubted(key)) {
            errands.begin(
                    key,
                    () -> tried(() -> {
                        Workflow.sleep(LATEST_POST);
                        brief.tidy(new TidyRequest(conversationId, key, places.of(key)));
                        places.trust(key);
                    }));
        }
    }

    /** Done even for a question that was stopped. */
    private static void uncancelled(Runnable work) {
        tried(Workflow.newDetachedCancellationScope(work));
    }

    /** What fails is logged, and nobody suffers for it; what is cancelled was overtaken by something newer. */
    private static void tried(Runnable work) {
        try {
            work.run();
        } catch (ActivityFailure | CanceledFailure failed) {
            Workflow.getLogger(ChatThread.class).warn("Something was not shown in the thread.", failed);
        }
    }
}
