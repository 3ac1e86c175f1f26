package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the app answers an interaction without a token: up to five times in half an hour
 * (https://docs.slack.dev/interactivity/handling-user-interaction#message_responses).
 */
final class ResponseUrls {

    private static final int MOST_USES = 5;

    private final Workspace workspace;
    private final Chat chat;
    private final String prefix;
    private final Map<String, Hook> hooks = new HashMap<>();

    private static final class Hook {
        final String channel;
        final String user;
        final @Nullable String threadTs;
        /** The message that a click was on. */
        final @Nullable String ts;

        int uses;

        Hook(String channel, String user, @Nullable String threadTs, @Nullable String ts) {
            this.channel = channel;
            this.user = user;
            this.threadTs = threadTs;
            this.ts = ts;
        }
    }

    ResponseUrls(Workspace workspace, Chat chat, String prefix) {
        this.workspace = workspace;
        this.chat = chat;
        this.prefix = prefix;
    }

    String open(String channel, String user, @Nullable String threadTs, @Nullable String ts) {
        synchronized (workspace) {
            String ticket = UUID.randomUUID().toString();
            hooks.put(ticket, new Hook(channel, user, threadTs, ts));
            return prefix + ticket;
        }
    }

    ObjectNode post(String ticket, Arguments arguments) {
        synchronized (workspace) {
            Hook hook = hooks.get(ticket);
            if (hook == null) {
                throw new SlackRefusal("expired_url");
            }
            if (++hook.uses > MOST_USES) {
                throw new SlackRefusal("used_url");
            }
            respond(hook, arguments);
            return Json.ok();
        }
    }

    /** What a command is answered with directly; nothing where the answer is empty. */
    void answered(String channel, String user, Arguments arguments) {
        synchronized (workspace) {
            if (arguments.has("text") || arguments.has("blocks")) {
                respond(new Hook(channel, user, null, null), arguments);
            }
        }
    }

    private void respond(Hook hook, Arguments arguments) {
        SlackChannel channel = workspace.place(hook.channel);
        boolean delete = arguments.flag("delete_original");
        if (hook.ts != null && (delete || arguments.flag("replace_original"))) {
            original(hook, channel, arguments, delete);
            return;
        }
        ObjectNode message = chat.content(arguments, 40_000);
        String thread = arguments.text("thread_ts").orElse(null);
        if (arguments.text("response_type").filter("in_channel"::equals).isPresent()) {
            chat.posted(channel, message, thread);
        } else {
            chat.whisper(channel, hook.user, message, thread == null ? hook.threadTs : thread);
        }
    }

    private void original(Hook hook, SlackChannel channel, Arguments arguments, boolean delete) {
        ObjectNode message = channel.messages.get(hook.ts);
        if (message == null) {
            workspace.ephemerals.removeIf(ephemeral -> ephemeral.ts().equals(hook.ts));
            if (!delete) {
                ObjectNode now = chat.content(arguments, 40_000);
                now.put("ts", hook.ts).put("is_ephemeral", true);
                workspace.ephemerals.add(
                        new SlackDouble.Ephemeral(hook.channel, hook.user, hook.ts, hook.threadTs, now));
            }
        } else if (delete) {
            chat.remove(channel, message);
        } else {
            chat.replace(
                    channel, message, chat.content(arguments, 40_000), arguments.has("text"), arguments.has("blocks"));
        }
    }
}
