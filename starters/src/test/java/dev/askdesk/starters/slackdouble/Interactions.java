package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What users do with what the app shows: clicks, forms, commands
 * (https://docs.slack.dev/reference/interaction-payloads, https://docs.slack.dev/interactivity/implementing-slash-commands).
 */
final class Interactions {

    private final Workspace workspace;
    private final Outbox outbox;
    private final Views views;
    private final ResponseUrls hooks;

    Interactions(Workspace workspace, Outbox outbox, Views views, ResponseUrls hooks) {
        this.workspace = workspace;
        this.outbox = outbox;
        this.views = views;
        this.hooks = hooks;
    }

    /** @param choice the value of the option that is chosen; {@code null} for a button */
    Delivery acts(String user, String channelId, ObjectNode message, String actionId, @Nullable String choice) {
        SlackChannel channel = workspace.place(channelId);
        boolean ephemeral = message.path("is_ephemeral").asBoolean();
        String ts = message.path("ts").asText();
        String thread = message.has("thread_ts") ? message.path("thread_ts").asText() : null;
        ObjectNode payload = payload("block_actions", user);
        payload.set(
                "container",
                Json.object("type", "message", "message_ts", ts, "channel_id", channelId, "is_ephemeral", ephemeral)
                        .setAll(Json.object("thread_ts", thread)));
        payload.set("channel", Json.object("id", channelId, "name", channel.interactionName()));
        if (!ephemeral) {
            payload.set("message", message.deepCopy());
        }
        payload.set("state", Json.object("values", Json.object()));
        payload.put("response_url", hooks.open(channelId, user, thread, ts));
        payload.set("actions", Json.array(List.of(action(message, actionId, choice))));
        return outbox.send(Delivery.Kind.INTERACTION, payload, answer -> {});
    }

    private ObjectNode payload(String type, String userId) {
        SlackUser user = workspace.user(userId);
        String team = user.team() == null ? workspace.team : user.team();
        ObjectNode payload = Json.object("type", type, "api_app_id", workspace.app, "token", "verification");
        payload.set("user", Json.object("id", userId, "username", user.name(), "name", user.name(), "team_id", team));
        payload.set("team", Json.object("id", workspace.team, "domain", workspace.domain));
        payload.putNull("enterprise").put("is_enterprise_install", false);
        return payload.put("trigger_id", views.trigger(userId));
    }

    private ObjectNode action(ObjectNode message, String actionId, @Nullable String choice) {
        for (JsonNode block : message.path("blocks")) {
            JsonNode element = element(block, actionId);
            if (element != null) {
                ObjectNode action = Json.object("action_id", actionId, "block_id", block.path("block_id"));
                action.set("type", element.path("type"));
                action.put("action_ts", workspace.nextTs());
                if (choice != null) {
                    return action.set("selected_option", option(element, choice));
                }
                for (String name : new String[] {"text", "value", "style", "url"}) {
                    if (element.has(name)) {
                        action.set(name, element.path(name));
                    }
                }
                return action;
            }
        }
        throw new IllegalArgumentException("No element " + actionId + " in " + message);
    }

    private static @Nullable JsonNode element(JsonNode block, String actionId) {
        for (JsonNode element : block.path("elements")) {
            if (actionId.equals(element.path("action_id").asText())) {
                return element;
            }
        }
        for (String place : new String[] {"accessory", "element"}) {
            if (actionId.equals(block.path(place).path("action_id").asText())) {
                return block.path(place);
            }
        }
        return null;
    }

    private static JsonNode option(JsonNode element, String value) {
        for (JsonNode option : element.path("options")) {
            if (value.equals(option.path("value").asText())) {
                return option;
            }
        }
        throw new IllegalArgumentException("No option " + value + " in " + element);
    }

    /** @param values by {@code action_id} of the inputs; of lists the option's value */
    Delivery submits(String user, String viewId, Map<String, String> values) {
        ObjectNode view = views.openOf(viewId, user);
        if (view == null) {
            throw new IllegalArgumentException(user + " has no view " + viewId);
        }
        ObjectNode filled = view.deepCopy();
        ObjectNode state = Json.object();
        for (JsonNode block : view.path("blocks")) {
            if (block.path("type").asText().equals("input")) {
                JsonNode element = block.path("element");
                String value = values.get(element.path("action_id").asText());
                if (value == null && !block.path("optional").asBoolean()) {
                    throw new IllegalArgumentException("Slack asks for " + element.path("action_id"));
                }
                state.set(
                        block.path("block_id").asText(),
                        Json.object(element.path("action_id").asText(), input(element, value)));
            }
        }
        filled.set("state", Json.object("values", state));
        ObjectNode payload = payload("view_submission", user);
        payload.set("view", filled);
        payload.set("response_urls", Json.array(List.of()));
        return outbox.send(Delivery.Kind.INTERACTION, payload, answer -> submitted(viewId, user, answer.body()));
    }

    private static ObjectNode input(JsonNode element, @Nullable String value) {
        String type = element.path("type").asText();
        ObjectNode input = Json.object("type", type);
        if (type.startsWith("multi_") || type.equals("checkboxes")) {
            return input.set(
                    "selected_options", Json.array(value == null ? List.of() : List.of(option(element, value))));
        }
        if (type.equals("static_select") || type.equals("radio_buttons")) {
            return value == null
                    ? input.putNull("selected_option")
                    : input.set("selected_option", option(element, value));
        }
        return value == null ? input.putNull("value") : input.put("value", value);
    }

    /** An empty answer closes the form; "errors" leaves it open. */
    private void submitted(String viewId, String user, String body) {
        synchronized (workspace) {
            ObjectNode answer = Json.objectIn(body);
            switch (answer.path("response_action").asText()) {
                case "errors" -> {}
                case "update" ->
                    views.shown(BlockRules.modal(answer.path("view"), () -> workspace.nextId("b")), viewId, user);
                case "push" ->
                    views.shown(
                            BlockRules.modal(answer.path("view"), () -> workspace.nextId("b")),
                            workspace.nextId("V"),
                            user);
                case "clear" -> views.closeAll(user);
                default -> views.close(viewId);
            }
        }
    }

    Delivery command(String userId, String channelId, String command, String text) {
        SlackChannel channel = workspace.place(channelId);
        ObjectNode form = Json.object("token", "verification", "team_id", workspace.team);
        form.put("team_domain", workspace.domain)
                .put("channel_id", channelId)
                .put("channel_name", channel.interactionName())
                .put("user_id", userId)
                .put("user_name", workspace.user(userId).name())
                .put("command", command)
                .put("text", text)
                .put("api_app_id", workspace.app)
                .put("is_enterprise_install", "false")
                .put("response_url", hooks.open(channelId, userId, null, null))
                .put("trigger_id", views.trigger(userId));
        return outbox.send(Delivery.Kind.COMMAND, form, answer -> {
            Arguments given = Arguments.of(
                    "application/json", null, Json.objectIn(answer.body()).toString());
            hooks.answered(channelId, userId, given);
        });
    }
}
