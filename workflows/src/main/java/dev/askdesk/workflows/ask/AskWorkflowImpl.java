package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Conversation.Incoming;
import dev.askdesk.workflows.ask.Conversation.Memory;
import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.ask.ReplyActivity.PostRequest;
import dev.askdesk.workflows.wire.ActivityPolicies;
import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The conversation: an inbox, one question at a time through {@link QuestionMachine}, and its memory. */
public final class AskWorkflowImpl implements AskWorkflow {
    /** Longest message that is taken, in characters. */
    public static final int MAX_TEXT = 4_000;

    private final Conversation conversation;
    private final Mailbox mailbox = new Mailbox();
    private final Turns turns = new Turns();
    private final ReplyActivity channel = Workflow.newActivityStub(ReplyActivity.class, ActivityPolicies.delivery());
    private final FeedbackActivity judgements =
            Workflow.newActivityStub(FeedbackActivity.class, ActivityPolicies.delivery());
    /** One judgement is stored after the other: of two on the same reply, the later one counts. */
    private final WorkflowLock storing = Workflow.newWorkflowLock();

    private @Nullable CancellationScope current;
    /** The message that the question in work replies to next: the question itself, or the latest clarification. */
    private @Nullable Incoming replyingTo;

    @WorkflowInit
    public AskWorkflowImpl(Conversation conversation) {
        this.conversation = conversation;
        Memory carried = conversation.carried();
        if (carried != null) {
            turns.remember(carried);
            mailbox.remember(carried);
        }
    }

    @Override
    public Transcript converse(Conversation unused) {
        int answered = 0;
        while (isSpokenTo()) {
            answer(mailbox.next());
            answered++;
            boolean isLong = answered >= conversation.limits().questionsPerRun()
                    || Workflow.getInfo().isContinueAsNewSuggested();
            if (isLong && isSettled()) {
                Workflow.continueAsNew(conversation.next(turns.memory(mailbox)));
            }
        }
        return turns.transcript();
    }

    /** Waits for a message; false when the conversation is over. */
    private boolean isSpokenTo() {
        return within(conversation.limits().idle(), () -> !mailbox.isEmpty()) || !isSettled() || !mailbox.isEmpty();
    }

    /**
     * Waits until the condition holds or the time is over. The timer is cancelled: one left behind by each message
     * would wake a worker a day later for nothing.
     */
    private static boolean within(Duration time, Supplier<Boolean> condition) {
        CompletablePromise<Boolean> over = Workflow.newPromise();
        CancellationScope timer = Workflow.newCancellationScope(
                () -> Workflow.newTimer(time).handle((fired, cancelled) -> over.complete(cancelled == null)));
        timer.run();
        Workflow.await(() -> over.isCompleted() || condition.get());
        boolean holds = condition.get();
        timer.cancel();
        return holds;
    }

    /** Lets handlers finish; false when one of them waits for a message that is still to be answered. */
    private boolean isSettled() {
        Workflow.await(() -> Workflow.isEveryHandlerFinished() || !mailbox.isEmpty());
        return Workflow.isEveryHandlerFinished();
    }

    private void answer(Incoming incoming) {
        UserMessage message = incoming.message();
        Question question = Question.of(message, turns.history(), conversation.limits());
        Reply.Expired expired = turns.missedBy(message);
        turns.begin(message);
        replyingTo = incoming;
        showUser(message);
        if (expired != null) {
            show(new Finished(question, expired));
            reply(expired);
        } else {
            reply(runMachine(question));
        }
        replyingTo = null;
    }

    private Reply runMachine(Question question) {
        ConversationSteps steps = new ConversationSteps();
        current =
                Workflow.newCancellationScope(() -> steps.finished = QuestionMachine.run(question, steps, this::show));
        current.run();
        current = null;
        return required(steps.finished);
    }

    /** Gives a reply to the message that waits for one, the way its sender expects it. */
    private void reply(Reply reply) {
        Incoming to = required(replyingTo);
        turns.reply(reply);
        give(to, reply);
    }

    private void give(Incoming to, Reply reply) {
        String messageId = to.message().messageId();
        if (to.deliver()) {
            deliver(new PostRequest(conversation.conversationId(), messageId, reply));
        }
        mailbox.replied(messageId, reply);
    }

    private void deliver(PostRequest request) {
        try {
            // A cancelled question still gets its reply delivered.
            Workflow.newDetachedCancellationScope(() -> channel.post(request)).run();
        } catch (ActivityFailure undelivered) {
            // The transcript still has it, and whoever asks next is not to suffer for it.
            Workflow.getLogger(AskWorkflowImpl.class).error("A reply was not delivered.", undelivered);
        }
    }

    private void show(Phase phase) {
        Question question = phase.question();
        turns.show(phase);
        Workflow.setCurrentDetails("**" + phase.label() + "** — question " + turns.size() + ", repairs "
                + question.attempts().size() + ", clarifications "
                + question.clarifications().size());
        if (conversation.limits().searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(phase.label()));
        }
    }

    private void showUser(UserMessage message) {
        if (conversation.limits().searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchAttributes.USER.valueSet(message.userId()));
        }
    }

    @Override
    public void userSaid(UserMessage message) {
        // A signal cannot be refused; what an update's validator refuses is dropped here.
        if (refusal(message) == null) {
            mailbox.take(new Incoming(message, true));
        } else {
            Workflow.getLogger(AskWorkflowImpl.class).warn("Dropped a message: {}", refusal(message));
        }
    }

    @Override
    public Reply ask(UserMessage message) {
        mailbox.take(new Incoming(message, false));
        Workflow.await(() -> mailbox.replyTo(message.messageId()) != null);
        return required(mailbox.replyTo(message.messageId()));
    }

    @Override
    public void validateAsk(UserMessage message) {
        String refusal = refusal(message);
        if (refusal != null) {
            throw ApplicationFailure.newNonRetryableFailure(refusal, "INVALID_MESSAGE");
        }
        if (mailbox.hasSeen(message.messageId()) && isForgotten(message.messageId())) {
            throw ApplicationFailure.newNonRetryableFailure("This message was replied to long ago.", "INVALID_MESSAGE");
        }
    }

    private boolean isForgotten(String messageId) {
        Incoming to = replyingTo;
        boolean inWork = to != null && to.message().messageId().equals(messageId);
        return mailbox.replyTo(messageId) == null && mailbox.waiting(messageId).isEmpty() && !inWork;
    }

    private static @Nullable String refusal(UserMessage message) {
        if (message.text().isBlank()) {
            return "The message is empty. Ask a question.";
        }
        int length = message.text().length();
        return length <= MAX_TEXT
                ? null
                : "The message has " + length + " characters; at most " + MAX_TEXT
                        + " are taken. Ask it in fewer words.";
    }

    @Override
    public void cancelQuestion(Cancel cancel) {
        CancellationScope running = current;
        if (running != null && isInWork(cancel.messageId())) {
            running.cancel("cancelled by the person");
            return;
        }
        mailbox.waiting(cancel.messageId()).ifPresent(incoming -> {
            mailbox.remove(incoming);
            give(incoming, new Reply.Failed("Cancelled before it was begun.", QuestionMachine.CANCELLED, Usage.NONE));
        });
    }

    private boolean isInWork(String messageId) {
        Incoming to = replyingTo;
        return turns.isLast(messageId)
                || (to != null && to.message().messageId().equals(messageId));
    }

    @Override
    public void edited(UserMessage message) {}

    @Override
    public void deleted(Deletion deletion) {}

    @Override
    public void show(ShowPanel wish) {}

    @Override
    public void rate(Feedback feedback) {
        RatedTurn rated = turns.rate(conversation.conversationId(), feedback);
        if (rated == null) {
            Workflow.getLogger(AskWorkflowImpl.class).warn("Nobody remembers the message that was judged.");
            return;
        }
        // Conversations that began before judgements were kept go on without.
        if (Workflow.getVersion("feedback", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return;
        }
        storing.lock();
        try {
            // A conversation that is cancelled just now was judged all the same.
            Workflow.newDetachedCancellationScope(() -> judgements.store(rated)).run();
        } catch (ActivityFailure notStored) {
            // The transcript still has it.
            Workflow.getLogger(AskWorkflowImpl.class).error("A judgement was not stored.", notStored);
        } finally {
            storing.unlock();
        }
    }

    @Override
    public Transcript transcript() {
        return turns.transcript();
    }

    /** What to file the end under: the message itself already has the clarifying question as its reply. */
    private static Incoming notice(Incoming asked, String end) {
        UserMessage message = asked.message();
        return new Incoming(
                new UserMessage(message.messageId() + "/" + end, message.userId(), message.text(), message.sentAt()),
                asked.deliver());
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a question in work has a message and ends with a reply");
        }
        return value;
    }

    private final class ConversationSteps extends ActivitySteps {
        private @Nullable Reply finished;

        ConversationSteps() {
            super(conversation.conversationId());
        }

        @Override
        public Optional<UserMessage> askBack(Question question, Reply.ClarifyingQuestion clarifyingQuestion) {
            // What was sent before the person could read the question is no reply to it and is answered afterwards.
            List<Incoming> earlier = mailbox.waiting();
            reply(clarifyingQuestion);
            try {
                within(conversation.limits().clarificationWait(), () -> mailbox.since(earlier)
                        .isPresent());
            } catch (CanceledFailure cancelled) {
                replyingTo = notice(required(replyingTo), "cancelled");
                throw cancelled(cancelled);
            }
            Optional<Incoming> said = mailbox.since(earlier);
            said.ifPresent(mailbox::remove);
            said.map(Incoming::message).ifPresent(turns::clarifiedBy);
            replyingTo = said.orElseGet(() -> notice(required(replyingTo), "expired"));
            return said.map(Incoming::message);
        }
    }
}
