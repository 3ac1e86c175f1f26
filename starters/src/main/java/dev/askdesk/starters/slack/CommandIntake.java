package dev.askdesk.starters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code /ask}. */
final class CommandIntake {
    private final Self self;
    private final @Nullable CommandStarter starter;

    CommandIntake(Self self, @Nullable CommandStarter starter) {
        this.self = self;
        this.starter = starter;
    }

    /** @param payload Slack's form of a command */
    Ack take(JsonNode payload) {
        String text = new MessageText(payload.path("text").asText(), self.userId()).words();
        String channel = payload.path("channel_id").asText();
        String userId = payload.path("user_id").asText();
        String id = payload.path("trigger_id").asText();
        if (text.isEmpty() || text.toLowerCase(Locale.ROOT).equals("help")) {
            return Ack.whisper(Texts.HELP);
        }
        if (!SlackMessage.isChannel(channel) || !SlackMessage.isChannel(userId) || id.isBlank()) {
            return Ack.OK;
        }
        if (text.length() > SlackMessage.LONGEST) {
            return Ack.whisper(Texts.tooLong(text.length()));
        }
        if (starter == null) {
            return Ack.whisper(Texts.NO_COMMAND);
        }
        try {
            starter.start(channel, userId, text, id);
            return Ack.OK;
        } catch (RuntimeException e) {
            // Slack does not send a command again: the person does.
            return Ack.whisper(Texts.NOT_NOW);
        }
    }
}
