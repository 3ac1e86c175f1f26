package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.starters.slack.AskConversations.Presence;
import dev.askdesk.starters.slack.Heard.Called;
import dev.askdesk.starters.slack.Heard.Deleted;
import dev.askdesk.starters.slack.Heard.Edited;
import dev.askdesk.starters.slack.Heard.PaneOpened;
import dev.askdesk.starters.slack.Heard.Replied;
import dev.askdesk.starters.slack.Heard.Said;
import dev.askdesk.starters.slack.Heard.TooLong;
import dev.askdesk.workflows.ask.Conversation;
import dev.askdesk.workflows.ask.UserMessage;
import java.time.Duration;
import java.time.InstantSource;

/** Makes signals of what was heard. */
final class EventIntake {
    private final EventTranslation translation;
    private final AskConversations conversations;
    private final SlackSide slack;
    private final OurThreads ours;
    private final Timings timings;

    /** Messages whose sender was told something: Slack may send them again. */
    private final Remembered told;

    EventIntake(Self self, AskConversations conversations, SlackSide slack, Timings timings, InstantSource clock) {
        this.translation = new EventTranslation(self);
        this.conversations = conversations;
        this.slack = slack;
        this.ours = new OurThreads(self, slack, clock);
        this.timings = timings;
        this.told = new Remembered(10_000, Duration.ofHours(1), clock);
    }

    /** @throws AskConversations.UnreachableException it is not safe yet, and is to come again */
    Ack take(JsonNode payload, long received) {
        Heard heard = translation.heard(payload);
        if (heard instanceof Said said) {
            say(said.thread(), said.message(), received);
        } else if (heard instanceof Replied replied) {
            reply(replied, received);
        } else if (heard instanceof Edited edited) {
            edit(edited, received);
        } else if (heard instanceof Deleted deleted) {
            delete(deleted, received);
        } else {
            tell(heard);
        }
        return Ack.OK;
    }

    private void say(Heard.Thread thread, UserMessage message, long received) {
        conversations.say(thread.channel(), thread.ts(), message);
        timings.signalled(received);
    }

    /** A reply to a conversation that ended begins it anew; one in any other thread is not for the app. */
    private void reply(Replied replied, long received) {
        Heard.Thread thread = replied.thread();
        Presence presence = conversations.reply(id(thread), replied.message());
        if (presence == Presence.TOLD) {
            timings.signalled(received);
        } else if (presence == Presence.CLOSED || ours.isOurs(thread)) {
            say(thread, replied.message(), received);
        }
    }

    /**
     * What an edit makes a question is asked; so is a question that is overtaken by its own edit. A conversation that had
     * the message already has the edit, and drops what is said a second time.
     */
    private void edit(Edited edited, long received) {
        Presence presence = conversations.edited(id(edited.thread()), edited.message());
        boolean overtook = presence == Presence.UNKNOWN
                && edited.addressed()
                && ours.mayBeOnItsWay(edited.message().messageId());
        if (edited.newly() || overtook) {
            say(edited.thread(), edited.message(), received);
        } else {
            counted(presence, received);
        }
    }

    /** @throws AskConversations.UnreachableException the question may still come, and would be asked after its deletion */
    private void delete(Deleted deleted, long received) {
        Presence presence = conversations.deleted(id(deleted.thread()), deleted.messageId());
        if (presence == Presence.UNKNOWN && deleted.addressed() && ours.mayBeOnItsWay(deleted.messageId())) {
            throw new AskConversations.UnreachableException("what was deleted has not come yet");
        }
        counted(presence, received);
    }

    private void tell(Heard heard) {
        if (heard instanceof Called called && told.add(key(called.thread(), called.messageId()))) {
            slack.post(called.thread(), Texts.HELP);
        } else if (heard instanceof PaneOpened pane) {
            slack.greet(pane.thread());
        } else if (heard instanceof TooLong tooLong
                && (tooLong.addressed() || conversations.isKnown(id(tooLong.thread())))
                && told.add(key(tooLong.thread(), tooLong.messageId()))) {
            slack.whisper(tooLong.thread(), tooLong.userId(), Texts.tooLong(tooLong.length()));
        }
    }

    private static String key(Heard.Thread thread, String messageId) {
        return thread.channel() + "/" + messageId;
    }

    private void counted(Presence presence, long received) {
        if (presence == Presence.TOLD) {
            timings.signalled(received);
        }
    }

    private static String id(Heard.Thread thread) {
        return Conversation.threadId(thread.channel(), thread.ts());
    }
}
