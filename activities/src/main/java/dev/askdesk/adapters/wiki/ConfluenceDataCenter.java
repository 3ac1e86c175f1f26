package dev.askdesk.adapters.wiki;

import com.fasterxml.jackson.databind.JsonNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.JsonHttp;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Confluence Data Center by its <i>REST API</i> (<i>Advanced searching using CQL</i>, <i>Expansions in the REST API</i>,
 * <i>Pagination in the REST API</i>), with a <i>personal access token</i>, which it takes since 7.9.
 *
 * <p>Its listing goes by numbers of places. A page that is deleted while it goes on moves those behind it by one place,
 * and one of them can be missed; the next listing has it.
 */
public final class ConfluenceDataCenter implements Wiki {
    private static final String TITLE = "Confluence";
    private static final String API = "/rest/api/";
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,9}");

    private final URI base;
    private final JsonHttp http;
    private final List<String> spaces;
    private final String search;
    private final ConfluenceRestrictions restrictions;

    /**
     * @param base with the server's context path, where it has one: {@code https://wiki.firm.example/confluence}
     * @param spaces keys of those that everybody in the firm may read
     * @param timeout of one call
     */
    public ConfluenceDataCenter(URI base, String personalAccessToken, List<String> spaces, Duration timeout) {
        this(base, personalAccessToken, spaces, timeout, Clock.systemUTC());
    }

    ConfluenceDataCenter(URI base, String personalAccessToken, List<String> spaces, Duration timeout, Clock clock) {
        this.base = ConfluencePages.base(base, "");
        this.http = new JsonHttp(new JsonHttp.Site(
                TITLE,
                this.base,
                JsonHttp.Credentials.bearer(personalAccessToken),
                timeout,
                JsonHttp.FailureKinds.WIKI));
        this.spaces = List.copyOf(spaces);
        this.search = API + ConfluencePages.search(spaces) + "&limit=" + ConfluencePages.PART + "&start=";
        this.restrictions = new ConfluenceRestrictions(http, API + "content/", clock);
    }

    @Override
    public String name() {
        return "confluence";
    }

    @Override
    public Listing pages(@Nullable String cursor) {
        if (cursor != null && !PLACE.matcher(cursor).matches()) {
            throw ConfluencePages.noCursor(cursor);
        }
        int start = cursor == null ? 0 : Integer.parseInt(cursor);
        JsonNode found = http.get(search + start);
        int next = next(found, start);
        if (next >= 0 && next <= start) {
            throw ConfluencePages.goesInCircles(TITLE);
        }
        return new Listing(ConfluencePages.stubs(found, restrictions), next < 0 ? null : String.valueOf(next));
    }

    /** The place after this part; negative where it is the last one. */
    private static int next(JsonNode found, int start) {
        // What the server allows, which can be less than was asked for.
        int limit = found.path("limit").asInt(ConfluencePages.PART);
        String link = found.at("/_links/next").asText();
        if (!link.isEmpty()) {
            return ConfluencePages.parameter(link, "start")
                    .filter(place -> PLACE.matcher(place).matches())
                    .map(Integer::parseInt)
                    .orElse(start + limit);
        }
        // Some releases give a search no such link; then a full part may not be the last one.
        boolean full = limit > 0 && found.path("results").size() >= limit;
        return full ? start + limit : -1;
    }

    @Override
    public Optional<WikiPage> read(String pageId) {
        if (!ConfluencePages.isId(pageId)) {
            return Optional.empty();
        }
        String expand = "body.storage,version,metadata.labels,space,ancestors," + ConfluencePages.RESTRICTIONS;
        try {
            return http.find(API + "content/" + pageId + "?expand=" + expand)
                    .filter(page -> ConfluencePages.isCurrent(page)
                            && spaces.contains(page.at("/space/key").asText()))
                    .filter(page -> !isRestricted(page))
                    .map(page -> ConfluencePages.page(page, ConfluencePages.labels(page), base.toString()));
        } catch (OutsideException failure) {
            throw ConfluencePages.of(pageId, failure);
        }
    }

    private boolean isRestricted(JsonNode page) {
        String id = page.path("id").asText();
        boolean own = ConfluenceRestrictions.expanded(page).orElseGet(() -> restrictions.isRestricted(id));
        restrictions.remember(id, own);
        return own || restrictions.isAnyRestricted(ConfluencePages.ids(page.path("ancestors")));
    }
}
