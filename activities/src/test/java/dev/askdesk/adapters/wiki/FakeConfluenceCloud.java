package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Confluence Cloud as its REST API v1 and v2 say it answers. */
final class FakeConfluenceCloud extends FakeConfluence {
    static final String EMAIL = "desk@firm.example";
    static final String TOKEN = "ATATT3xFfGF0-secret";

    private static final Pattern V2 = Pattern.compile("/wiki/api/v2/pages/(\\d+)(/ancestors|/labels)?");
    private static final Pattern RESTRICTION =
            Pattern.compile("/wiki/rest/api/content/(\\d+)/restriction/byOperation/read");
    private static final Map<String, String> SPACE_IDS = Map.of("IT", "98306", "HR", "98307");

    FakeConfluenceCloud() throws IOException {
        super("Basic " + Base64.getEncoder().encodeToString((EMAIL + ":" + TOKEN).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    String context() {
        return "/wiki";
    }

    @Override
    @Nullable
    JsonNode answer(String path, Map<String, String> query) {
        if (path.equals("/wiki/rest/api/content/search")) {
            return search(query);
        }
        if (path.equals("/wiki/api/v2/spaces")) {
            return spaces(query);
        }
        Matcher restriction = RESTRICTION.matcher(path);
        if (restriction.matches()) {
            return restriction(restriction.group(1), query);
        }
        Matcher v2 = V2.matcher(path);
        Page page = v2.matches() ? pages.get(v2.group(1)) : null;
        if (page == null || page.invisible) {
            return null;
        }
        if (v2.group(2) == null) {
            return page(page, query);
        }
        allow(query, "limit");
        ObjectNode list = JSON.createObjectNode();
        list.set("results", v2.group(2).equals("/labels") ? labels(page) : ancestors(page));
        list.putObject("_links").put("base", url() + "/wiki");
        return list;
    }

    private ObjectNode search(Map<String, String> query) {
        allow(query, "cql", "expand", "limit", "cursor", "next", "start");
        List<Page> matches = matches(query.getOrDefault("cql", ""));
        int limit = Math.min(100, Integer.parseInt(query.getOrDefault("limit", "25")));
        // The cursor alone says where to go on.
        String cursor = query.get("cursor");
        int start = cursor == null ? 0 : Integer.parseInt(cursor.replaceAll("\\D", ""));
        int end = Math.min(start + limit, matches.size());
        ObjectNode found = JSON.createObjectNode();
        ArrayNode results = found.putArray("results");
        for (Page page : matches.subList(start, end)) {
            results.add(content(page, query.getOrDefault("expand", ""), webui(page)));
        }
        ObjectNode links = found.put("start", start)
                .put("limit", limit)
                .put("size", results.size())
                .putObject("_links")
                .put("base", url() + "/wiki")
                .put("context", "/wiki");
        if (end < matches.size()) {
            links.put(
                    "next",
                    "/rest/api/content/search?next=true&cursor=" + encoded("_f_+/" + end + "==|") + "&limit=" + limit
                            + "&start=" + end + "&cql=" + encoded(query.getOrDefault("cql", "")));
        }
        return found;
    }

    private static JsonNode spaces(Map<String, String> query) {
        allow(query, "keys", "status", "limit");
        ObjectNode found = JSON.createObjectNode();
        ArrayNode results = found.putArray("results");
        for (String key : query.getOrDefault("keys", "").split(",")) {
            results.addObject()
                    .put("id", SPACE_IDS.getOrDefault(key, "0"))
                    .put("key", key)
                    .put("status", "current");
        }
        return found;
    }

    private ObjectNode page(Page page, Map<String, String> query) {
        allow(query, "body-format");
        ObjectNode body = JSON.createObjectNode()
                .put("id", page.id)
                .put("status", page.status)
                .put("title", page.title)
                .put("spaceId", SPACE_IDS.getOrDefault(page.space, "77"));
        body.putObject("version").put("number", page.version).put("minorEdit", false);
        if ("storage".equals(query.get("body-format"))) {
            body.putObject("body")
                    .putObject("storage")
                    .put("value", page.storage)
                    .put("representation", "storage");
        }
        body.putObject("_links").put("webui", webui(page)).put("base", "https://firm.atlassian.net/wiki");
        return body;
    }

    private static ArrayNode ancestors(Page page) {
        ArrayNode ancestors = JSON.createArrayNode();
        page.ancestors()
                .forEach(above -> ancestors.addObject().put("id", above.id).put("type", "page"));
        return ancestors;
    }

    private static String webui(Page page) {
        return "/spaces/" + page.space + "/pages/" + page.id + "/" + encoded(page.title);
    }
}
