package dev.askdesk.workflows.ask;

import dev.askdesk.workflows.wire.Usage;
import java.util.List;

/** A conversation that hears nothing and has nothing to tell, for tests that only need how it runs. */
public abstract class QuietAskWorkflow implements AskWorkflow {
    @Override
    public void userSaid(UserMessage message) {}

    @Override
    public Reply ask(UserMessage message) {
        return new Reply.Declined("", Usage.NONE);
    }

    @Override
    public void validateAsk(UserMessage message) {}

    @Override
    public void cancelQuestion(Cancel cancel) {}

    @Override
    public void edited(UserMessage message) {}

    @Override
    public void deleted(Deletion deletion) {}

    @Override
    public void show(ShowPanel wish) {}

    @Override
    public void rate(Feedback feedback) {}

    @Override
    public Transcript transcript() {
        return new Transcript(List.of());
    }
}
