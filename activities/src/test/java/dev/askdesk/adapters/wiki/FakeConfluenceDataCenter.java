package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Confluence Data Center below a context path, as its REST API says it answers. */
final class FakeConfluenceDataCenter extends FakeConfluence {
    static final String TOKEN = "NjQ0MDMx-secret";

    private static final Pattern CONTENT = Pattern.compile("/confluence/rest/api/content/(\\d+)");
    private static final Pattern RESTRICTION =
            Pattern.compile("/confluence/rest/api/content/(\\d+)/restriction/byOperation/read");

    /** Whether a search has a link to its next part: not every release gives one. */
    boolean linksParts = true;

    FakeConfluenceDataCenter() throws IOException {
        super("Bearer " + TOKEN);
    }

    @Override
    String context() {
        return "/confluence";
    }

    @Override
    @Nullable
    JsonNode answer(String path, Map<String, String> query) {
        if (path.equals("/confluence/rest/api/content/search")) {
            return search(query);
        }
        Matcher restriction = RESTRICTION.matcher(path);
        if (restriction.matches()) {
            return restriction(restriction.group(1), query);
        }
        Matcher content = CONTENT.matcher(path);
        Page page = content.matches() ? pages.get(content.group(1)) : null;
        if (page == null || page.invisible || page.status.equals("trashed")) {
            return null;
        }
        allow(query, "expand");
        ObjectNode body = content(page, query.getOrDefault("expand", ""), webui(page));
        ((ObjectNode) body.path("_links")).put("base", "https://wiki.firm.example/confluence");
        return body;
    }

    private ObjectNode search(Map<String, String> query) {
        allow(query, "cql", "expand", "limit", "start");
        List<Page> matches = matches(query.getOrDefault("cql", ""));
        int limit = Math.min(200, Integer.parseInt(query.getOrDefault("limit", "25")));
        int start = Math.min(Integer.parseInt(query.getOrDefault("start", "0")), matches.size());
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
                .put("base", url() + "/confluence")
                .put("context", "/confluence");
        if (end < matches.size() && linksParts) {
            links.put(
                    "next",
                    "/rest/api/content/search?limit=" + limit + "&start=" + end + "&cql="
                            + encoded(query.getOrDefault("cql", "")));
        }
        return found;
    }

    private static String webui(Page page) {
        return "/display/" + page.space + "/" + encoded(page.title);
    }
}
