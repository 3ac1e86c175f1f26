package dev.askdesk.adapters.model;

import dev.askdesk.workflows.ask.InterpretActivity.InterpretRequest;
import dev.askdesk.workflows.ask.InterpretActivity.Interpretation;
import dev.askdesk.workflows.ask.UnderstandActivity.UnderstandRequest;
import dev.askdesk.workflows.ask.UnderstandActivity.Understood;

/**
 * Port of what decides on a question and words its result: a language model behind prompts, or the offline model.
 * Implementations are safe for use by several threads and throw {@link dev.askdesk.adapters.OutsideException}.
 */
public interface Analyst {
    /** Name shown in the evidence, for example {@code gpt-4o-mini} or {@code offline}. */
    String name();

    Understood understand(UnderstandRequest request);

    Interpretation interpret(InterpretRequest request);

    /** About how many tokens the request is read as, rather more than fewer; 0 where no tokens are read. */
    default long promptTokens(UnderstandRequest request) {
        return 0;
    }

    /** The same of the other request. */
    default long promptTokens(InterpretRequest request) {
        return 0;
    }
}
