package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.starters.slackdouble.SlackChannel.Kind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who and what the double's Slack knows. Its own lock guards it and all that it holds. */
final class Workspace {

    /** What the app asks for when it is installed; more than this is {@code missing_scope}. */
    static final Set<String> ALL_SCOPES = Set.of(
            "app_mentions:read",
            "assistant:write",
            "channels:history",
            "channels:read",
            "chat:write",
            "commands",
            "files:read",
            "files:write",
            "groups:history",
            "groups:read",
            "im:history",
            "im:read",
            "im:write",
            "mpim:history",
            "mpim:read",
            "mpim:write",
            "reactions:write",
            "usergroups:read",
            "users:read",
            "users:read.email");

    final String team = "T0FIRM0001";
    final String domain = "firm";
    final String app = "A0ASKDESK1";
    final String botUser = "U0ASKDESK1";
    final String bot = "B0ASKDESK1";

    final Map<String, SlackUser> users = new LinkedHashMap<>();
    final Map<String, SlackChannel> channels = new LinkedHashMap<>();
    final Map<String, UserGroup> groups = new LinkedHashMap<>();
    final List<SlackDouble.Ephemeral> ephemerals = new ArrayList<>();
    private Set<String> scopes = new TreeSet<>(ALL_SCOPES);
    private long lastMicros;
    private long ids;

    /** Slack's user group, which a message mentions as {@code <!subteam^S…>}. */
    record UserGroup(String id, String handle, List<String> members) {}

    Workspace() {
        users.put(botUser, SlackUser.named(botUser, "askdesk").asBot());
    }

    synchronized Set<String> scopes() {
        return scopes;
    }

    synchronized void scopes(Set<String> granted) {
        scopes = new TreeSet<>(granted);
    }

    void needScope(String needed) {
        if (!scopes().contains(needed)) {
            throw new SlackRefusal("missing_scope", "needed", needed, "provided", String.join(",", scopes()));
        }
    }

    /** A time stamp after all others, as Slack's are unique in a channel. */
    synchronized String nextTs() {
        lastMicros = Math.max(lastMicros + 1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        return "%d.%06d".formatted(lastMicros / 1_000_000, lastMicros % 1_000_000);
    }

    synchronized String nextId(String prefix) {
        return "%s0%08d".formatted(prefix, ++ids);
    }

    synchronized SlackUser user(String id) {
        SlackUser user = users.get(id);
        if (user == null) {
            throw new SlackRefusal("user_not_found");
        }
        return user;
    }

    /** Any channel there is; for what humans do. */
    synchronized SlackChannel place(String id) {
        SlackChannel channel = channels.get(id);
        if (channel == null) {
            throw new SlackRefusal("channel_not_found");
        }
        return channel;
    }

    /** A channel that the bot may know of: public ones, and those that it is in. */
    synchronized SlackChannel known(String id) {
        SlackChannel channel = place(id);
        if (channel.kind != Kind.PUBLIC && !channel.members.contains(botUser)) {
            throw new SlackRefusal("channel_not_found");
        }
        return channel;
    }

    /** A channel that the bot is in. */
    synchronized SlackChannel joined(String id) {
        SlackChannel channel = known(id);
        if (!channel.members.contains(botUser)) {
            throw new SlackRefusal("not_in_channel");
        }
        return channel;
    }

    synchronized SlackChannel direct(String user) {
        user(user);
        return channels.values().stream()
                .filter(channel -> channel.kind == Kind.DIRECT && channel.members.contains(user))
                .findFirst()
                .orElseGet(() -> add(new SlackChannel(nextId("D"), Kind.DIRECT, "", List.of(user, botUser))));
    }

    synchronized SlackChannel add(SlackChannel channel) {
        channels.put(channel.id, channel);
        return channel;
    }

    /** What users.info tells of the bot, as messages of bots carry it. */
    ObjectNode botProfile() {
        return Json.object(
                "id", bot, "app_id", app, "user_id", botUser, "name", "askdesk", "deleted", false, "team_id", team);
    }

    /** Puts a message into a channel, and into the thread of its parent. */
    synchronized ObjectNode store(SlackChannel channel, ObjectNode message, @Nullable String threadTs) {
        String ts = nextTs();
        message.put("ts", ts);
        if (threadTs != null && !threadTs.equals(ts)) {
            message.put("thread_ts", threadTs);
            Optional.ofNullable(channel.messages.get(threadTs)).ifPresent(parent -> {
                message.set("parent_user_id", parent.path("user"));
                replied(parent, message);
            });
        }
        channel.messages.put(ts, message);
        return message;
    }

    private static void replied(ObjectNode parent, ObjectNode reply) {
        parent.put("thread_ts", parent.path("ts").asText())
                .put("reply_count", parent.path("reply_count").asInt() + 1)
                .put("latest_reply", reply.path("ts").asText());
        ArrayNode users = parent.withArray("reply_users");
        String user = reply.path("user").asText();
        boolean known = false;
        for (int i = 0; i < users.size(); i++) {
            known |= users.get(i).asText().equals(user);
        }
        if (!known) {
            users.add(user);
        }
        parent.put("reply_users_count", users.size());
    }
}
