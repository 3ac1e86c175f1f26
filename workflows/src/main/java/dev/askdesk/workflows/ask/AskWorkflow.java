package dev.askdesk.workflows.ask;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** One conversation about the fund's data. Its workflow id is the thread: {@code ask/<channel>/<thread>}. */
@WorkflowInterface
public interface AskWorkflow {

    /** Waits for messages, replies to each in turn, and ends after an idle time, with what is remembered of it. */
    @WorkflowMethod
    Transcript converse(Conversation conversation);

    /** A message of the thread. Its reply is delivered to the channel. A message id seen before is ignored. */
    @SignalMethod
    void userSaid(UserMessage message);

    /** The same for a caller who waits for the reply. A message id seen before gets the reply that it got. */
    @UpdateMethod
    Reply ask(UserMessage message);

    @UpdateValidatorMethod(updateName = "ask")
    void validateAsk(UserMessage message);

    /** The stop button. */
    @SignalMethod
    void cancelQuestion(Cancel cancel);

    /**
     * A message of the thread was rewritten: same id, other words, and {@code sentAt} is when that was. Its question is
     * asked anew, in the same place; what is not newer than the words that are known is ignored.
     */
    @SignalMethod
    void edited(UserMessage message);

    /** A message of the thread was deleted. A question that is in work or waits is stopped, and leaves nothing behind. */
    @SignalMethod
    void deleted(Deletion deletion);

    /** Somebody wants to see something about an answer, for their own eyes. */
    @SignalMethod
    void show(ShowPanel wish);

    /** Thumbs up or down. */
    @SignalMethod
    void rate(Feedback feedback);

    /** The conversation so far, with phase, SQL, evidence and cost of each turn. */
    @QueryMethod
    Transcript transcript();
}
