package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.http.JsonHttp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a page of Confluence, or one above it, names who may read it.
 *
 * <p>A page inherits the restrictions of every page above it, and the API tells of each page only its own ones (Atlassian,
 * <i>CONFSERVER-45609</i> and <i>CONFCLOUD-71108</i>), so those above are asked one by one. One that cannot be seen may
 * well be restricted, and counts as such.
 */
final class ConfluenceRestrictions {
    /** How long a page above others is not asked again: a listing asks for the same ones over and over. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private static final int MOST_REMEMBERED = 10_000;

    private final JsonHttp http;
    private final String contentPath;
    private final Clock clock;
    private final Map<String, Known> known = new LinkedHashMap<>();

    private record Known(boolean restricted, Instant until) {}

    /** @param contentPath of the resource {@code content}, such as {@code /wiki/rest/api/content/} */
    ConfluenceRestrictions(JsonHttp http, String contentPath, Clock clock) {
        this.http = http;
        this.contentPath = contentPath;
        this.clock = clock;
    }

    /**
     * Of a page's JSON with {@code restrictions.read.restrictions.user} and {@code .group} expanded; empty where they are
     * not.
     */
    static Optional<Boolean> expanded(JsonNode page) {
        return of(page.at("/restrictions/read"));
    }

    private static Optional<Boolean> of(JsonNode read) {
        JsonNode users = read.at("/restrictions/user");
        JsonNode groups = read.at("/restrictions/group");
        if (!users.path("results").isArray() || !groups.path("results").isArray()) {
            return Optional.empty();
        }
        return Optional.of(isNamed(users) || isNamed(groups));
    }

    /** By its count too: it tells of users and groups that the account may not see. */
    private static boolean isNamed(JsonNode subjects) {
        return !subjects.path("results").isEmpty() || subjects.path("size").asInt() > 0;
    }

    /** Asks the wiki about the page itself, at this moment. */
    boolean isRestricted(String id) {
        if (!ConfluencePages.isId(id)) {
            return true;
        }
        String path = contentPath + id + "/restriction/byOperation/read?expand=restrictions.user,restrictions.group";
        boolean restricted = http.find(path).flatMap(ConfluenceRestrictions::of).orElse(true);
        remember(id, restricted);
        return restricted;
    }

    /** Whether any of these pages is, as it was known within the last minutes. */
    boolean isAnyRestricted(List<String> above) {
        for (String id : above) {
            Known before = known(id);
            if (before == null ? isRestricted(id) : before.restricted) {
                return true;
            }
        }
        return false;
    }

    synchronized void remember(String id, boolean restricted) {
        known.remove(id);
        if (known.size() >= MOST_REMEMBERED) {
            known.remove(known.keySet().iterator().next());
        }
        known.put(id, new Known(restricted, clock.instant().plus(REMEMBERED)));
    }

    private synchronized @Nullable Known known(String id) {
        Known before = known.get(id);
        return before != null && clock.instant().isBefore(before.until) ? before : null;
    }
}
