package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Triggers, and the modals that they open (https://docs.slack.dev/reference/methods/views.open and …views.update). */
final class Views {

    private final Workspace workspace;
    private final Supplier<Timing> timing;
    private final Map<String, Trigger> triggers = new HashMap<>();
    private final Map<String, OpenView> open = new LinkedHashMap<>();

    private static final class Trigger {
        final String user;
        final Instant at = Instant.now();
        boolean used;

        Trigger(String user) {
            this.user = user;
        }
    }

    private record OpenView(String user, ObjectNode view) {}

    Views(Workspace workspace, Supplier<Timing> timing) {
        this.workspace = workspace;
        this.timing = timing;
    }

    void into(Methods methods) {
        methods.add("views.open", null, this::open).add("views.update", null, this::update);
    }

    String trigger(String user) {
        synchronized (workspace) {
            String id = workspace.nextId("1") + "." + workspace.nextId("2") + ".abcdef";
            triggers.put(id, new Trigger(user));
            return id;
        }
    }

    private ObjectNode open(Arguments arguments) {
        Trigger trigger = triggers.get(arguments.need("trigger_id"));
        ObjectNode view = view(arguments);
        if (trigger == null) {
            throw new SlackRefusal("invalid_trigger_id");
        }
        if (trigger.used) {
            throw new SlackRefusal("exchanged_trigger_id");
        }
        if (Duration.between(trigger.at, Instant.now()).compareTo(timing.get().trigger()) > 0) {
            throw new SlackRefusal("expired_trigger_id");
        }
        trigger.used = true;
        return Json.ok("view", shown(view, workspace.nextId("V"), trigger.user));
    }

    private ObjectNode view(Arguments arguments) {
        JsonNode view = arguments
                .json("view", "invalid_arguments")
                .orElseThrow(() -> SlackRefusal.because("invalid_arguments", "missing required field: view"));
        return BlockRules.modal(view, () -> workspace.nextId("b"));
    }

    ObjectNode shown(ObjectNode view, String id, String user) {
        view.put("id", id)
                .put("team_id", workspace.team)
                .put("app_id", workspace.app)
                .put("app_installed_team_id", workspace.team)
                .put("bot_id", workspace.bot)
                .put("root_view_id", id)
                .put("hash", workspace.nextTs());
        view.putNull("previous_view_id");
        view.set("state", Json.object("values", Json.object()));
        for (String name : new String[] {"callback_id", "private_metadata", "external_id"}) {
            view.put(name, view.path(name).asText(""));
        }
        for (String name : new String[] {"clear_on_close", "notify_on_close"}) {
            view.put(name, view.path(name).asBoolean(false));
        }
        for (String name : new String[] {"submit", "close"}) {
            if (!view.has(name)) {
                view.putNull(name);
            }
        }
        open.put(id, new OpenView(user, view));
        return view;
    }

    private ObjectNode update(Arguments arguments) {
        String id = arguments.text("view_id").orElseGet(() -> byExternalId(arguments.need("external_id")));
        OpenView before = open.get(id);
        if (before == null) {
            throw new SlackRefusal("not_found");
        }
        arguments.text("hash").ifPresent(hash -> {
            if (!hash.equals(before.view().path("hash").asText())) {
                throw new SlackRefusal("hash_conflict");
            }
        });
        return Json.ok("view", shown(view(arguments), id, before.user()));
    }

    private String byExternalId(String external) {
        return open.entrySet().stream()
                .filter(entry -> external.equals(
                        entry.getValue().view().path("external_id").asText()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    @Nullable
    ObjectNode openOf(String id, String user) {
        OpenView view = open.get(id);
        return view != null && view.user().equals(user) ? view.view() : null;
    }

    void close(String id) {
        open.remove(id);
    }

    void closeAll(String user) {
        open.values().removeIf(view -> view.user().equals(user));
    }

    List<SlackDouble.OpenView> all() {
        List<SlackDouble.OpenView> views = new ArrayList<>();
        open.forEach((id, view) ->
                views.add(new SlackDouble.OpenView(id, view.user(), view.view().deepCopy())));
        return views;
    }
}
