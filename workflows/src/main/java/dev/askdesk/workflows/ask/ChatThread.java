package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.Access;
import dev.askdesk.workflows.ask.ChatActivity.AccessRequest;
import dev.askdesk.workflows.ask.ChatActivity.Audience;
import dev.askdesk.workflows.ask.ChatActivity.AudienceRequest;
import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.ChatActivity.PanelRequest;
import dev.askdesk.workflows.ask.ChatActivity.Place;
import dev.askdesk.workflows.ask.ChatActivity.ProgressRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReminderRequest;
import dev.askdesk.workflows.ask.ChatActivity.ReplyRequest;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a chat program, for one question in work. What is shown of its progress is done beside the question and
 * never holds it up; before its reply is written, no call about progress is under way any more, so none can take the
 * reply's place.
 */
final class ChatThread implements Channel {
    /** A state that is passed through sooner is not worth a call. */
    private static final Duration WORTH_SHOWING = Duration.ofSeconds(2);

    /** From as many rows on, a result may need more than its message: the rows as a file, or a chart. */
    private static final int ROWS_FOR_FILES = 3;

    private static final int PLACES = 200;

    private final String conversationId;
    private final ChatActivity patient;
    private final ChatActivity once;
    private final Places places;

    private @Nullable Promise<Void> following;
    private String phase = "";
    private boolean replying;

    /** Our messages by the message that each replies to, for the conversation's life. */
    static final class Places {
        private final Map<String, String> byMessage = new LinkedHashMap<>();

        @Nullable
        String of(String messageId) {
            return byMessage.get(messageId);
        }

        /** Whether a message of ours was made for this conversation, and what it replied to. */
        void put(String messageId, Place place) {
            String ours = place.messageId();
            if (ours != null) {
                byMessage.put(messageId, ours);
                if (byMessage.size() > PLACES) {
                    byMessage.remove(byMessage.keySet().iterator().next());
                }
            }
        }
    }

    ChatThread(String conversationId, Conversation.Chat chat, Places places) {
        this.conversationId = conversationId;
        this.places = places;
        this.patient = Workflow.newActivityStub(ChatActivity.class, ActivityPolicies.chat(chat.taskQueue()));
        this.once = Workflow.newActivityStub(ChatActivity.class, ActivityPolicies.chatOnce(chat.taskQueue()));
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
    public void begin(UserMessage message) {
        phase = "Understanding";
        replying = false;
        following = Async.procedure(() -> follow(message));
    }

    @Override
    public void show(String entered) {
        phase = entered;
    }

    private void follow(UserMessage message) {
        String shown = phase;
        try {
            places.put(message.messageId(), once.begin(progress(message, shown)));
        } catch (ActivityFailure failed) {
            // The reply will look for the place, and make it.
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
            try {
                once.progress(progress(message, entered));
            } catch (ActivityFailure missed) {
                Workflow.getLogger(ChatThread.class).debug("A step was not shown.", missed);
            }
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

    private ProgressRequest progress(UserMessage message, String shown) {
        return new ProgressRequest(
                conversationId, message.messageId(), message.userId(), shown, places.of(message.messageId()));
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
        uncancelled(() -> {
            stopFollowing();
            ReplyRequest request = request(to, message, reply, forAll);
            places.put(to.messageId(), patient.reply(request));
            if (reply instanceof Reply.Answer answer && answer.evidence().rowCount() >= ROWS_FOR_FILES) {
                patient.attach(request);
            }
            if (!forAll) {
                // What only one person sees cannot be looked for, so it is shown once at most: a button shows it again.
                once.show(new PanelRequest(
                        conversationId,
                        message.userId(),
                        Panel.ANSWER,
                        Turn.begunBy(message).with(reply, true)));
            }
        });
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
        uncancelled(() -> once.settle(request(to, message, settled, true)));
    }

    @Override
    public void remind(UserMessage to, UserMessage message, String until) {
        uncancelled(() -> patient.remind(new ReminderRequest(conversationId, to.messageId(), message.userId(), until)));
    }

    @Override
    public void leave() {
        uncancelled(this::stopFollowing);
    }

    @Override
    public void withdraw(UserMessage message) {
        uncancelled(() -> {
            stopFollowing();
            patient.remove(progress(message, phase));
        });
    }

    /** Done even for a question that was stopped; what fails is logged, and whoever asks next does not suffer for it. */
    private static void uncancelled(Runnable work) {
        try {
            Workflow.newDetachedCancellationScope(work).run();
        } catch (ActivityFailure failed) {
            Workflow.getLogger(ChatThread.class).error("Something was not shown in the thread.", failed);
        }
    }
}
