package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A place of the double's workspace with its messages. Guarded by the {@link Workspace}. */
final class SlackChannel {

    /** What Slack calls {@code channel_type}, with the scopes that reading it takes. */
    public enum Kind {
        PUBLIC("channel", "channels"),
        PRIVATE("group", "groups"),
        DIRECT("im", "im"),
        GROUP_DIRECT("mpim", "mpim");

        /** In a message event. */
        final String type;
        /** Before the colon of a scope and behind the point of a subscription. */
        final String family;

        Kind(String type, String family) {
            this.type = type;
            this.family = family;
        }
    }

    final String id;
    final Kind kind;
    final String name;
    final Set<String> members;
    final NavigableMap<String, ObjectNode> messages = new TreeMap<>();
    boolean archived;
    boolean sharedExternally;

    SlackChannel(String id, Kind kind, String name, List<String> members) {
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.members = new LinkedHashSet<>(members);
    }

    /** The parent and its replies, the oldest first; empty where there is no such message. */
    List<ObjectNode> thread(String ts) {
        return messages.values().stream()
                .filter(message -> ts.equals(message.path("ts").asText())
                        || ts.equals(message.path("thread_ts").asText()))
                .toList();
    }

    /** As in an interaction, where places without a name have one of Slack's. */
    String interactionName() {
        return switch (kind) {
            case PUBLIC -> name;
            case DIRECT -> "directmessage";
            case PRIVATE -> "privategroup";
            case GROUP_DIRECT -> "mpdm-" + name;
        };
    }

    /** As conversations.info has it (https://docs.slack.dev/reference/objects/conversation-object). */
    ObjectNode toJson(Workspace workspace) {
        if (kind == Kind.DIRECT) {
            return Json.object("id", id, "created", 1_700_000_000, "is_archived", archived, "is_im", true)
                    .put("is_org_shared", false)
                    .put("context_team_id", workspace.team)
                    .put("user", otherThan(workspace.botUser))
                    .put("is_open", true)
                    .put("priority", 0);
        }
        ObjectNode channel = Json.object("id", id, "name", name, "name_normalized", name, "created", 1_700_000_000)
                .put("is_channel", kind == Kind.PUBLIC || kind == Kind.PRIVATE)
                .put("is_group", kind == Kind.PRIVATE)
                .put("is_im", false)
                .put("is_mpim", kind == Kind.GROUP_DIRECT)
                .put("is_private", kind != Kind.PUBLIC)
                .put("is_archived", archived)
                .put("is_general", false)
                .put("unlinked", 0)
                .put("is_shared", sharedExternally)
                .put("is_org_shared", false)
                .put("is_pending_ext_shared", false)
                .put("is_ext_shared", sharedExternally)
                .put("context_team_id", workspace.team)
                .put("creator", otherThan(workspace.botUser))
                .put("is_member", members.contains(workspace.botUser))
                .put("num_members", members.size());
        channel.set("topic", Json.object("value", "", "creator", "", "last_set", 0));
        channel.set("purpose", Json.object("value", "", "creator", "", "last_set", 0));
        channel.set("pending_shared", Json.array(List.of()));
        channel.set("shared_team_ids", Json.array(List.of(workspace.team)));
        return channel;
    }

    private @Nullable String otherThan(String bot) {
        return members.stream()
                .filter(member -> !member.equals(bot))
                .findFirst()
                .orElse(null);
    }
}
