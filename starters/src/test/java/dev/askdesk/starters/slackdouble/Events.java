package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The events that what happens in the workspace makes (https://docs.slack.dev/reference/events). Of a channel the app
 * hears what it is a member of, has subscribed to, and has the scope for.
 */
final class Events {

    private final Workspace workspace;
    private final Outbox outbox;
    private final Faults faults;
    private final Set<String> subscriptions = ConcurrentHashMap.newKeySet();

    Events(Workspace workspace, Outbox outbox, Faults faults) {
        this.workspace = workspace;
        this.outbox = outbox;
        this.faults = faults;
        subscriptions.addAll(List.of(
                "message.channels",
                "message.groups",
                "message.im",
                "message.mpim",
                "app_mention",
                "assistant_thread_started",
                "assistant_thread_context_changed"));
    }

    void subscribe(String type) {
        subscriptions.add(type);
    }

    void unsubscribe(String type) {
        subscriptions.remove(type);
    }

    /** A "message", and an "app_mention" besides where the bot is named: two events for one message, in any order. */
    void posted(SlackChannel channel, ObjectNode message) {
        ObjectNode event = message.deepCopy();
        event.remove(List.of("reply_count", "reply_users", "reply_users_count", "latest_reply"));
        boolean mentioned = mentions(message) && !message.has("bot_id");
        boolean mentionFirst = mentioned && faults.coin();
        if (mentionFirst) {
            mention(channel, event);
        }
        message(channel, event);
        if (mentioned && !mentionFirst) {
            mention(channel, event);
        }
    }

    private boolean mentions(ObjectNode message) {
        return message.path("text").asText().contains("<@" + workspace.botUser + ">");
    }

    private void mention(SlackChannel channel, ObjectNode message) {
        if (channel.kind != SlackChannel.Kind.DIRECT) {
            ObjectNode event = message.deepCopy().put("type", "app_mention");
            event.put("channel", channel.id).put("event_ts", message.path("ts").asText());
            dispatch("app_mention", "app_mentions:read", channel, event);
        }
    }

    private void message(SlackChannel channel, ObjectNode message) {
        ObjectNode event = message.deepCopy().put("channel", channel.id).put("channel_type", channel.kind.type);
        event.put("event_ts", message.path("ts").asText());
        dispatch("message." + channel.kind.family, channel.kind.family + ":history", channel, event);
    }

    void changed(SlackChannel channel, ObjectNode now, ObjectNode before) {
        ObjectNode event = Json.object(
                "type",
                "message",
                "subtype",
                "message_changed",
                "message",
                now,
                "previous_message",
                before,
                "hidden",
                true,
                "ts",
                workspace.nextTs());
        message(channel, event);
        if (mentions(now) && !mentions(before) && !now.has("bot_id")) {
            mention(channel, now);
        }
    }

    void deleted(SlackChannel channel, ObjectNode before) {
        ObjectNode event = Json.object(
                "type",
                "message",
                "subtype",
                "message_deleted",
                "previous_message",
                before,
                "deleted_ts",
                before.path("ts").asText(),
                "hidden",
                true,
                "ts",
                workspace.nextTs());
        message(channel, event);
    }

    void assistantOpened(SlackChannel channel, String user, String threadTs, ObjectNode context) {
        ObjectNode thread = Json.object("user_id", user, "context", context);
        thread.put("channel_id", channel.id).put("thread_ts", threadTs);
        ObjectNode event = Json.object("type", "assistant_thread_started", "assistant_thread", thread);
        dispatch("assistant_thread_started", "assistant:write", channel, event.put("event_ts", workspace.nextTs()));
    }

    /** Any other event of a channel, where the app has subscribed to it. */
    void other(SlackChannel channel, String scope, ObjectNode event) {
        dispatch(event.path("type").asText(), scope, channel, event.put("event_ts", workspace.nextTs()));
    }

    private void dispatch(String subscription, String scope, SlackChannel channel, ObjectNode event) {
        boolean heard = channel.members.contains(workspace.botUser)
                && subscriptions.contains(subscription)
                && workspace.scopes().contains(scope);
        if (heard) {
            outbox.event(wrapped(channel, event));
        }
    }

    /** The outer payload (https://docs.slack.dev/apis/events-api/#callback-field). */
    private ObjectNode wrapped(SlackChannel channel, ObjectNode event) {
        ObjectNode authorization = Json.object("team_id", workspace.team, "user_id", workspace.botUser, "is_bot", true);
        authorization.putNull("enterprise_id").put("is_enterprise_install", false);
        String id = workspace.nextId("Ev");
        ObjectNode outer = Json.object("token", "verification", "team_id", workspace.team);
        outer.put("context_team_id", workspace.team).putNull("context_enterprise_id");
        outer.put("api_app_id", workspace.app).set("event", event);
        outer.put("type", "event_callback")
                .put("event_id", id)
                .put("event_time", Instant.now().getEpochSecond())
                .put("is_ext_shared_channel", channel.sharedExternally)
                .put("event_context", "4-" + id)
                .set("authorizations", Json.array(List.of(authorization)));
        return outer;
    }
}
