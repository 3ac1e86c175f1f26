package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.Access;
import dev.askdesk.workflows.ask.ReplyActivity.PostRequest;
import dev.askdesk.workflows.wire.ActivityPolicies;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The other end of a conversation, as a question in work sees it. No method throws because the other end fails. */
interface Channel {

    /** What the author of a message may do; {@code null} where the catalog knows them by name, and nobody is kept out. */
    @Nullable
    Access access(UserMessage message);

    /**
     * Shows that a question, or what clarifies it, is in work.
     *
     * @param again whether it was before, with other words
     */
    void begin(UserMessage message, boolean again);

    /** The question has come into another state. */
    void show(String phase);

    /**
     * Whether a reply may be shown to all who take part, and not to its asker alone.
     *
     * @param message the question, with its asker
     * @param guarded whether the reply may tell more than its rows, since it drew on what the asker alone was shown
     */
    boolean isForAll(UserMessage message, Reply reply, boolean guarded);

    /**
     * Delivers a reply.
     *
     * @param to the message replied to
     * @param message the question, with its asker
     */
    void reply(UserMessage to, UserMessage message, Reply reply, boolean forAll);

    /** A clarifying question needs no reply any more: its options are taken away. */
    void settle(UserMessage to, UserMessage message, Reply.ClarifyingQuestion asked, boolean forAll);

    /** Reminds the asker of a clarifying question. */
    void remind(UserMessage to, UserMessage message, String until);

    /** Nothing more is shown of this run of a question, which is asked anew. */
    void leave();

    /** Nothing is to be left of what was shown in reply to a message. */
    void withdraw(UserMessage message);

    /** Of callers who wait, or read an outbox later: they are who they say, and only see replies. */
    final class OfCallers implements Channel {
        private final String conversationId;
        private final ReplyActivity outbox = Workflow.newActivityStub(ReplyActivity.class, ActivityPolicies.delivery());

        OfCallers(String conversationId) {
            this.conversationId = conversationId;
        }

        @Override
        public @Nullable Access access(UserMessage message) {
            return null;
        }

        @Override
        public void begin(UserMessage message, boolean again) {}

        @Override
        public void show(String phase) {}

        @Override
        public boolean isForAll(UserMessage message, Reply reply, boolean guarded) {
            return true;
        }

        @Override
        public void reply(UserMessage to, UserMessage message, Reply reply, boolean forAll) {
            try {
                // A cancelled question still gets its reply delivered.
                Workflow.newDetachedCancellationScope(
                                () -> outbox.post(new PostRequest(conversationId, to.messageId(), reply)))
                        .run();
            } catch (ActivityFailure undelivered) {
                // The transcript still has it, and whoever asks next is not to suffer for it.
                Workflow.getLogger(Channel.class).error("A reply was not delivered.", undelivered);
            }
        }

        @Override
        public void settle(UserMessage to, UserMessage message, Reply.ClarifyingQuestion asked, boolean forAll) {}

        @Override
        public void remind(UserMessage to, UserMessage message, String until) {}

        @Override
        public void leave() {}

        @Override
        public void withdraw(UserMessage message) {}
    }
}
