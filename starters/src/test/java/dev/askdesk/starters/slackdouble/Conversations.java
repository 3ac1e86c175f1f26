package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.starters.slackdouble.SlackChannel.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** conversations.* (https://docs.slack.dev/reference/methods/conversations.replies and its neighbours). */
final class Conversations {

    private final Workspace workspace;

    Conversations(Workspace workspace) {
        this.workspace = workspace;
    }

    void into(Methods methods) {
        methods.add("conversations.open", null, this::open)
                .add("conversations.info", null, this::info)
                .add("conversations.members", null, this::members)
                .add("conversations.history", null, this::history)
                .add("conversations.replies", null, this::replies);
    }

    private ObjectNode open(Arguments arguments) {
        Set<String> users = new LinkedHashSet<>(Arrays.asList(arguments
                .text("users")
                .orElseThrow(() -> new SlackRefusal("users_list_not_supplied"))
                .split("\\s*,\\s*")));
        workspace.needScope(users.size() == 1 ? "im:write" : "mpim:write");
        if (users.size() > 8) {
            throw new SlackRefusal("too_many_users");
        }
        for (String user : users) {
            if (workspace.user(user).deleted()) {
                throw new SlackRefusal("user_disabled");
            }
            if (workspace.user(user).bot()) {
                throw new SlackRefusal("cannot_dm_bot");
            }
        }
        SlackChannel channel =
                users.size() == 1 ? workspace.direct(users.iterator().next()) : group(users);
        return Json.ok(
                "channel", arguments.flag("return_im") ? channel.toJson(workspace) : Json.object("id", channel.id));
    }

    private SlackChannel group(Set<String> users) {
        Set<String> members = new LinkedHashSet<>(users);
        members.add(workspace.botUser);
        return workspace.channels.values().stream()
                .filter(channel -> channel.kind == Kind.GROUP_DIRECT && channel.members.equals(members))
                .findFirst()
                .orElseGet(() -> workspace.add(new SlackChannel(
                        workspace.nextId("C"), Kind.GROUP_DIRECT, String.join("--", members), List.copyOf(members))));
    }

    private SlackChannel readable(Arguments arguments, boolean joined, String right) {
        SlackChannel channel = workspace.known(arguments.need("channel"));
        workspace.needScope(channel.kind.family + ":" + right);
        return joined ? workspace.joined(channel.id) : channel;
    }

    private ObjectNode info(Arguments arguments) {
        ObjectNode channel = readable(arguments, false, "read").toJson(workspace);
        if (!arguments.flag("include_num_members")) {
            channel.remove("num_members");
        }
        return Json.ok("channel", channel);
    }

    private ObjectNode members(Arguments arguments) {
        SlackChannel channel = readable(arguments, false, "read");
        Methods.Page<String> page = Methods.Page.of(List.copyOf(channel.members), arguments, 100);
        return Json.ok("members", page.elements(), "response_metadata", page.metadata());
    }

    private ObjectNode history(Arguments arguments) {
        SlackChannel channel = readable(arguments, true, "history");
        List<ObjectNode> messages = new ArrayList<>();
        for (ObjectNode message : channel.messages.values()) {
            String thread = message.path("thread_ts").asText();
            if (thread.isEmpty() || thread.equals(message.path("ts").asText())) {
                messages.add(message);
            }
        }
        messages.removeIf(message -> !within(arguments, message));
        Collections.reverse(messages);
        Methods.Page<ObjectNode> page = Methods.Page.of(messages, arguments, 100);
        return answer(arguments, page.elements(), page).put("pin_count", 0);
    }

    /** The first page begins with the parent, whatever the times asked for. */
    private ObjectNode replies(Arguments arguments) {
        SlackChannel channel = readable(arguments, true, "history");
        String ts = arguments.need("ts");
        ObjectNode parent = channel.messages.get(ts);
        if (parent == null) {
            throw new SlackRefusal("thread_not_found");
        }
        List<ObjectNode> thread = new ArrayList<>(channel.thread(ts));
        thread.removeIf(message -> message != parent && !within(arguments, message));
        Methods.Page<ObjectNode> page = Methods.Page.of(thread, arguments, 1000);
        return answer(arguments, page.elements(), page);
    }

    private static boolean within(Arguments arguments, ObjectNode message) {
        String ts = message.path("ts").asText();
        String oldest = arguments.text("oldest").orElse("0");
        String latest = arguments.text("latest").orElse("9999999999.999999");
        boolean edge = arguments.flag("inclusive") && (ts.equals(oldest) || ts.equals(latest));
        return edge || (ts.compareTo(oldest) > 0 && ts.compareTo(latest) < 0);
    }

    /** Metadata only for who asks for it. */
    private static ObjectNode answer(Arguments arguments, List<ObjectNode> messages, Methods.Page<?> page) {
        List<ObjectNode> shown = new ArrayList<>();
        for (ObjectNode message : messages) {
            ObjectNode copy = message.deepCopy();
            if (!arguments.flag("include_all_metadata")) {
                copy.remove("metadata");
            }
            shown.add(copy);
        }
        ObjectNode answer = Json.ok("messages", shown, "has_more", !page.next().isEmpty());
        if (!page.next().isEmpty()) {
            answer.set("response_metadata", page.metadata());
        }
        return answer;
    }
}
