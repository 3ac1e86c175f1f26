package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.starters.slack.Heard.Deleted;
import dev.askdesk.starters.slack.Heard.Edited;
import dev.askdesk.starters.slack.Heard.Nothing;
import dev.askdesk.starters.slack.Heard.TooLong;
import dev.askdesk.workflows.ask.UserMessage;
import java.time.Instant;

/** Messages that were rewritten or deleted. */
final class ChangeTranslation {
    /** What stays of a thread's first message when it is deleted and has replies, as each question of ours has. */
    private static final String TOMBSTONE = "tombstone";

    private final Self self;

    ChangeTranslation(Self self) {
        this.self = self;
    }

    Heard changed(JsonNode event) {
        String channel = event.path("channel").asText();
        SlackMessage now = SlackMessage.of(event.path("message"), channel, self);
        SlackMessage before = SlackMessage.of(event.path("previous_message"), channel, self);
        if (event.path("message").path("subtype").asText().equals(TOMBSTONE)) {
            return gone(before, now.ts(), event);
        }
        if (!now.isWellFormed() || !now.isByPerson()) {
            return new Nothing("nobody wrote it");
        }
        String words = now.text().words();
        // Slack tells of a link's preview, of a pin and of a new reply in the same way.
        if (words.equals(before.text().words())
                && now.text().mentionsUs() == before.text().mentionsUs()) {
            return new Nothing("the same words");
        }
        if (!before.isWellFormed() && !event.path("message").hasNonNull("edited")) {
            return new Nothing("not known to be rewritten");
        }
        return words.isEmpty() ? new Nothing("no words") : rewritten(now, before, words, event);
    }

    private static Heard rewritten(SlackMessage now, SlackMessage before, String words, JsonNode event) {
        boolean newly = now.text().mentionsUs() && !before.text().mentionsUs();
        boolean concerns = isConcerned(now, event) || isConcerned(before, event);
        if (!concerns) {
            return new Nothing("not said to the app");
        }
        if (words.length() > SlackMessage.LONGEST) {
            return new TooLong(now.thread(), now.ts(), now.userId(), words.length(), newly);
        }
        UserMessage said = new UserMessage(now.ts(), now.userId(), words, changedAt(event, now));
        return new Edited(now.thread(), said, isAddressed(now, event), newly);
    }

    /** When it was rewritten, by which an older or repeated delivery is known. */
    private static Instant changedAt(JsonNode event, SlackMessage now) {
        String at = event.path("message")
                .path("edited")
                .path("ts")
                .asText(event.path("ts").asText());
        return SlackTime.of(SlackTime.isTs(at) ? at : now.ts());
    }

    Heard deleted(JsonNode event) {
        SlackMessage before = SlackMessage.of(
                event.path("previous_message"), event.path("channel").asText(), self);
        return gone(before, event.path("deleted_ts").asText(before.ts()), event);
    }

    private static Heard gone(SlackMessage before, String ts, JsonNode event) {
        if (!before.isWellFormed() || !before.ts().equals(ts)) {
            return new Nothing("not known what it was");
        }
        return before.isByPerson() && isConcerned(before, event)
                ? new Deleted(before.thread(), before.ts(), isAddressed(before, event))
                : new Nothing("not said to the app");
    }

    private static boolean isConcerned(SlackMessage message, JsonNode event) {
        return message.isReply() || isAddressed(message, event);
    }

    private static boolean isAddressed(SlackMessage message, JsonNode event) {
        return message.isDirect(event) || message.text().mentionsUs();
    }
}
