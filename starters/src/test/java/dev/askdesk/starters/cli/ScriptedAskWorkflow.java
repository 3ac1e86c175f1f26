package dev.askdesk.starters.cli;

import dev.askdesk.workflows.ask.AskWorkflow;
import dev.askdesk.workflows.ask.Cancel;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.Deletion;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.Reply;
import dev.askdesk.workflows.ask.ShowPanel;
import dev.askdesk.workflows.ask.Transcript;
import dev.askdesk.workflows.ask.Turn;
import dev.askdesk.workflows.ask.UserMessage;
import dev.askdesk.workflows.wire.Usage;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;

/** Replies without any model: asks back about "Adam", declines everything else by repeating it. */
public final class ScriptedAskWorkflow implements AskWorkflow {
    private final List<Turn> turns = new ArrayList<>();
    private boolean ended;

    @Override
    public Transcript converse(Conversation conversation) {
        Workflow.await(() -> ended);
        return transcript();
    }

    @Override
    public void userSaid(UserMessage message) {
        ask(message);
    }

    @Override
    public Reply ask(UserMessage message) {
        Reply reply = message.text().equals("Adam")
                ? new Reply.ClarifyingQuestion("Which Adam?", List.of("Adam Stone", "Adam Kessler"), Usage.NONE)
                : new Reply.Declined("heard: " + message.text(), Usage.NONE);
        turns.add(new Turn(message, "Finished", List.of(), List.of(), reply, null, List.of()));
        return reply;
    }

    @Override
    public void validateAsk(UserMessage message) {
        if (message.text().equals("refuse")) {
            throw ApplicationFailure.newNonRetryableFailure("Refused by the workflow.", "INVALID_MESSAGE");
        }
    }

    @Override
    public void cancelQuestion(Cancel cancel) {
        turns.removeIf(turn -> turn.message().messageId().equals(cancel.messageId()));
    }

    @Override
    public void edited(UserMessage message) {}

    @Override
    public void deleted(Deletion deletion) {}

    @Override
    public void show(ShowPanel wish) {}

    @Override
    public void rate(Feedback feedback) {
        turns.replaceAll(turn -> turn.message().messageId().equals(feedback.messageId())
                ? new Turn(turn.message(), turn.phase(), List.of(), List.of(), turn.reply(), feedback, List.of())
                : turn);
    }

    @Override
    public Transcript transcript() {
        return new Transcript(turns);
    }
}
