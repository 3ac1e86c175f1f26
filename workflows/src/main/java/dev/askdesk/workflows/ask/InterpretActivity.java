package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.wire.Usage;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the model to word a result. */
@ActivityInterface
public interface InterpretActivity {

    @ActivityMethod(name = "Interpret")
    Interpretation interpret(InterpretRequest request);

    /**
     * @param question the question, with what clarified it
     * @param unsupported numbers of the last wording that the rows do not have; empty on the first try
     * @param asked the message that the rows answer; {@code null} in conversations of earlier versions
     */
    record InterpretRequest(
            String question,
            String sql,
            List<String> assumptions,
            Preview preview,
            long rowCount,
            boolean truncated,
            @Nullable String asOf,
            List<String> unsupported,
            @Nullable UserMessage asked) {
        public InterpretRequest {
            assumptions = List.copyOf(assumptions);
            unsupported = List.copyOf(unsupported);
        }
    }

    /** @param text the answer in words */
    record Interpretation(String text, Usage usage) {}
}
