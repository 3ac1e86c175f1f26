package dev.askdesk.activities.ask;

import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.workflows.ask.InterpretActivity;

/** Interpret, by whichever model is set. */
public final class InterpretActivityImpl implements InterpretActivity {
    private final Analyst analyst;

    public InterpretActivityImpl(Analyst analyst) {
        this.analyst = analyst;
    }

    @Override
    public Interpretation interpret(InterpretRequest request) {
        return analyst.interpret(request);
    }
}
