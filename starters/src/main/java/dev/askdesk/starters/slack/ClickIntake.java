package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.slack.Button;
import dev.askdesk.starters.slack.AskConversations.Presence;
import dev.askdesk.workflows.ask.ChatActivity.Panel;
import dev.askdesk.workflows.ask.Choice;
import dev.askdesk.workflows.ask.Feedback;
import dev.askdesk.workflows.ask.ShowPanel;
import dev.askdesk.workflows.ask.UserMessage;
import org.jspecify.annotations.Nullable;

/** Makes signals of clicks and of the form for corrections. */
final class ClickIntake {
    private final AskConversations conversations;
    private final SlackSide slack;
    private final @Nullable NoteRatings notes;
    private final Timings timings;

    ClickIntake(AskConversations conversations, SlackSide slack, @Nullable NoteRatings notes, Timings timings) {
        this.conversations = conversations;
        this.slack = slack;
        this.notes = notes;
        this.timings = timings;
    }

    /** @throws AskConversations.UnreachableException it is not safe; Slack shows the person that nothing happened */
    Ack clicked(JsonNode payload, long received) {
        Click.of(payload).ifPresent(click -> clicked(click, received));
        return Ack.OK;
    }

    private void clicked(Click click, long received) {
        if (click.isAboutNote()) {
            rateNote(click);
            return;
        }
        if (!click.isOfItsChannel()) {
            return;
        }
        switch (click.action()) {
            case STOP, OPTION -> askersOwn(click, received);
            case ANSWER -> show(click, Panel.ANSWER, received);
            case EVIDENCE -> show(click, Panel.EVIDENCE, received);
            case SQL -> show(click, Panel.SQL, received);
            case UP, DOWN -> rate(click, received);
            case WRONG -> slack.openCorrection(click.triggerId(), click.button());
            case NOTE_UP, NOTE_DOWN -> throw new IllegalStateException("taken above");
        }
    }

    private void rateNote(Click click) {
        if (notes == null) {
            slack.respond(click.responseUrl(), Texts.NO_RATINGS);
        } else {
            notes.rate(click.button().messageId(), click.userId(), click.action() == Button.Action.NOTE_UP);
            slack.respond(click.responseUrl(), Texts.NOTED);
        }
    }

    private void askersOwn(Click click, long received) {
        Button button = click.button();
        String option = button.option();
        if (!click.isByAsker()) {
            slack.respond(click.responseUrl(), Texts.NOT_YOURS);
        } else if (click.action() == Button.Action.STOP) {
            done(click, conversations.cancel(button.conversationId(), button.messageId()), received);
        } else if (option != null && !option.isBlank() && option.length() <= SlackMessage.LONGEST) {
            UserMessage message = new UserMessage(
                    Choice.id(click.button().messageId(), click.messageTs()), click.userId(), option, click.at());
            done(click, conversations.reply(button.conversationId(), message), received);
        }
    }

    private void show(Click click, Panel panel, long received) {
        ShowPanel wish = new ShowPanel(click.button().messageId(), click.userId(), panel);
        done(click, conversations.show(click.button().conversationId(), wish), received);
    }

    private void rate(Click click, long received) {
        boolean helpful = click.action() == Button.Action.UP;
        Feedback feedback = new Feedback(click.button().messageId(), click.userId(), helpful, null, null);
        Presence presence = conversations.rate(click.button().conversationId(), feedback);
        done(click, presence, received);
        if (presence == Presence.TOLD) {
            slack.respond(click.responseUrl(), Texts.NOTED);
        }
    }

    private void done(Click click, Presence presence, long received) {
        if (presence == Presence.TOLD) {
            timings.signalled(received);
        } else {
            slack.respond(click.responseUrl(), Texts.CLOSED);
        }
    }

    /** @param payload {@code view_submission} */
    Ack submitted(JsonNode payload, long received) {
        return CorrectionForm.read(payload)
                .map(form -> form.correction().isBlank() ? CorrectionForm.INCOMPLETE : correct(form, received))
                .orElse(Ack.OK);
    }

    private Ack correct(CorrectionForm.Filled form, long received) {
        Feedback feedback = new Feedback(form.messageId(), form.userId(), false, form.correction(), form.sql());
        Presence presence = conversations.rate(form.conversationId(), feedback);
        if (presence == Presence.TOLD) {
            timings.signalled(received);
        }
        slack.whisper(form.thread(), form.userId(), presence == Presence.TOLD ? Texts.NOTED : Texts.CLOSED);
        return Ack.OK;
    }
}
