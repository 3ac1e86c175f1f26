package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.JsonHttp;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confluence Cloud: listed by CQL with the <i>REST API v1</i> (groups <i>Content</i> and <i>Content restrictions</i>;
 * v2 has neither a search nor restrictions), read with the <i>REST API v2</i> (groups <i>Page</i>, <i>Ancestors</i>,
 * <i>Label</i> and <i>Space</i>). The account needs to see the spaces. A token with scopes is not used at the site's
 * own URL but at {@code https://api.atlassian.com/ex/confluence/<cloud id>}, which is a base as well.
 *
 * <p>The search reads an index that follows the wiki by some seconds to minutes: what was listed can already be newer,
 * or restricted, when it is read.
 */
public final class ConfluenceCloud implements Wiki {
    private static final String TITLE = "Confluence";
    private static final String CONTEXT = "/wiki";
    private static final String V1 = CONTEXT + "/rest/api/";
    private static final String V2 = CONTEXT + "/api/v2/";

    /** What one call of v2 gives at most. */
    private static final int MOST = 250;

    /** What the next part's link adds to the query. */
    private static final List<String> PAGING = List.of("next", "cursor", "start");

    private static final Pattern CURSOR = Pattern.compile("(&(next|cursor|start)=[A-Za-z0-9%._*-]+)+");

    private final URI base;
    private final JsonHttp http;
    private final List<String> spaces;
    private final String search;
    private final ConfluenceRestrictions restrictions;
    private volatile Set<String> spaceIds = Set.of();

    /**
     * @param base the site, {@code https://firm.atlassian.net}
     * @param token an API token of the account with this e-mail address
     * @param spaces keys of those that everybody in the firm may read
     * @param timeout of one call
     */
    public ConfluenceCloud(URI base, String email, String token, List<String> spaces, Duration timeout) {
        this(base, email, token, spaces, timeout, Clock.systemUTC());
    }

    ConfluenceCloud(URI base, String email, String token, List<String> spaces, Duration timeout, Clock clock) {
        this.base = ConfluencePages.base(base, CONTEXT);
        this.http = new JsonHttp(new JsonHttp.Site(
                TITLE, this.base, JsonHttp.Credentials.basic(email, token), timeout, JsonHttp.FailureKinds.WIKI));
        this.spaces = List.copyOf(spaces);
        this.search = V1 + ConfluencePages.search(spaces) + "&limit=" + ConfluencePages.PART;
        this.restrictions = new ConfluenceRestrictions(http, V1 + "content/", clock);
    }

    @Override
    public String name() {
        return "confluence";
    }

    @Override
    public Listing pages(@Nullable String cursor) {
        if (cursor != null && !CURSOR.matcher(cursor).matches()) {
            throw ConfluencePages.noCursor(cursor);
        }
        JsonNode found = http.get(search + (cursor == null ? "" : cursor));
        String next = next(found.at("/_links/next").asText());
        if (next != null && next.equals(cursor)) {
            throw ConfluencePages.goesInCircles(TITLE);
        }
        return new Listing(ConfluencePages.stubs(found, restrictions), next);
    }

    /** The link's own parameters on top of this query: whether the link repeats the query's others is not documented. */
    private static @Nullable String next(String link) {
        StringBuilder paging = new StringBuilder();
        for (String name : PAGING) {
            ConfluencePages.parameter(link, name)
                    .ifPresent(value ->
                            paging.append('&').append(name).append('=').append(ConfluencePages.encoded(value)));
        }
        return paging.isEmpty() ? null : paging.toString();
    }

    @Override
    public Optional<WikiPage> read(String pageId) {
        if (!ConfluencePages.isId(pageId)) {
            return Optional.empty();
        }
        try {
            return http.find(V2 + "pages/" + pageId + "?body-format=storage")
                    .filter(page -> page.path("status").asText().equals("current") && isInSpaces(page))
                    .filter(page -> !restrictions.isRestricted(pageId))
                    .filter(page -> above(pageId)
                            .filter(ids -> !restrictions.isAnyRestricted(ids))
                            .isPresent())
                    .map(page -> ConfluencePages.page(page, labels(pageId), base + CONTEXT));
        } catch (OutsideException failure) {
            throw ConfluencePages.of(pageId, failure);
        }
    }

    /** Empty where the page is gone meanwhile, or lies so deep that they don't come at once. */
    private Optional<List<String>> above(String pageId) {
        return http.find(V2 + "pages/" + pageId + "/ancestors?limit=" + MOST)
                .map(found -> ConfluencePages.ids(found.path("results")))
                .filter(ids -> ids.size() < MOST);
    }

    private List<String> labels(String pageId) {
        return http.find(V2 + "pages/" + pageId + "/labels?limit=" + MOST)
                .map(found -> ConfluencePages.names(found.path("results")))
                .orElse(List.of());
    }

    /** A page knows its space's id only; where it is none of those known, they are asked for again. */
    private boolean isInSpaces(JsonNode page) {
        String space = page.path("spaceId").asText();
        if (!spaceIds.contains(space)) {
            List<String> keys = new ArrayList<>();
            spaces.forEach(key -> keys.add(ConfluencePages.encoded(key)));
            JsonNode found = http.get(V2 + "spaces?status=current&limit=" + MOST + "&keys=" + String.join(",", keys));
            spaceIds = Set.copyOf(ConfluencePages.ids(found.path("results")));
        }
        return spaceIds.contains(space);
    }
}
