package dev.askdesk.activities.ask;

import dev.askdesk.adapters.model.Analyst;
import dev.askdesk.workflows.ask.UnderstandActivity;

/** Understand, by whichever model is set. */
public final class UnderstandActivityImpl implements UnderstandActivity {
    private final Analyst analyst;

    public UnderstandActivityImpl(Analyst analyst) {
        this.analyst = analyst;
    }

    @Override
    public Understood understand(UnderstandRequest request) {
        return analyst.understand(request);
    }
}
