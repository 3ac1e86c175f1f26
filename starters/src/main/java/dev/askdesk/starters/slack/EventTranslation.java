package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.starters.slack.Heard.Called;
import dev.askdesk.starters.slack.Heard.Nothing;
import dev.askdesk.starters.slack.Heard.PaneOpened;
import dev.askdesk.starters.slack.Heard.Replied;
import dev.askdesk.starters.slack.Heard.Said;
import dev.askdesk.starters.slack.Heard.TooLong;
import dev.askdesk.workflows.ask.UserMessage;
import java.util.Set;

/**
 * An event of Slack, by its own words: what it means to Askdesk. Keeps nothing, calls nothing. A message is known by its
 * {@code ts}, not by the event's id: Slack sends one message as {@code message} and as {@code app_mention}, each with an
 * id of its own, and any event more than once.
 */
final class EventTranslation {
    /** Of messages that a person wrote; all others tell of joins, topics and the like. */
    private static final Set<String> WRITTEN = Set.of("", "file_share", "thread_broadcast");

    private final Self self;
    private final ChangeTranslation changes;

    EventTranslation(Self self) {
        this.self = self;
        this.changes = new ChangeTranslation(self);
    }

    /** @param payload the outer event, {@code event_callback} */
    Heard heard(JsonNode payload) {
        if (!isOurs(payload)) {
            return new Nothing("of another workspace or app");
        }
        JsonNode event = payload.path("event");
        return switch (event.path("type").asText()) {
            case "app_mention" -> message(event, true);
            case "message" ->
                switch (event.path("subtype").asText()) {
                    case "message_changed" -> changes.changed(event);
                    case "message_deleted" -> changes.deleted(event);
                    default -> message(event, false);
                };
            case "assistant_thread_started" -> pane(event.path("assistant_thread"));
            default -> new Nothing("an event that nobody needs");
        };
    }

    /** A channel shared with another organisation may have its team; whom the event is for is then said beside. */
    private boolean isOurs(JsonNode payload) {
        String app = self.appId();
        if (app != null && !app.equals(payload.path("api_app_id").asText(app))) {
            return false;
        }
        if (self.teamId().equals(payload.path("team_id").asText())) {
            return true;
        }
        for (JsonNode authorization : payload.path("authorizations")) {
            if (self.teamId().equals(authorization.path("team_id").asText())) {
                return true;
            }
        }
        return false;
    }

    private Heard message(JsonNode event, boolean mention) {
        SlackMessage message = SlackMessage.of(event, event.path("channel").asText(), self);
        if (!message.isWellFormed()) {
            return new Nothing("not a message of a channel");
        }
        if (!message.isByPerson() || !WRITTEN.contains(event.path("subtype").asText())) {
            return new Nothing("nobody wrote it");
        }
        if (event.path("hidden").asBoolean()) {
            return new Nothing("hidden");
        }
        boolean direct = message.isDirect(event);
        if (mention || direct) {
            return addressed(message, true);
        }
        if (message.text().mentionsUs()) {
            // Slack promises no mention's event for a direct message of several people; of one message both may come.
            return event.path("channel_type").asText().equals("mpim")
                    ? addressed(message, false)
                    : new Nothing("told of by its mention");
        }
        return message.isReply() ? reply(message) : new Nothing("not said to the app");
    }

    /** @param only whether no other event tells of this message, so that what is no question is replied to here */
    private static Heard addressed(SlackMessage message, boolean only) {
        String words = message.text().words();
        if (words.isEmpty()) {
            return only ? new Called(message.thread(), message.ts()) : new Nothing("told of by its mention");
        }
        if (words.length() > SlackMessage.LONGEST) {
            return only
                    ? new TooLong(message.thread(), message.ts(), message.userId(), words.length(), true)
                    : new Nothing("told of by its mention");
        }
        return !message.text().mentionsUs() && message.text().isPleasantry()
                ? new Nothing("a pleasantry")
                : new Said(message.thread(), said(message, words));
    }

    private static Heard reply(SlackMessage message) {
        String words = message.text().words();
        if (message.text().callsSomebodyElse()) {
            return new Nothing("said to somebody else");
        }
        if (message.text().isPleasantry()) {
            return new Nothing("a pleasantry");
        }
        return words.length() > SlackMessage.LONGEST
                ? new TooLong(message.thread(), message.ts(), message.userId(), words.length(), false)
                : new Replied(message.thread(), said(message, words));
    }

    static UserMessage said(SlackMessage message, String words) {
        return new UserMessage(message.ts(), message.userId(), words, SlackTime.of(message.ts()));
    }

    private static Heard pane(JsonNode pane) {
        Heard.Thread thread = new Heard.Thread(
                pane.path("channel_id").asText(), pane.path("thread_ts").asText());
        return SlackMessage.isChannel(thread.channel()) && SlackTime.isTs(thread.ts())
                ? new PaneOpened(thread)
                : new Nothing("no thread");
    }
}
