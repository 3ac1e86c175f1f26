package dev.askdesk.adapters.helpdesk;

import static dev.askdesk.adapters.helpdesk.VendorJson.list;
import static dev.askdesk.adapters.helpdesk.VendorJson.text;
import static dev.askdesk.adapters.helpdesk.VendorJson.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.http.JsonHttp;
import dev.askdesk.adapters.http.JsonHttp.Credentials;
import dev.askdesk.adapters.http.JsonHttp.FailureKinds;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Jira Service Management Cloud. Tickets are read by the Jira Cloud platform's REST API v3 ("Search for issues using JQL
 * enhanced search", "Get issue", "Get comments"). A note is written by the REST API of Jira Service Management ("Create
 * request comment" with {@code public: false}), which the platform's document names as the way to an internal comment,
 * and which refuses an issue that is no customer request.
 */
public final class JiraServiceManagement implements Helpdesk {
    private static final String TITLE = "Jira Service Management";
    private static final TicketIds KEYS =
            new TicketIds(TITLE, Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,80}-[0-9]{1,18}"));
    private static final TicketIds COMMENTS = TicketIds.numeric(TITLE);
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,80}");
    private static final int PER_PAGE = 100;

    /** The search index follows a change within seconds; what is younger is told by the next poll. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** How far this clock and Jira's may differ. */
    private static final Duration SKEW = Duration.ofMinutes(10);

    private final URI base;
    private final JsonHttp http;
    private final String projects;
    private final Clock clock;

    /**
     * @param base such as {@code https://example.atlassian.net}
     * @param email of the account that the API token is of
     * @param projects keys of the service projects; at least one
     */
    public JiraServiceManagement(URI base, String email, String token, List<String> projects, Duration timeout) {
        this(base, email, token, projects, timeout, Clock.systemUTC());
    }

    JiraServiceManagement(URI base, String email, String token, List<String> projects, Duration timeout, Clock clock) {
        if (projects.isEmpty()
                || !projects.stream().allMatch(key -> PROJECT.matcher(key).matches())) {
            throw new IllegalArgumentException("Keys of Jira projects are needed, such as IT, and not: " + projects);
        }
        this.base = base;
        this.clock = clock;
        this.projects = projects.stream().map(key -> "\"" + key + "\"").collect(Collectors.joining(", "));
        Credentials basic = Credentials.basic(email, token);
        this.http = new JsonHttp(new JsonHttp.Site(TITLE, base, basic, timeout, FailureKinds.HELPDESK));
    }

    @Override
    public String name() {
        return "jira";
    }

    @Override
    public Changes changed(Instant since, @Nullable String cursor) {
        Instant now = clock.instant();
        return MovingList.changed((from, token) -> page(from, token, now), since, cursor, now.minus(SETTLED));
    }

    private MovingList.Page page(Instant since, @Nullable String token, Instant now) {
        // A time of day in JQL is one of the account's own time zone, by the minute; a distance from now has no zone.
        long minutes = Math.max(0, Duration.between(since, now).plus(SKEW).toMinutes()) + 1;
        ObjectNode search = JsonNodeFactory.instance.objectNode();
        search.put(
                "jql",
                "project in (" + projects + ") AND updated >= \"-" + minutes + "m\" ORDER BY updated ASC, key ASC");
        search.put("maxResults", PER_PAGE);
        search.putArray("fields").add("updated");
        if (token != null) {
            search.put("nextPageToken", token);
        }
        JsonNode found = http.post("/rest/api/3/search/jql", search);
        List<MovingList.Entry> entries = new ArrayList<>();
        for (JsonNode issue : list(found, "issues")) {
            Instant updated = time(issue.path("fields"), "updated");
            entries.add(new MovingList.Entry(text(issue, "key"), updated, updated));
        }
        return new MovingList.Page(entries, found.path("nextPageToken").textValue());
    }

    @Override
    public Optional<Ticket> read(String ticketId) {
        if (!KEYS.couldBe(ticketId)) {
            return Optional.empty();
        }
        return http.find("/rest/api/3/issue/" + ticketId
                        + "?fields=summary,status,reporter,created,updated,attachment&expand=renderedFields")
                .map(issue -> JiraIssue.ticket(ticketId, issue, comments(ticketId)));
    }

    private List<JsonNode> comments(String key) {
        List<JsonNode> comments = new ArrayList<>();
        while (true) {
            JsonNode page =
                    http.get("/rest/api/3/issue/" + key + "/comment?expand=renderedBody&orderBy=created&maxResults="
                            + PER_PAGE + "&startAt=" + comments.size());
            JsonNode found = list(page, "comments");
            found.forEach(comments::add);
            if (found.isEmpty() || comments.size() >= page.path("total").asInt()) {
                return comments;
            }
        }
    }

    @Override
    public void addNote(String ticketId, String html) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.put("body", WikiMarkup.of(html)).put("public", false);
        JsonNode written = http.post("/rest/servicedeskapi/request/" + KEYS.checked(ticketId) + "/comment", note);
        checkInternal(written.path("public"), ticketId);
    }

    /** By version 2 of the API, which takes the same wiki markup; the property holds the comment internal. */
    @Override
    public void updateNote(String ticketId, String noteId, String html) {
        ObjectNode note = JsonNodeFactory.instance.objectNode();
        note.put("body", WikiMarkup.of(html));
        ObjectNode property = note.putArray("properties").addObject().put("key", "sd.public.comment");
        property.putObject("value").put("internal", true);
        String path = "/rest/api/2/issue/" + KEYS.checked(ticketId) + "/comment/" + COMMENTS.checked(noteId);
        checkInternal(http.put(path, note).path("jsdPublic"), ticketId);
    }

    private static void checkInternal(JsonNode isPublic, String ticketId) {
        if (isPublic.asBoolean(false)) {
            throw new OutsideException(
                    FailureType.HELPDESK_REQUEST,
                    TITLE + " made a note of " + ticketId + " public that was to be internal.");
        }
    }

    @Override
    public @Nullable String url(String ticketId) {
        return KEYS.couldBe(ticketId) ? base + "/browse/" + ticketId : null;
    }
}
