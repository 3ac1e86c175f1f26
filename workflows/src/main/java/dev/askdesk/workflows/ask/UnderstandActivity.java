package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.wire.Usage;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the model what to do about a question. */
@ActivityInterface
public interface UnderstandActivity {

    @ActivityMethod(name = "Understand")
    Understood understand(UnderstandRequest request);

    /**
     * @param history earlier exchanges of the conversation, oldest first
     * @param clarifications what was asked back and replied about this question, oldest first
     * @param attempts tries that failed, oldest first; the last one is to be repaired
     * @param variation 0 for the model's likeliest decision; from 1 on for others, to compare it with
     */
    record UnderstandRequest(
            UserMessage message,
            List<Exchange> history,
            List<Exchange> clarifications,
            Grounding grounding,
            List<Attempt> attempts,
            int variation) {
        public UnderstandRequest {
            history = List.copyOf(history);
            clarifications = List.copyOf(clarifications);
            attempts = List.copyOf(attempts);
        }
    }

    /**
     * @param usage what the call cost; names the model that decided
     * @param omission what the question asks for and the decided statement leaves out; {@code null} where nothing shows
     */
    record Understood(
            Decision decision, Usage usage, @Nullable Problem omission) {
        public Understood(Decision decision, Usage usage) {
            this(decision, usage, null);
        }
    }
}
