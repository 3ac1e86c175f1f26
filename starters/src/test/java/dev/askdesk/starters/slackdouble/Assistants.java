package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** assistant.threads.* (https://docs.slack.dev/reference/methods/assistant.threads.setStatus and its neighbours). */
final class Assistants {

    private final Workspace workspace;
    private final Events events;
    private final Map<String, String> statuses = new HashMap<>();
    private final Map<String, String> titles = new HashMap<>();
    private final Map<String, JsonNode> prompts = new HashMap<>();

    Assistants(Workspace workspace, Events events) {
        this.workspace = workspace;
        this.events = events;
    }

    void into(Methods methods) {
        methods.add("assistant.threads.setStatus", "assistant:write", this::setStatus)
                .add("assistant.threads.setTitle", "assistant:write", this::setTitle)
                .add("assistant.threads.setSuggestedPrompts", "assistant:write", this::setPrompts);
    }

    private String thread(Arguments arguments) {
        SlackChannel channel = workspace.joined(arguments.need("channel_id"));
        String ts = arguments.need("thread_ts");
        if (!channel.messages.containsKey(ts)) {
            throw new SlackRefusal("invalid_thread_ts");
        }
        return key(channel.id, ts);
    }

    private static String key(String channel, String ts) {
        return channel + "/" + ts;
    }

    private ObjectNode setStatus(Arguments arguments) {
        String thread = thread(arguments);
        String status = arguments.text("status").orElse("");
        if (status.isEmpty()) {
            statuses.remove(thread);
        } else {
            statuses.put(thread, status);
        }
        return Json.ok();
    }

    /** Renaming a thread edits its first message, and the app hears of that. */
    private ObjectNode setTitle(Arguments arguments) {
        String thread = thread(arguments);
        String title = arguments.need("title");
        titles.put(thread, title);
        SlackChannel channel = workspace.joined(arguments.need("channel_id"));
        ObjectNode root = channel.messages.get(arguments.need("thread_ts"));
        if (root != null && root.has("assistant_app_thread")) {
            ObjectNode before = root.deepCopy();
            root.withObject("/assistant_app_thread").put("title", title);
            events.changed(channel, root.deepCopy(), before);
        }
        return Json.ok();
    }

    private ObjectNode setPrompts(Arguments arguments) {
        String thread = thread(arguments);
        JsonNode given = arguments
                .json("prompts", "invalid_arguments")
                .orElseThrow(() -> SlackRefusal.because("invalid_arguments", "missing required field: prompts"));
        boolean whole = given.isArray() && !given.isEmpty() && given.size() <= 4;
        for (JsonNode prompt : given) {
            whole &= prompt.hasNonNull("title") && prompt.hasNonNull("message");
        }
        if (!whole) {
            throw SlackRefusal.because("invalid_arguments", "prompts: one to four, each with title and message");
        }
        prompts.put(thread, given);
        return Json.ok();
    }

    void clearStatus(String channel, String ts) {
        statuses.remove(key(channel, ts));
    }

    String status(String channel, String ts) {
        return statuses.getOrDefault(key(channel, ts), "");
    }

    String title(String channel, String ts) {
        return titles.getOrDefault(key(channel, ts), "");
    }

    JsonNode prompts(String channel, String ts) {
        return prompts.getOrDefault(key(channel, ts), Json.object());
    }
}
