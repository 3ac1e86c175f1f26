package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** chat.* and reactions.add (https://docs.slack.dev/reference/methods/chat.postMessage and its neighbours). */
final class Chat {

    private static final int LONGEST_POST = 40_000;
    private static final int LONGEST_UPDATE = 4_000;

    private final Workspace workspace;
    private final Events events;
    private final Assistants assistants;

    Chat(Workspace workspace, Events events, Assistants assistants) {
        this.workspace = workspace;
        this.events = events;
        this.assistants = assistants;
    }

    void into(Methods methods) {
        methods.add("chat.postMessage", "chat:write", this::post)
                .add("chat.update", "chat:write", this::update)
                .add("chat.delete", "chat:write", this::delete)
                .add("chat.postEphemeral", "chat:write", this::postEphemeral)
                .add("chat.getPermalink", null, this::permalink)
                .add("reactions.add", "reactions:write", this::react);
    }

    private ObjectNode post(Arguments arguments) {
        SlackChannel channel = writable(arguments.need("channel"));
        ObjectNode message = content(arguments, LONGEST_POST);
        arguments.text("username").ifPresent(name -> message.put("subtype", "bot_message")
                .put("username", name));
        String thread = arguments.text("thread_ts").orElse(null);
        if (thread != null && !thread.matches("\\d{10}\\.\\d{6}")) {
            throw new SlackRefusal("invalid_thread_ts");
        }
        posted(channel, message, thread);
        return Json.ok("channel", channel.id, "ts", message.path("ts").asText(), "message", message);
    }

    /** Puts a message of the bot's into a channel and tells everybody, the bot as well. */
    ObjectNode posted(SlackChannel channel, ObjectNode message, @Nullable String threadTs) {
        workspace.store(channel, message, threadTs);
        if (threadTs != null) {
            assistants.clearStatus(channel.id, threadTs);
        }
        events.posted(channel, message);
        return message;
    }

    /** A channel, or a user whose direct messages are meant, that the bot can post to. */
    SlackChannel writable(String id) {
        SlackChannel channel = id.startsWith("U") ? workspace.direct(id) : workspace.joined(id);
        if (channel.archived) {
            throw new SlackRefusal("is_archived");
        }
        return channel;
    }

    /** What a message of the bot's says and carries. */
    ObjectNode content(Arguments arguments, int longest) {
        String text = arguments.text("text").orElse("");
        Optional<JsonNode> blocks = arguments.json("blocks", "invalid_blocks_format");
        if (text.isEmpty() && blocks.filter(some -> !some.isEmpty()).isEmpty() && !arguments.has("attachments")) {
            throw new SlackRefusal("no_text");
        }
        if (text.length() > longest) {
            throw new SlackRefusal("msg_too_long");
        }
        ObjectNode message = ofBot(text);
        blocks.ifPresent(some -> message.set("blocks", BlockRules.message(some, () -> workspace.nextId("b"))));
        arguments
                .json("attachments", "invalid_attachments")
                .ifPresent(attachments -> message.set("attachments", attachments));
        arguments.json("metadata", "invalid_metadata_format").ifPresent(metadata -> {
            if (!metadata.hasNonNull("event_type")
                    || !metadata.path("event_payload").isObject()) {
                throw new SlackRefusal("invalid_metadata_schema");
            }
            message.set("metadata", metadata);
        });
        return message;
    }

    ObjectNode ofBot(String text) {
        ObjectNode message = Json.object("user", workspace.botUser, "type", "message", "bot_id", workspace.bot);
        message.put("app_id", workspace.app).put("text", text).put("team", workspace.team);
        message.set("bot_profile", workspace.botProfile());
        return message;
    }

    private ObjectNode update(Arguments arguments) {
        SlackChannel channel = workspace.known(arguments.need("channel"));
        ObjectNode message = own(channel, arguments.need("ts"), "cant_update_message");
        replace(channel, message, content(arguments, LONGEST_UPDATE), arguments.has("text"), arguments.has("blocks"));
        return Json.ok(
                        "channel",
                        channel.id,
                        "ts",
                        message.path("ts").asText(),
                        "text",
                        message.path("text").asText())
                .set("message", message);
    }

    /** Blocks stay where neither text nor blocks are given, and go where only text is. */
    void replace(SlackChannel channel, ObjectNode message, ObjectNode content, boolean text, boolean blocks) {
        ObjectNode before = message.deepCopy();
        if (text) {
            message.set("text", content.path("text"));
        }
        if (text && !blocks) {
            message.remove("blocks");
            message.set("edited", Json.object("user", workspace.botUser, "ts", workspace.nextTs()));
        } else if (content.has("blocks")) {
            message.set("blocks", content.path("blocks"));
        }
        for (String name : new String[] {"attachments", "metadata"}) {
            if (content.has(name)) {
                message.set(name, content.path(name));
            }
        }
        events.changed(channel, message.deepCopy(), before);
    }

    private ObjectNode own(SlackChannel channel, String ts, String errorOtherwise) {
        ObjectNode message = channel.messages.get(ts);
        if (message == null) {
            throw new SlackRefusal("message_not_found");
        }
        if (!workspace.bot.equals(message.path("bot_id").asText())
                || message.path("subtype").asText().equals("tombstone")) {
            throw new SlackRefusal(errorOtherwise);
        }
        if (channel.archived) {
            throw new SlackRefusal("is_inactive");
        }
        return message;
    }

    private ObjectNode delete(Arguments arguments) {
        SlackChannel channel = workspace.known(arguments.need("channel"));
        ObjectNode message = own(channel, arguments.need("ts"), "cant_delete_message");
        remove(channel, message);
        return Json.ok("channel", channel.id, "ts", message.path("ts").asText());
    }

    /** A parent with replies leaves a tombstone. */
    void remove(SlackChannel channel, ObjectNode message) {
        String ts = message.path("ts").asText();
        if (message.path("reply_count").asInt() == 0) {
            channel.messages.remove(ts);
            events.deleted(channel, message.deepCopy());
            return;
        }
        ObjectNode before = message.deepCopy();
        message.remove(List.of("blocks", "attachments", "metadata", "files", "bot_id", "app_id", "bot_profile"));
        message.put("subtype", "tombstone")
                .put("user", "USLACKBOT")
                .put("text", "This message was deleted.")
                .put("hidden", true);
        events.changed(channel, message.deepCopy(), before);
    }

    private ObjectNode postEphemeral(Arguments arguments) {
        SlackChannel channel = writable(arguments.need("channel"));
        String user = arguments.need("user");
        workspace.user(user);
        if (!channel.members.contains(user)) {
            throw new SlackRefusal("user_not_in_channel");
        }
        ObjectNode message = content(arguments, LONGEST_POST);
        return Json.ok(
                "message_ts",
                whisper(channel, user, message, arguments.text("thread_ts").orElse(null)));
    }

    /** Shows a message to one user; it is in no history. */
    String whisper(SlackChannel channel, String user, ObjectNode message, @Nullable String threadTs) {
        String ts = workspace.nextTs();
        message.put("ts", ts).put("is_ephemeral", true);
        if (threadTs != null) {
            message.put("thread_ts", threadTs);
        }
        workspace.ephemerals.add(new SlackDouble.Ephemeral(channel.id, user, ts, threadTs, message));
        return ts;
    }

    private ObjectNode permalink(Arguments arguments) {
        SlackChannel channel = workspace.known(arguments.need("channel"));
        String ts = arguments.need("message_ts");
        ObjectNode message = channel.messages.get(ts);
        if (message == null) {
            throw new SlackRefusal("message_not_found");
        }
        String thread = message.path("thread_ts").asText();
        String link = "https://" + workspace.domain + ".slack.com/archives/" + channel.id + "/p" + ts.replace(".", "");
        boolean reply = !thread.isEmpty() && !thread.equals(ts);
        return Json.ok("channel", channel.id)
                .put("permalink", reply ? link + "?thread_ts=" + thread + "&cid=" + channel.id : link);
    }

    private ObjectNode react(Arguments arguments) {
        SlackChannel channel = workspace.joined(arguments.need("channel"));
        String name = arguments.need("name");
        ObjectNode message = channel.messages.get(arguments.need("timestamp"));
        if (message == null) {
            throw new SlackRefusal("message_not_found");
        }
        for (JsonNode reaction : message.path("reactions")) {
            if (name.equals(reaction.path("name").asText())) {
                throw new SlackRefusal("already_reacted");
            }
        }
        message.withArray("reactions").add(Json.object("name", name, "count", 1, "users", List.of(workspace.botUser)));
        return Json.ok();
    }
}
