package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.Conversation.Incoming;
import dev.askdesk.workflows.ask.Conversation.Memory;
import dev.askdesk.workflows.ask.ReplyActivity.PostRequest;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The conversation: an inbox, one question at a time through {@link QuestionMachine}, and its memory. */
public final class AskWorkflowImpl implements AskWorkflow {
    /** Longest message that is taken, in characters. */
    public static final int MAX_TEXT = 4_000;
    /** Turns that are remembered, turns that keep their rows, and turns that the model is shown. */
    private static final int REMEMBERED = 50;

    private static final int WITH_ROWS = 5;
    private static final int SHOWN_TO_MODEL = 6;
    /** Replies for callers who ask again, and ids of messages that are not taken twice. */
    private static final int REPLIES = 100;

    private static final int SEEN_IDS = 1_000;

    private final Conversation conversation;
    private final Deque<Incoming> inbox = new ArrayDeque<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final List<Turn> turns = new ArrayList<>();
    /** Replies by the id of the message that they reply to, for callers who wait. */
    private final Map<String, Reply> replies = new LinkedHashMap<>();

    private final ReplyActivity channel = Workflow.newActivityStub(ReplyActivity.class, ActivityPolicies.delivery());
    private List<String> lastOptions = List.of();
    private @Nullable CancellationScope current;
    /** The message that the question in work replies to next: the question itself, or the latest clarification. */
    private @Nullable Incoming replyingTo;

    @WorkflowInit
    public AskWorkflowImpl(Conversation conversation) {
        this.conversation = conversation;
        Memory carried = conversation.carried();
        if (carried != null) {
            turns.addAll(carried.turns());
            seen.addAll(carried.seenMessageIds());
            lastOptions = carried.lastOptions();
            inbox.addAll(carried.waiting());
            turns.forEach(turn -> {
                Reply reply = turn.reply();
                if (reply != null) {
                    replies.put(turn.message().messageId(), reply);
                }
            });
        }
    }

    @Override
    public void converse(Conversation unused) {
        int answered = 0;
        while (isSpokenTo()) {
            answer(inbox.remove());
            answered++;
            boolean isLong = answered >= conversation.limits().questionsPerRun()
                    || Workflow.getInfo().isContinueAsNewSuggested();
            if (isLong && isSettled()) {
                Workflow.continueAsNew(
                        new Conversation(conversation.conversationId(), conversation.limits(), memory()));
            }
        }
    }

    /** Waits for a message; false when the conversation is over. */
    private boolean isSpokenTo() {
        return within(conversation.limits().idle(), () -> !inbox.isEmpty()) || !isSettled() || !inbox.isEmpty();
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
        Workflow.await(() -> Workflow.isEveryHandlerFinished() || !inbox.isEmpty());
        return Workflow.isEveryHandlerFinished();
    }

    private Memory memory() {
        return new Memory(
                turns.stream().map(Turn::withoutRows).toList(), List.copyOf(seen), List.copyOf(inbox), lastOptions);
    }

    private void answer(Incoming incoming) {
        UserMessage message = incoming.message();
        List<Exchange> history = turns.stream()
                .skip(Math.max(0, turns.size() - SHOWN_TO_MODEL))
                .map(Turn::asHistory)
                .toList();
        turns.add(new Turn(message, "Understanding", List.of(), List.of(), null, null));
        forgetOldTurns();
        replyingTo = incoming;
        showUser(message);
        Reply.Expired expired = missedReply(message);
        if (expired != null) {
            show(new Finished(Question.of(message, history, conversation.limits()), expired));
            reply(expired);
            replyingTo = null;
            return;
        }
        ConversationSteps steps = new ConversationSteps();
        current = Workflow.newCancellationScope(() -> {
            Reply reply = QuestionMachine.run(Question.of(message, history, conversation.limits()), steps, this::show);
            steps.finished = reply;
        });
        current.run();
        current = null;
        reply(required(steps.finished));
        replyingTo = null;
    }

    /** Gives a reply to the message that waits for one, the way its sender expects it. */
    private void reply(Reply reply) {
        Incoming to = required(replyingTo);
        int last = turns.size() - 1;
        Turn turn = turns.get(last);
        turns.set(
                last,
                new Turn(turn.message(), turn.phase(), turn.attempts(), turn.clarifications(), reply, turn.feedback()));
        give(to, reply);
    }

    private void give(Incoming to, Reply reply) {
        String messageId = to.message().messageId();
        if (to.deliver()) {
            deliver(new PostRequest(conversation.conversationId(), messageId, reply));
        }
        replies.put(messageId, reply);
        if (replies.size() > REPLIES) {
            replies.remove(replies.keySet().iterator().next());
        }
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
        int last = turns.size() - 1;
        Turn turn = turns.get(last);
        turns.set(
                last,
                new Turn(
                        turn.message(),
                        phase.label(),
                        question.attempts(),
                        question.clarifications(),
                        turn.reply(),
                        turn.feedback()));
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

    private void forgetOldTurns() {
        while (turns.size() > REMEMBERED) {
            turns.remove(0);
        }
        if (turns.size() > WITH_ROWS) {
            int old = turns.size() - WITH_ROWS - 1;
            turns.set(old, turns.get(old).withoutRows());
        }
    }

    @Override
    public void userSaid(UserMessage message) {
        // A signal cannot be refused; what an update's validator refuses is dropped here.
        if (refusal(message) == null) {
            take(new Incoming(message, true));
        } else {
            Workflow.getLogger(AskWorkflowImpl.class).warn("Dropped a message: {}", refusal(message));
        }
    }

    @Override
    public Reply ask(UserMessage message) {
        take(new Incoming(message, false));
        Workflow.await(() -> replies.containsKey(message.messageId()));
        return required(replies.get(message.messageId()));
    }

    @Override
    public void validateAsk(UserMessage message) {
        String refusal = refusal(message);
        if (refusal != null) {
            throw ApplicationFailure.newNonRetryableFailure(refusal, "INVALID_MESSAGE");
        }
        if (seen.contains(message.messageId()) && isForgotten(message.messageId())) {
            throw ApplicationFailure.newNonRetryableFailure("This message was replied to long ago.", "INVALID_MESSAGE");
        }
    }

    private boolean isForgotten(String messageId) {
        boolean waits = inbox.stream()
                .anyMatch(incoming -> incoming.message().messageId().equals(messageId));
        Incoming to = replyingTo;
        boolean inWork = to != null && to.message().messageId().equals(messageId);
        return !replies.containsKey(messageId) && !waits && !inWork;
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

    private void take(Incoming incoming) {
        if (!seen.add(incoming.message().messageId())) {
            return;
        }
        if (seen.size() > SEEN_IDS) {
            seen.remove(seen.iterator().next());
        }
        inbox.add(incoming);
    }

    @Override
    public void cancelQuestion(Cancel cancel) {
        CancellationScope running = current;
        if (running != null && isInWork(cancel.messageId())) {
            running.cancel("cancelled by the person");
            return;
        }
        inbox.stream()
                .filter(incoming -> incoming.message().messageId().equals(cancel.messageId()))
                .findFirst()
                .ifPresent(incoming -> {
                    inbox.remove(incoming);
                    give(
                            incoming,
                            new Reply.Failed("Cancelled before it was begun.", QuestionMachine.CANCELLED, Usage.NONE));
                });
    }

    private boolean isInWork(String messageId) {
        Incoming to = replyingTo;
        return turns.get(turns.size() - 1).message().messageId().equals(messageId)
                || (to != null && to.message().messageId().equals(messageId));
    }

    @Override
    public void rate(Feedback feedback) {
        for (int i = turns.size() - 1; i >= 0; i--) {
            if (turns.get(i).message().messageId().equals(feedback.messageId())) {
                turns.set(i, turns.get(i).with(feedback));
                return;
            }
        }
    }

    @Override
    public Transcript transcript() {
        return new Transcript(turns);
    }

    /** What to file the end under: the message itself already has the clarifying question as its reply. */
    private static Incoming notice(Incoming asked, String end) {
        UserMessage message = asked.message();
        return new Incoming(
                new UserMessage(message.messageId() + "/" + end, message.userId(), message.text(), message.sentAt()),
                asked.deliver());
    }

    /** A reply that came too late makes no question by itself: whoever picks an option of an expired one is told so. */
    private Reply.@Nullable Expired missedReply(UserMessage message) {
        if (turns.size() < 2) {
            return null;
        }
        Turn before = turns.get(turns.size() - 2);
        String text = message.text().strip();
        return before.reply() instanceof Reply.Expired expired
                        && lastOptions.stream().anyMatch(option -> option.equalsIgnoreCase(text))
                ? new Reply.Expired(expired.text(), Usage.NONE)
                : null;
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
            List<Incoming> earlier = List.copyOf(inbox);
            reply(clarifyingQuestion);
            lastOptions = clarifyingQuestion.options();
            try {
                within(conversation.limits().clarificationWait(), () -> sinceThen(earlier)
                        .isPresent());
            } catch (CanceledFailure cancelled) {
                replyingTo = notice(required(replyingTo), "cancelled");
                throw cancelled(cancelled);
            }
            Optional<Incoming> said = sinceThen(earlier);
            said.ifPresent(inbox::remove);
            replyingTo = said.orElseGet(() -> notice(required(replyingTo), "expired"));
            return said.map(Incoming::message);
        }

        private Optional<Incoming> sinceThen(List<Incoming> earlier) {
            return inbox.stream()
                    .filter(incoming -> !earlier.contains(incoming))
                    .findFirst();
        }
    }
}
