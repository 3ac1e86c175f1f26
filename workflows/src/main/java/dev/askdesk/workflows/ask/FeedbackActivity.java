package dev.askdesk.workflows.ask;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;

/** Keeps what people think of replies, for a steward to go through. */
@ActivityInterface
public interface FeedbackActivity {

    /** Stores a judgement with all that it is about; the same person's earlier one on the same reply is replaced. */
    @ActivityMethod(name = "StoreFeedback")
    void store(RatedTurn rated);

    /**
     * @param conversationId of the workflow
     * @param turn with the feedback
     * @param history the exchanges before it, which a question such as "and in 2022?" needs to be understood
     */
    record RatedTurn(String conversationId, Turn turn, List<Exchange> history) {
        public RatedTurn {
            history = List.copyOf(history);
        }

        public RatedTurn judgedAnew(Feedback feedback) {
            return new RatedTurn(conversationId, turn.with(feedback), history);
        }
    }
}
