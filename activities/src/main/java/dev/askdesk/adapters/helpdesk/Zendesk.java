package dev.askdesk.adapters.helpdesk;

import static dev.askdesk.adapters.helpdesk.VendorJson.list;
import static dev.askdesk.adapters.helpdesk.VendorJson.text;
import static dev.askdesk.adapters.helpdesk.VendorJson.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.askdesk.adapters.OutsideException;
import dev.askdesk.adapters.helpdesk.Message.Form;
import dev.askdesk.adapters.helpdesk.Message.Role;
import dev.askdesk.adapters.helpdesk.Ticket.Person;
import dev.askdesk.adapters.helpdesk.Ticket.Status;
import dev.askdesk.adapters.http.JsonHttp;
import dev.askdesk.adapters.http.JsonHttp.Credentials;
import dev.askdesk.adapters.http.JsonHttp.FailureKinds;
import dev.askdesk.workflows.wire.FailureType;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Zendesk Support by its API v2 (developer.zendesk.com: "Incremental Exports", "Tickets", "Ticket Comments"). Changes
 * come from the cursor-based export, which leaves out the last minute so that none is missed; it takes ten calls a
 * minute. The time of a change is the export's {@code generated_timestamp}: {@code updated_at} stays the same when the
 * system alone changes a ticket.
 */
public final class Zendesk implements Helpdesk {
    private static final String TITLE = "Zendesk";
    private static final TicketIds IDS = TicketIds.numeric(TITLE);

    /** Of at most 1000; with their descriptions and fields, so many fit into what is read of one reply. */
    private static final int PER_PAGE = 200;

    /** "Using the Incremental Export API": the start time must be more than a minute ago. */
    private static final Duration EXPORTED_AFTER = Duration.ofSeconds(61);

    /** Channels of {@code via} that are no person. */
    private static final Set<String> AUTOMATIC = Set.of("rule", "system");

    private final URI base;
    private final JsonHttp http;
    private final Clock clock;

    /**
     * @param base such as {@code https://example.zendesk.com}
     * @param email of the agent whom the API token acts for
     */
    public Zendesk(URI base, String email, String token, Duration timeout) {
        this(base, email, token, timeout, Clock.systemUTC());
    }

    Zendesk(URI base, String email, String token, Duration timeout, Clock clock) {
        this.base = base;
        this.clock = clock;
        Credentials basic = Credentials.basic(email + "/token", token);
        this.http = new JsonHttp(new JsonHttp.Site(TITLE, base, basic, timeout, FailureKinds.HELPDESK));
    }

    @Override
    public String name() {
        return "zendesk";
    }

    @Override
    public Changes changed(Instant since, @Nullable String cursor) {
        Instant latest = clock.instant().minus(EXPORTED_AFTER);
        long start = (since.isBefore(latest) ? since : latest).getEpochSecond();
        String from = cursor == null ? "start_time=" + start : "cursor=" + encoded(cursor);
        JsonNode export = http.get("/api/v2/incremental/tickets/cursor.json?" + from + "&per_page=" + PER_PAGE);
        List<Change> changes = new ArrayList<>();
        for (JsonNode ticket : list(export, "tickets")) {
            Instant changedAt =
                    Instant.ofEpochSecond(ticket.path("generated_timestamp").asLong());
            if (!isDeleted(ticket) && !(cursor == null && changedAt.isBefore(floor(since)))) {
                changes.add(new Change(ticket.path("id").asText(), changedAt));
            }
        }
        boolean last = export.path("end_of_stream").asBoolean(true);
        return new Changes(changes, last ? null : export.path("after_cursor").textValue());
    }

    private static Instant floor(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private static boolean isDeleted(JsonNode ticket) {
        return text(ticket, "status").equals("deleted");
    }

    @Override
    public Optional<Ticket> read(String ticketId) {
        if (!IDS.couldBe(ticketId)) {
            return Optional.empty();
        }
        return http.find("/api/v2/tickets/" + ticketId + ".json?include=users")
                .filter(found -> !isDeleted(found.path("ticket")))
                .map(found -> ticket(ticketId, found));
    }

    private Ticket ticket(String id, JsonNode found) {
        JsonNode ticket = found.path("ticket");
        Map<Long, JsonNode> users = new HashMap<>();
        keep(users, found);
        List<JsonNode> comments = comments(id, users);
        List<Message> messages = new ArrayList<>();
        for (JsonNode comment : comments) {
            // "The first comment is the description"; the port wants the ticket's own id on it.
            messages.add(message(messages.isEmpty() ? id : text(comment, "id"), comment, users));
        }
        return new Ticket(
                id,
                text(ticket, "subject"),
                status(text(ticket, "status")),
                person(users.get(ticket.path("requester_id").asLong())),
                time(ticket, "created_at"),
                time(ticket, "updated_at"),
                messages);
    }

    private List<JsonNode> comments(String id, Map<Long, JsonNode> users) {
        List<JsonNode> comments = new ArrayList<>();
        String after = "";
        while (true) {
            // page%5Bsize%5D is page[size]: with it, the list is paged by cursor.
            JsonNode page =
                    http.get("/api/v2/tickets/" + id + "/comments.json?include=users&page%5Bsize%5D=100" + after);
            list(page, "comments").forEach(comments::add);
            keep(users, page);
            JsonNode next = page.at("/meta/after_cursor");
            if (!page.at("/meta/has_more").asBoolean() || !next.isTextual()) {
                return comments;
            }
            after = "&page%5Bafter%5D=" + encoded(next.asText());
        }
    }

    private static void keep(Map<Long, JsonNode> users, JsonNode reply) {
        reply.path("users").forEach(user -> users.put(user.path("id").asLong(), user));
    }

    private static Message message(String id, JsonNode comment, Map<Long, JsonNode> users) {
        JsonNode author = users.get(comment.path("author_id").asLong());
        String html = text(comment, "html_body");
        List<String> names = new ArrayList<>();
        comment.path("attachments").forEach(file -> names.add(text(file, "file_name")));
        return new Message(
                id,
                role(comment, author),
                person(author),
                comment.path("public").asBoolean(),
                time(comment, "created_at"),
                html.isEmpty() ? Form.PLAIN : Form.HTML,
                html.isEmpty() ? text(comment, "body") : html,
                names);
    }

    private static Role role(JsonNode comment, @Nullable JsonNode author) {
        // The system writes as user -1.
        boolean system = comment.path("author_id").asLong() < 0
                || AUTOMATIC.contains(comment.at("/via/channel").asText());
        if (system) {
            return Role.SYSTEM;
        }
        String role = author == null ? "" : text(author, "role");
        // A user that the desk does not tell can have been deleted; what is private was not a requester's.
        boolean requester = role.isEmpty() ? comment.path("public").asBoolean() : role.equals("end-user");
        return requester ? Role.REQUESTER : Role.AGENT;
    }

    private static Person person(@Nullable JsonNode user) {
        return user == null ? new Person("", "") : new Person(text(user, "name"), text(user, "email"));
    }

    private static Status status(String status) {
        return switch (status) {
            case "pending", "hold" -> Status.PENDING;
            case "solved" -> Status.SOLVED;
            case "closed" -> Status.CLOSED;
            default -> Status.OPEN;
        };
    }

    @Override
    public void addNote(String ticketId, String html) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("ticket").putObject("comment").put("html_body", html).put("public", false);
        JsonNode written = http.put("/api/v2/tickets/" + IDS.checked(ticketId) + ".json", body);
        for (JsonNode event : written.at("/audit/events")) {
            if (text(event, "type").equals("Comment") && event.path("public").asBoolean(false)) {
                throw new OutsideException(
                        FailureType.HELPDESK_REQUEST,
                        "Zendesk made a note of ticket " + ticketId + " public that was to be private.");
            }
        }
    }

    /** A comment cannot be changed ("Ticket Comments" has no such endpoint), so this adds another. */
    @Override
    public void updateNote(String ticketId, String noteId, String html) {
        IDS.checked(noteId);
        addNote(ticketId, "<p><strong>This note replaces the earlier one.</strong></p>" + html);
    }

    @Override
    public @Nullable String url(String ticketId) {
        return IDS.couldBe(ticketId) ? base + "/agent/tickets/" + ticketId : null;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
