package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.ask.ChatActivity.Access;
import dev.askdesk.workflows.ask.Conversation.Incoming;
import dev.askdesk.workflows.wire.SearchAttributes;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One question in work: from the message that asked it to its last reply, clarifying turns included. */
final class QuestionRun extends ActivitySteps {
    private final Floor floor;
    private final Conversation conversation;
    private final Channel channel;
    private final UserMessage asked;
    private final boolean again;

    /** The question as its asker's rights let it in. */
    private UserMessage admitted;
    /** The message that is replied to next: the question itself, or the latest clarification. */
    private Incoming replyingTo;

    private @Nullable CancellationScope machine;
    private @Nullable Reply finished;
    /** What was in the inbox when a clarifying question was posted, by ids; {@code null} while none waits. */
    private @Nullable List<String> earlier;
    /** Replies to clarifying questions: each has a message of ours. */
    private final List<UserMessage> clarifiedBy = new ArrayList<>();

    private Fate fate = Fate.WANTED;
    /** Whether it was stopped while no step was under way that could be cancelled. */
    private boolean stopped;

    private @Nullable Access access;
    /** Whether its replies may tell of what the asker alone was shown. */
    private boolean guarded;

    /** What became of the message that asked. */
    enum Fate {
        WANTED,
        /** Its words were changed, so it is asked anew. */
        EDITED,
        /** It was deleted, so nothing is to be left of it. */
        DELETED
    }

    QuestionRun(Floor floor, Channel channel, Incoming asked) {
        super(floor.conversation.conversationId());
        this.floor = floor;
        this.conversation = floor.conversation;
        this.channel = channel;
        this.asked = asked.message();
        this.again = asked.again();
        this.admitted = asked.message();
        this.replyingTo = asked;
    }

    /** Runs it to its end. The floor is its own, but for the time in which it waits for a person. */
    void run() {
        try {
            access = channel.access(asked);
            admitted = access == null ? asked : asked.in(access.roles());
            guarded = floor.turns.isHistoryPrivate(admitted.userId(), conversation.isChat());
            Question question = Question.of(
                    admitted, floor.turns.history(admitted.userId(), conversation.isChat()), conversation.limits());
            String refusal = access == null ? null : access.refusal();
            Reply known = refusal == null ? floor.turns.missedBy(admitted) : new Reply.Declined(refusal, Usage.NONE);
            floor.turns.begin(admitted);
            showUser();
            if (known == null) {
                channel.begin(admitted, again);
                known = runMachine(question);
            } else {
                show(new Finished(question, known));
            }
            // A refusal says nothing about data.
            boolean forAll = refusal != null || (fate == Fate.WANTED && channel.isForAll(admitted, known, guarded));
            end(question, known, forAll);
        } finally {
            floor.end(this);
        }
    }

    private Reply runMachine(Question question) {
        CancellationScope scope =
                Workflow.newCancellationScope(() -> finished = QuestionMachine.run(question, this, this::show));
        machine = scope;
        if (stopped || fate != Fate.WANTED) {
            scope.cancel("not wanted any more");
        }
        scope.run();
        machine = null;
        Reply reply = finished;
        if (reply == null) {
            throw new IllegalStateException("a question in work ends with a reply");
        }
        return reply;
    }

    /** Gives the last reply, unless nobody wants it any more: looking up who may see it takes its time. */
    private void end(Question question, Reply reply, boolean forAll) {
        if (fate != Fate.WANTED) {
            abandon();
        } else if (stopped && !isCancelled(reply)) {
            StepFailed cancelled = cancelled(null);
            Reply said = new Reply.Failed(cancelled.explanation(), cancelled.reason(), reply.usage());
            show(new Finished(question, said));
            give(replyingTo, said, true);
        } else {
            give(replyingTo, reply, forAll);
        }
    }

    private static boolean isCancelled(Reply reply) {
        return reply instanceof Reply.Failed failed && failed.reason().equals(QuestionMachine.CANCELLED);
    }

    /** Leaves nothing behind but, of a question that is asked anew, its own place. */
    private void abandon() {
        clarifiedBy.forEach(channel::withdraw);
        channel.leave();
        // It may have been edited first, and deleted by now.
        if (fate == Fate.DELETED) {
            channel.withdraw(asked);
        }
        floor.turns.forget(asked.messageId());
    }

    /** Gives a reply to the message that waits for one, the way its sender expects it. */
    private void give(Incoming to, Reply reply, boolean forAll) {
        floor.turns.reply(asked.messageId(), reply, !forAll);
        if (to.deliver()) {
            channel.reply(to.message(), admitted, reply, forAll);
        }
        floor.mailbox.replied(to.message().messageId(), reply);
    }

    @Override
    public Optional<UserMessage> askBack(Question question, Reply.ClarifyingQuestion clarifyingQuestion) {
        // What was sent before the person could read the question is no reply to it and is answered afterwards.
        List<String> before = floor.mailbox.waitingIds();
        Incoming to = replyingTo;
        boolean forAll = channel.isForAll(admitted, clarifyingQuestion, guarded);
        guarded |= !forAll;
        give(to, clarifyingQuestion, forAll);
        earlier = before;
        floor.leave(this);
        Optional<Incoming> said = Optional.empty();
        try {
            await(to);
            said = floor.mailbox.since(before, this::isReply);
            replyingTo = said.orElseGet(() -> notice(to, "expired"));
            said.ifPresent(floor.mailbox::remove);
            said.map(Incoming::message).ifPresent(this::takeReply);
        } catch (CanceledFailure cancelled) {
            replyingTo = notice(to, "cancelled");
            throw cancelled(cancelled);
        } finally {
            earlier = null;
            channel.settle(to.message(), admitted, clarifyingQuestion, forAll);
            floor.take(this);
        }
        return said.map(Incoming::message);
    }

    /** @throws StepFailed the asker may see something else by now than when they asked, which can be long ago */
    private void takeReply(UserMessage reply) {
        Access now = channel.access(asked);
        if (CancellationScope.current().isCancelRequested()) {
            throw new CanceledFailure("stopped while rights were looked up");
        }
        if (now != null && !now.equals(access)) {
            throw new StepFailed(
                    Problem.Kind.PERMISSION.name(),
                    now.refusal() == null ? "What you may see has changed since you asked. Ask again." : now.refusal(),
                    null);
        }
        clarifiedBy.add(reply);
        channel.begin(reply, false);
        floor.turns.clarifiedBy(asked.messageId(), reply);
    }

    /**
     * Waits for the asker's reply as long as the limits say, and reminds them where the channel does. Where others have
     * asked so much meanwhile that the run cannot wait, the question ends as if the time was over.
     */
    private void await(Incoming to) {
        Duration wait = conversation.limits().clarificationWait();
        Duration reminder = conversation.reminder();
        Instant until = Instant.ofEpochMilli(Workflow.currentTimeMillis()).plus(wait);
        if (reminder != null && reminder.compareTo(wait) < 0) {
            if (Floor.within(reminder, this::isWaitOver)) {
                return;
            }
            channel.remind(to.message(), admitted, until.toString());
            wait = wait.minus(reminder);
        }
        Floor.within(wait, this::isWaitOver);
    }

    private boolean isWaitOver() {
        List<String> before = earlier;
        boolean isReplied =
                before != null && floor.mailbox.since(before, this::isReply).isPresent();
        return isReplied || floor.isOverlong();
    }

    /** Whether a message is the reply to this question's clarifying question, and not a question of its own. */
    boolean claims(Incoming incoming) {
        List<String> before = earlier;
        return before != null && !before.contains(incoming.message().messageId()) && isReply(incoming);
    }

    /**
     * In a thread of several, only the asker settles what they meant, with something new, or with a click on an option of
     * this very question; at the command line there is one person.
     */
    private boolean isReply(Incoming incoming) {
        if (!conversation.isChat()) {
            return true;
        }
        UserMessage said = incoming.message();
        return said.userId().equals(asked.userId())
                && !incoming.again()
                && !said.sentAt().isBefore(replyingTo.message().sentAt())
                && (!Choice.isOne(said) || isAbout(Choice.question(said)));
    }

    /** Whether a message is the question, or what clarified it last. */
    boolean isAbout(String messageId) {
        return asked.messageId().equals(messageId)
                || replyingTo.message().messageId().equals(messageId);
    }

    UserMessage asked() {
        return asked;
    }

    boolean isAskedBy(String messageId) {
        return asked.messageId().equals(messageId);
    }

    /** The stop button. */
    void stop() {
        CancellationScope running = machine;
        if (running == null) {
            stopped = true;
        } else {
            running.cancel("cancelled by the person");
        }
    }

    /** Stops it without a reply. */
    void supersede(Fate other) {
        fate = other;
        stop();
    }

    @Override
    void waking(Question question) {
        floor.turns.show(asked.messageId(), Executing.WAKING);
        channel.show(Executing.WAKING);
        Workflow.setCurrentDetails("**" + Executing.WAKING + "** — question " + floor.turns.size());
    }

    private void show(Phase phase) {
        Question question = phase.question();
        floor.turns.show(asked.messageId(), phase);
        channel.show(phase.label());
        Workflow.setCurrentDetails("**" + phase.label() + "** — question " + floor.turns.size() + ", repairs "
                + question.attempts().size() + ", clarifications "
                + question.clarifications().size());
        if (conversation.limits().searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchAttributes.PHASE.valueSet(phase.label()));
        }
    }

    private void showUser() {
        if (conversation.limits().searchAttributes()) {
            Workflow.upsertTypedSearchAttributes(SearchAttributes.USER.valueSet(asked.userId()));
        }
    }

    /** What to file the end under: the message itself already has the clarifying question as its reply. */
    private static Incoming notice(Incoming to, String end) {
        UserMessage message = to.message();
        return new Incoming(
                new UserMessage(message.messageId() + "/" + end, message.userId(), message.text(), message.sentAt()),
                to.deliver());
    }
}
