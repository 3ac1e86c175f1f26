package dev.askdesk.starters.slackdouble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The methods of the Web API that the double knows (https://docs.slack.dev/reference/methods). */
final class Methods {

    /** @param scope the one that the method needs, where it is the same for all channels */
    private record Method(@Nullable String scope, Function<Arguments, ObjectNode> body) {}

    private final Map<String, Method> methods = new TreeMap<>();
    private final Workspace workspace;

    Methods(Workspace workspace) {
        this.workspace = workspace;
    }

    Methods add(String name, @Nullable String scope, Function<Arguments, ObjectNode> body) {
        methods.put(name, new Method(scope, body));
        return this;
    }

    ObjectNode call(String name, Arguments arguments) {
        Method method = methods.get(name);
        if (method == null) {
            throw new SlackRefusal("unknown_method", "req_method", name);
        }
        if (method.scope() != null) {
            workspace.needScope(method.scope());
        }
        synchronized (workspace) {
            return method.body().apply(arguments).deepCopy();
        }
    }

    @Nullable
    String scopeOf(String name) {
        Method method = methods.get(name);
        return method == null ? null : method.scope();
    }

    /** One page of a list; Slack's cursors are opaque, and empty at the end. */
    record Page<T>(List<T> elements, String next) {

        static <T> Page<T> of(List<T> all, Arguments arguments, int size) {
            int limit = Math.min(1000, arguments.number("limit", size));
            int from = arguments.text("cursor").map(Page::offset).orElse(0);
            if (limit <= 0) {
                throw new SlackRefusal("invalid_limit");
            }
            if (from > all.size()) {
                throw new SlackRefusal("invalid_cursor");
            }
            int to = Math.min(all.size(), from + limit);
            String next = to == all.size() ? "" : cursor(to);
            return new Page<>(all.subList(from, to), next);
        }

        private static String cursor(int offset) {
            return Base64.getEncoder().encodeToString(("offset:" + offset).getBytes(StandardCharsets.UTF_8));
        }

        private static int offset(String cursor) {
            try {
                String text = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
                return Integer.parseInt(text.substring("offset:".length()));
            } catch (RuntimeException foreign) {
                throw new SlackRefusal("invalid_cursor");
            }
        }

        ObjectNode metadata() {
            return Json.object("next_cursor", next);
        }
    }
}
