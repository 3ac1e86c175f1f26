package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** auth.test, users.* and usergroups.* (https://docs.slack.dev/reference/methods/users.info and its neighbours). */
final class People {

    private final Workspace workspace;

    People(Workspace workspace) {
        this.workspace = workspace;
    }

    void into(Methods methods) {
        methods.add("auth.test", null, arguments -> test())
                .add("users.info", "users:read", this::info)
                .add("users.lookupByEmail", "users:read.email", this::lookup)
                .add("users.list", "users:read", this::list)
                .add("usergroups.list", "usergroups:read", this::groups)
                .add("usergroups.users.list", "usergroups:read", this::groupUsers);
    }

    private ObjectNode test() {
        return Json.ok("url", "https://" + workspace.domain + ".slack.com/", "team", "Firm", "user", "askdesk")
                .put("team_id", workspace.team)
                .put("user_id", workspace.botUser)
                .put("bot_id", workspace.bot)
                .put("is_enterprise_install", false);
    }

    private ObjectNode shown(SlackUser user) {
        return user.toJson(workspace.team, workspace.scopes().contains("users:read.email"));
    }

    private ObjectNode info(Arguments arguments) {
        return Json.ok("user", shown(workspace.user(arguments.need("user"))));
    }

    private ObjectNode lookup(Arguments arguments) {
        String email = arguments.need("email");
        return workspace.users.values().stream()
                .filter(user -> email.equalsIgnoreCase(user.email()) && !user.deleted() && !user.stranger())
                .findFirst()
                .map(user -> Json.ok("user", shown(user)))
                .orElseThrow(() -> new SlackRefusal("users_not_found"));
    }

    private ObjectNode list(Arguments arguments) {
        Methods.Page<SlackUser> page = Methods.Page.of(List.copyOf(workspace.users.values()), arguments, 1000);
        return Json.ok(
                "members", page.elements().stream().map(this::shown).toList(), "response_metadata", page.metadata());
    }

    private ObjectNode groups(Arguments arguments) {
        List<ObjectNode> groups = new ArrayList<>();
        for (Workspace.UserGroup group : workspace.groups.values()) {
            ObjectNode json = Json.object("id", group.id(), "team_id", workspace.team, "is_usergroup", true);
            json.put("name", group.handle()).put("handle", group.handle()).put("date_delete", 0);
            if (arguments.flag("include_users")) {
                json.set("users", Json.array(group.members()));
            }
            groups.add(json.put("user_count", group.members().size()));
        }
        return Json.ok("usergroups", groups);
    }

    private ObjectNode groupUsers(Arguments arguments) {
        Workspace.UserGroup group = workspace.groups.get(arguments.need("usergroup"));
        if (group == null) {
            throw new SlackRefusal("no_such_subteam");
        }
        return Json.ok("users", group.members());
    }
}
