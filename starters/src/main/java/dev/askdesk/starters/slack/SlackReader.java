package dev.askdesk.starters.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.askdesk.adapters.slack.Button;
import dev.askdesk.adapters.slack.Button.Action;
import dev.askdesk.adapters.slack.SlackFront.Self;
import dev.askdesk.workflows.wire.WireFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Slack sends: events (https://docs.slack.dev/reference/events), interactions
 * (https://docs.slack.dev/reference/interaction-payloads) and commands. The same bytes always mean the same, so a delivery
 * that comes twice ends in the same signal.
 */
final class SlackReader {
    /** Of the form about a wrong answer. */
    static final String FORM = "askdesk.correction";

    static final String CORRECTION = "correction";
    static final String SQL = "sql";

    private static final ObjectMapper JSON = WireFormat.json();
    /** Messages with these are people's; all others are joins, topics, pins and the like. */
    private static final Set<String> SPOKEN = Set.of("", "file_share", "thread_broadcast");

    private final Self self;

    SlackReader(Self self) {
        this.self = self;
    }

    Inbound event(JsonNode payload) {
        if (!text(payload, "team_id").equals(self.teamId()) && !isAuthorizedHere(payload)) {
            return new Inbound.Ignored("another team's");
        }
        JsonNode event = payload.path("event");
        return switch (text(event, "type")) {
            case "message", "app_mention" -> message(event);
            case "assistant_thread_started" -> {
                JsonNode thread = event.path("assistant_thread");
                yield new Inbound.PaneOpened(text(thread, "channel_id"), text(thread, "thread_ts"));
            }
            default -> new Inbound.Ignored("an event of another kind");
        };
    }

    /** In channels that are shared between organisations, Slack says for which of them it delivers. */
    private boolean isAuthorizedHere(JsonNode payload) {
        for (JsonNode authorization : payload.path("authorizations")) {
            if (text(authorization, "team_id").equals(self.teamId())) {
                return true;
            }
        }
        return false;
    }

    private Inbound message(JsonNode event) {
        String channel = text(event, "channel");
        return switch (text(event, "subtype")) {
            case "message_changed" -> edited(event, channel);
            case "message_deleted" -> deleted(event, channel);
            default -> said(event, channel);
        };
    }

    private Inbound said(JsonNode event, String channel) {
        String ts = text(event, "ts");
        if (!isSpoken(event) || channel.isEmpty() || ts.isEmpty()) {
            return new Inbound.Ignored("no message of a person");
        }
        String raw = text(event, "text");
        String thread = thread(event);
        boolean addressed = isAddressed(event, raw);
        if (!addressed && (thread.equals(ts) || SlackText.isForOthers(raw, self.userId()))) {
            return new Inbound.Ignored("said to others");
        }
        String plain = SlackText.plain(raw, self.userId());
        if (!thread.equals(ts) && SlackText.isPleasantry(plain) && !SlackText.mentions(raw, self.userId())) {
            return new Inbound.Ignored("expects no reply");
        }
        return new Inbound.Said(channel, thread, ts, text(event, "user"), plain, addressed);
    }

    private Inbound edited(JsonNode event, String channel) {
        JsonNode message = event.path("message");
        String raw = text(message, "text");
        // A preview of a link changes a message too, and leaves its words.
        if (!isSpoken(message) || raw.equals(text(event.path("previous_message"), "text"))) {
            return new Inbound.Ignored("no other words");
        }
        return new Inbound.Edited(
                channel,
                thread(message),
                text(message, "ts"),
                text(message, "user"),
                SlackText.plain(raw, self.userId()),
                text(event, "channel_type").equals("im") || SlackText.mentions(raw, self.userId()));
    }

    private Inbound deleted(JsonNode event, String channel) {
        JsonNode previous = event.path("previous_message");
        String ts = text(event, "deleted_ts");
        return isSpoken(previous) && !ts.isEmpty()
                ? new Inbound.Deleted(channel, text(previous, "thread_ts").isEmpty() ? ts : thread(previous), ts)
                : new Inbound.Ignored("no message of a person");
    }

    private boolean isSpoken(JsonNode message) {
        return SPOKEN.contains(text(message, "subtype"))
                && !text(message, "user").isEmpty()
                && !text(message, "user").equals(self.userId())
                && text(message, "bot_id").isEmpty()
                && !message.path("hidden").asBoolean();
    }

    private boolean isAddressed(JsonNode event, String raw) {
        return text(event, "type").equals("app_mention")
                || text(event, "channel_type").equals("im")
                || text(event, "channel").startsWith("D")
                || SlackText.mentions(raw, self.userId());
    }

    private static String thread(JsonNode message) {
        String thread = text(message, "thread_ts");
        return thread.isEmpty() ? text(message, "ts") : thread;
    }

    Inbound interaction(JsonNode payload) {
        if (!text(payload.path("team"), "id").equals(self.teamId())) {
            return new Inbound.Ignored("another team's");
        }
        return switch (text(payload, "type")) {
            case "block_actions" -> pressed(payload);
            case "view_submission" -> corrected(payload);
            default -> new Inbound.Ignored("an interaction of another kind");
        };
    }

    private static Inbound pressed(JsonNode payload) {
        JsonNode pressed = payload.path("actions").path(0);
        Optional<Action> action = Action.of(text(pressed, "action_id"));
        Optional<Button> button = Button.of(text(pressed, "value"));
        String channel = text(payload.path("channel"), "id");
        if (action.isEmpty() || button.isEmpty()) {
            return new Inbound.Ignored("no button of ours");
        }
        JsonNode container = payload.path("container");
        String thread = text(container, "thread_ts");
        return new Inbound.Pressed(
                action.get(),
                button.get(),
                channel,
                text(container, "message_ts"),
                thread.isEmpty() ? null : thread,
                text(payload.path("user"), "id"),
                text(payload, "trigger_id"),
                text(pressed, "action_ts"));
    }

    private static Inbound corrected(JsonNode payload) {
        JsonNode view = payload.path("view");
        Optional<Button> about = Button.of(text(view, "private_metadata"));
        if (!text(view, "callback_id").equals(FORM) || about.isEmpty()) {
            return new Inbound.Ignored("no form of ours");
        }
        JsonNode values = view.path("state").path("values");
        String sql = text(values.path(SQL).path(SQL), "value").strip();
        return new Inbound.Corrected(
                about.get().conversationId(),
                about.get().messageId(),
                text(payload.path("user"), "id"),
                text(values.path(CORRECTION).path(CORRECTION), "value").strip(),
                sql.isEmpty() ? null : sql);
    }

    Inbound command(JsonNode payload) {
        return text(payload, "team_id").equals(self.teamId())
                ? new Inbound.Commanded(
                        text(payload, "channel_id"),
                        text(payload, "user_id"),
                        SlackText.plain(text(payload, "text"), self.userId()),
                        text(payload, "trigger_id"))
                : new Inbound.Ignored("another team's");
    }

    /** {@code null} for what is no JSON object. */
    static @Nullable JsonNode json(String body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read != null && read.isObject() ? read : null;
        } catch (JsonProcessingException broken) {
            return null;
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText() : "";
    }
}
