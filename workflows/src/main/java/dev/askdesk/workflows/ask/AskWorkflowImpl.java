package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.PanelRequest;
import dev.askdesk.workflows.ask.Conversation.Chat;
import dev.askdesk.workflows.ask.Conversation.Incoming;
import dev.askdesk.workflows.ask.FeedbackActivity.RatedTurn;
import dev.askdesk.workflows.wire.ActivityPolicies;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowLock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conversation: an inbox, one question at a time through {@link QuestionMachine}, and its memory. */
public final class AskWorkflowImpl implements AskWorkflow {
    /** Longest message that is taken, in characters. */
    public static final int MAX_TEXT = 4_000;

    /** How long a thread whose first message is not known waits for it: messages can overtake each other. */
    private static final Duration OVERTAKEN = Duration.ofSeconds(2);

    private final Conversation conversation;
    private final Floor floor;
    private final FeedbackActivity judgements =
            Workflow.newActivityStub(FeedbackActivity.class, ActivityPolicies.delivery());
    /** One judgement is stored after the other: of two on the same reply, the later one counts. */
    private final WorkflowLock storing = Workflow.newWorkflowLock();

    @WorkflowInit
    public AskWorkflowImpl(Conversation conversation) {
        this.conversation = conversation;
        this.floor = new Floor(conversation);
    }

    @Override
    public Transcript converse(Conversation unused) {
        try {
            awaitFirstMessage();
            while (isSpokenTo()) {
                Optional<Incoming> next = floor.next();
                next.ifPresent(this::answer);
                if ((next.isPresent() || conversation.isChat()) && isToContinue() && isSettled()) {
                    Workflow.continueAsNew(conversation.next(floor.memory()));
                }
            }
        } catch (CanceledFailure cancelled) {
            Workflow.newDetachedCancellationScope(this::endCancelled).run();
            throw cancelled;
        }
        return floor.turns.transcript();
    }

    private void awaitFirstMessage() {
        if (conversation.isChat() && conversation.carried() == null) {
            Workflow.await(() -> !floor.mailbox.isEmpty());
            String first = conversation.conversationId().replaceFirst(".*/", "");
            if (!floor.mailbox.hasSeen(first)) {
                Floor.within(OVERTAKEN, () -> floor.mailbox.hasSeen(first));
            }
        }
    }

    /** Questions that wait for a person, or for their turn, are cancelled with the conversation, and say so. */
    private void endCancelled() {
        Workflow.await(floor::isQuiet);
        if (conversation.isChat()) {
            floor.mailbox.waiting().forEach(this::cancelWaiting);
            Workflow.await(floor.errands::areDone);
        }
    }

    /** Waits for a message, or until the run is too long; false when the conversation is over. */
    private boolean isSpokenTo() {
        return Floor.within(conversation.limits().idle(), this::isSomethingToDo)
                || !floor.isQuiet()
                || !isSettled()
                || !floor.mailbox.isEmpty();
    }

    private boolean isSomethingToDo() {
        // Clicks alone can make a chat's run long, too.
        return floor.next().isPresent() || (conversation.isChat() && isToContinue() && isAllDone());
    }

    private boolean isToContinue() {
        return floor.isLong() && floor.isQuiet();
    }

    private boolean isAllDone() {
        return Workflow.isEveryHandlerFinished() && floor.errands.areDone();
    }

    /** Lets handlers and errands finish; false when a handler waits for a message that is still to be answered. */
    private boolean isSettled() {
        Workflow.await(() -> isAllDone() || !floor.mailbox.isEmpty());
        return isAllDone();
    }

    /** Returns when the question has ended or, in a chat program, waits for its asker. */
    private void answer(Incoming incoming) {
        floor.mailbox.remove(incoming);
        UserMessage said = incoming.message();
        if (Choice.isOne(said) && floor.turns.missedBy(said) == null) {
            // An option of a question that is settled: nobody asks by it.
            return;
        }
        QuestionRun run = new QuestionRun(floor, channel(), incoming);
        floor.begin(run);
        if (!conversation.isChat()) {
            run.run();
            return;
        }
        Promise<Void> ended = Async.procedure(run::run);
        // Even where the conversation is cancelled, its question ends with a reply first.
        Workflow.newDetachedCancellationScope(() -> Workflow.await(() -> ended.isCompleted() || floor.isFree()))
                .run();
        if (ended.isCompleted()) {
            ended.get();
        }
    }

    private Channel channel() {
        Chat chat = conversation.chat();
        return chat == null
                ? new Channel.OfCallers(conversation.conversationId())
                : new ChatThread(conversation.conversationId(), chat, floor.places, floor.errands);
    }

    @Override
    public void userSaid(UserMessage message) {
        // A signal cannot be refused; what an update's validator refuses is dropped here.
        if (refusal(message) == null) {
            floor.mailbox.take(new Incoming(message, true));
        } else {
            Workflow.getLogger(AskWorkflowImpl.class).warn("Dropped a message: {}", refusal(message));
        }
    }

    @Override
    public Reply ask(UserMessage message) {
        floor.mailbox.take(new Incoming(message, false));
        Workflow.await(() -> floor.mailbox.replyTo(message.messageId()) != null);
        Reply reply = floor.mailbox.replyTo(message.messageId());
        if (reply == null) {
            throw new IllegalStateException("what was waited for is there");
        }
        return reply;
    }

    @Override
    public void validateAsk(UserMessage message) {
        String refusal = refusal(message);
        if (refusal != null) {
            throw ApplicationFailure.newNonRetryableFailure(refusal, "INVALID_MESSAGE");
        }
        if (floor.mailbox.hasSeen(message.messageId()) && isForgotten(message.messageId())) {
            throw ApplicationFailure.newNonRetryableFailure("This message was replied to long ago.", "INVALID_MESSAGE");
        }
    }

    private boolean isForgotten(String messageId) {
        return floor.mailbox.replyTo(messageId) == null
                && floor.mailbox.waiting(messageId).isEmpty()
                && floor.runs().stream().noneMatch(run -> run.isAbout(messageId));
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
        Optional<QuestionRun> running = floor.runs().stream()
                .filter(run -> run.isAbout(cancel.messageId()))
                .findFirst();
        if (running.isPresent()) {
            running.get().stop();
            return;
        }
        floor.mailbox.waiting(cancel.messageId()).ifPresent(this::cancelWaiting);
    }

    private void cancelWaiting(Incoming incoming) {
        floor.mailbox.remove(incoming);
        UserMessage message = incoming.message();
        Reply stopped = new Reply.Failed("Cancelled before it was begun.", QuestionMachine.CANCELLED, Usage.NONE);
        if (incoming.deliver()) {
            channel().reply(message, message, stopped, true);
        }
        floor.mailbox.replied(message.messageId(), stopped);
    }

    @Override
    public void edited(UserMessage message) {
        if (refusal(message) != null || floor.mailbox.isDeleted(message.messageId())) {
            return;
        }
        if (!floor.mailbox.hasSeen(message.messageId())) {
            floor.mailbox.editedAhead(message);
            return;
        }
        Optional<Incoming> waiting = floor.mailbox.waiting(message.messageId());
        Optional<QuestionRun> running = running(message.messageId());
        Optional<Instant> known = waiting.map(incoming -> incoming.message().sentAt())
                .or(() -> running.map(run -> run.asked().sentAt()))
                .or(() -> floor.turns.asked(message.messageId()).map(UserMessage::sentAt));
        if (known.isEmpty() || !message.sentAt().isAfter(known.get())) {
            return;
        }
        waiting.ifPresent(floor.mailbox::remove);
        running.ifPresent(run -> run.supersede(QuestionRun.Fate.EDITED));
        boolean again = waiting.map(Incoming::again).orElse(true);
        floor.mailbox.again(new Incoming(message, true, again));
    }

    @Override
    public void deleted(Deletion deletion) {
        String id = deletion.messageId();
        floor.mailbox.deleted(id);
        Optional<Incoming> waiting = floor.mailbox.waiting(id);
        waiting.ifPresent(floor.mailbox::remove);
        Optional<QuestionRun> running = running(id);
        running.ifPresent(run -> run.supersede(QuestionRun.Fate.DELETED));
        boolean isUnanswered = floor.turns.asked(id).isEmpty();
        if (running.isEmpty()
                && isUnanswered
                && waiting.isPresent()
                && waiting.get().again()) {
            // It was edited in work and not begun anew: its progress is there still.
            channel().withdraw(waiting.get().message());
        }
    }

    private Optional<QuestionRun> running(String messageId) {
        return floor.runs().stream().filter(run -> run.isAskedBy(messageId)).findFirst();
    }

    @Override
    public void show(ShowPanel wish) {
        Chat chat = conversation.chat();
        if (chat == null) {
            return;
        }
        ChatActivity thread = Workflow.newActivityStub(ChatActivity.class, ActivityPolicies.panel(chat.taskQueue()));
        Turn turn = floor.turns.of(wish.messageId()).orElse(null);
        PanelRequest request = new PanelRequest(conversation.conversationId(), wish.userId(), wish.panel(), turn);
        try {
            // A click in a conversation that is cancelled just now is no reason to end before its replies.
            Workflow.newDetachedCancellationScope(() -> thread.show(request)).run();
        } catch (ActivityFailure notShown) {
            Workflow.getLogger(AskWorkflowImpl.class).error("A panel was not shown.", notShown);
        }
    }

    @Override
    public void rate(Feedback feedback) {
        RatedTurn rated = floor.turns.rate(conversation.conversationId(), feedback);
        if (rated == null) {
            Workflow.getLogger(AskWorkflowImpl.class).warn("Nobody remembers the message that was judged.");
            return;
        }
        // Conversations that began before judgements were kept go on without.
        if (Workflow.getVersion("feedback", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
            return;
        }
        // A conversation that is cancelled just now was judged all the same.
        Workflow.newDetachedCancellationScope(() -> store(rated)).run();
    }

    private void store(RatedTurn rated) {
        storing.lock();
        try {
            judgements.store(rated);
        } catch (ActivityFailure notStored) {
            // The transcript still has it.
            Workflow.getLogger(AskWorkflowImpl.class).error("A judgement was not stored.", notStored);
        } finally {
            storing.unlock();
        }
    }

    @Override
    public Transcript transcript() {
        return floor.turns.transcript();
    }
}
